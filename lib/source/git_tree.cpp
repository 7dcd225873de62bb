#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "source/tree.hpp"

namespace source {
namespace {

bool is_whole(const std::vector<std::string>& paths) {
  return std::ranges::find(paths, std::string()) != paths.end();
}

std::vector<git::Entry> relevant(const std::vector<git::Entry>& entries) {
  std::vector<git::Entry> kept;
  for (const auto& entry : entries) {
    if (is_listed(entry.path, entry.mode)) kept.push_back(entry);
  }
  return kept;
}

std::vector<git::Entry> below(const std::vector<git::Entry>& entries,
                              const std::vector<std::string>& paths) {
  std::vector<git::Entry> kept;
  for (const auto& entry : entries) {
    const bool wanted = std::ranges::any_of(paths, [&](const std::string& path) {
      return entry.path == path || (entry.path.size() > path.size() &&
                                    entry.path.starts_with(path) && entry.path[path.size()] == '/');
    });
    if (wanted) kept.push_back(entry);
  }
  return kept;
}

/// Content from the object database, through one live `git cat-file --batch`.
class GitTree : public Tree {
 public:
  GitTree(const git::Repository& repository, KnownListing known)
      : repository_(repository), reader_(repository), known_(std::move(known)) {}

  void read(const std::vector<git::Entry>& entries, std::size_t max_bytes,
            const Sink& sink) override {
    std::vector<std::string> ids;
    ids.reserve(entries.size());
    for (const auto& entry : entries) ids.push_back(entry.id);
    reader_.read(ids, max_bytes,
                 [&](std::size_t i, git::BlobReader::Status status, std::string content) {
                   lacked_content_ = lacked_content_ || status == git::BlobReader::Status::missing;
                   sink(i, static_cast<Status>(status), std::move(content));
                 });
  }

  bool lacked_content() const override { return lacked_content_; }

  std::vector<git::Entry> list(const std::vector<std::string>& paths) override {
    if (paths == known_.paths && !paths.empty()) return known_.entries;
    const bool listed = !known_.paths.empty() && std::ranges::all_of(paths, [&](const auto& path) {
      return std::ranges::find(known_.paths, path) != known_.paths.end() ||
             (is_whole(known_.paths) && is_listed(path, 0));
    });
    if (listed) return below(known_.entries, paths);
    if (!whole_ && !is_whole(paths)) return fetch(paths);
    if (!whole_) whole_ = fetch({});
    auto entries = is_whole(paths) ? relevant(*whole_) : below(*whole_, paths);
    if (whole_->size() > most_kept) whole_.reset();
    return entries;
  }

  std::vector<bool> exist(const std::vector<std::string>& paths) override {
    if (paths.empty()) return {};
    if (!whole_) return ask(paths);
    std::vector<bool> answers;
    for (const auto& path : paths) answers.push_back(holds(*whole_, path));
    return answers;
  }

 protected:
  /// All entries that are one of `paths` or below it; of the whole tree where there are none.
  virtual std::vector<git::Entry> fetch(const std::vector<std::string>& paths) = 0;
  virtual std::vector<bool> ask(const std::vector<std::string>& paths) = 0;

  static_assert(static_cast<int>(Status::missing) ==
                static_cast<int>(git::BlobReader::Status::missing));
  static_assert(static_cast<int>(Status::too_large) ==
                static_cast<int>(git::BlobReader::Status::too_large));
  git::Repository repository_;
  git::BlobReader reader_;

 private:
  /// A larger listing is not worth its memory.
  static constexpr std::size_t most_kept = 50'000;
  KnownListing known_;
  std::optional<std::vector<git::Entry>> whole_;
  bool lacked_content_ = false;
};

class StagedTree final : public GitTree {
 public:
  StagedTree(const git::Repository& repository, KnownListing known)
      : GitTree(repository, std::move(known)) {}

 private:
  std::vector<git::Entry> fetch(const std::vector<std::string>& paths) override {
    return git::index_entries(repository_, paths);
  }
  std::vector<bool> ask(const std::vector<std::string>& paths) override {
    const auto entries = git::index_entries(repository_, paths);
    std::vector<bool> answers;
    for (const auto& path : paths) answers.push_back(holds(entries, path));
    return answers;
  }
};

class CommitTree final : public GitTree {
 public:
  CommitTree(const git::Repository& repository, std::string tree, KnownListing known)
      : GitTree(repository, std::move(known)), tree_(std::move(tree)) {}

 private:
  std::vector<git::Entry> fetch(const std::vector<std::string>& paths) override {
    auto entries = git::tree_entries(repository_, tree_, paths);
    if (!entries) {
      throw base::Error(base::ErrorCode::not_found, "cannot read the tree '" + tree_ + "'");
    }
    return std::move(*entries);
  }
  std::vector<bool> ask(const std::vector<std::string>& paths) override {
    std::vector<std::string> names;
    for (const auto& path : paths) names.push_back(tree_ + ":" + path);
    std::vector<bool> answers;
    for (const auto& id : git::object_ids(repository_, names)) answers.push_back(!id.empty());
    return answers;
  }

  std::string tree_;
};

}  // namespace

std::unique_ptr<Tree> staged_tree(const git::Repository& repository, KnownListing known) {
  return std::make_unique<StagedTree>(repository, std::move(known));
}

std::unique_ptr<Tree> commit_tree(const git::Repository& repository, const std::string& revision) {
  const auto tree = git::tree_of(repository, revision);
  if (!tree) {
    throw base::Error(base::ErrorCode::not_found,
                      "'" + revision + "' is not a commit, tag or tree of this repository");
  }
  return tree_by_id(repository, *tree);
}

std::unique_ptr<Tree> tree_by_id(const git::Repository& repository, const std::string& id,
                                 KnownListing known) {
  return std::make_unique<CommitTree>(repository, id, std::move(known));
}

}  // namespace source
