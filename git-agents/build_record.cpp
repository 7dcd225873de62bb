#include "git-agents/build_record.hpp"

#include "build/head_outputs.hpp"
#include "git/index_update.hpp"
#include "os/file.hpp"

namespace cli {
namespace {

class GitRecord final : public build::Record {
 public:
  GitRecord(const git::Repository& repository, std::string output, indexing::MemoDb* memo)
      : repository_(repository), output_(std::move(output)), memo_(memo) {}

  std::set<std::string> replaceable(const std::vector<std::string>& files) override {
    std::vector<std::string> paths;
    for (const auto& file : files) paths.push_back(os::join(output_, file));
    const auto head = build::head_outputs(repository_, {paths.begin(), paths.end()});
    const auto ids = git::stored_ids(repository_, paths);
    std::set<std::string> found;
    for (std::size_t i = 0; i < files.size(); ++i) {
      const auto id = ids.find(paths[i]);
      if (id == ids.end()) continue;
      const auto at_head = head.blobs.find(paths[i]);
      const bool built = at_head != head.blobs.end() && at_head->second == id->second &&
                         head.built.contains(paths[i]);
      if (built || is_composed(id->second)) found.insert(files[i]);
    }
    return found;
  }

  std::vector<std::string> left_overs(const std::set<std::string>& outputs) override {
    if (!memo_) return {};
    std::vector<std::string> paths;
    for (const auto& path : git::work_tree_paths(repository_, {output_})) {
      if (!outputs.contains(path.substr(output_.size() + 1))) paths.push_back(path);
    }
    std::vector<std::string> found;
    for (const auto& [path, id] : git::stored_ids(repository_, paths)) {
      if (is_composed(id)) found.push_back(path.substr(output_.size() + 1));
    }
    return found;
  }

 private:
  bool is_composed(const std::string& id) const { return memo_ && memo_->was_composed(id); }

  const git::Repository& repository_;
  std::string output_;  ///< relative to the work tree
  indexing::MemoDb* memo_;
};

}  // namespace

std::unique_ptr<build::Record> build_record(const git::Repository& repository,
                                            const std::string& output, indexing::MemoDb* memo) {
  const std::string inside = repository.work_tree + "/";
  if (repository.work_tree.empty() || !output.starts_with(inside)) return nullptr;
  return std::make_unique<GitRecord>(repository, output.substr(inside.size()), memo);
}

}  // namespace cli
