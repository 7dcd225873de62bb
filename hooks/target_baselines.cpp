#include "hooks/target_baselines.hpp"

#include "agent/names.hpp"
#include "base/error.hpp"
#include "git/blob_reader.hpp"
#include "index/memo.hpp"
#include "source/validation.hpp"

namespace hooks {
namespace {

constexpr std::size_t max_baseline_bytes = 64 << 20;

Baseline read(git::BlobReader& reader, const std::string& id) {
  Baseline nothing{"none", {}};
  if (id.empty()) return nothing;
  try {
    const auto text = reader.read_one(id, max_baseline_bytes);
    return text ? Baseline{id, agent::Baseline::parse(*text)} : nothing;
  } catch (const base::Error&) {
    return nothing;
  }
}

/// Nobody has accepted anything there, but what is wrong there already is no error of a change.
Baseline found_in(const git::Repository& repository, const std::string& tree) {
  const auto content = source::tree_by_id(repository, tree);
  const auto memo = indexing::MemoDb::open(repository);
  source::ValidationOptions options;
  options.use_baseline = false;
  options.memo = memo.get();
  return {"found in " + tree, agent::Baseline::of(source::validate(*content, options).diagnostics)};
}

}  // namespace

TargetBaselines::TargetBaselines(const git::Repository& repository,
                                 const std::set<std::string>& commits) {
  std::vector<std::string> names;
  for (const auto& commit : commits) {
    names.push_back(commit + ":" + std::string(agent::baseline_file));
    names.push_back(commit + ":" + std::string(agent::settings_file));
  }
  const auto ids = git::object_ids(repository, names);
  git::BlobReader reader(repository);
  std::size_t next = 0;
  for (const auto& commit : commits) {
    const auto& baseline = ids[next++];
    const auto& settings = ids[next++];
    if (!baseline.empty() || !settings.empty()) {
      by_commit_.emplace(commit, read(reader, baseline));
    } else if (const auto tree = git::tree_of(repository, commit)) {
      by_commit_.emplace(commit, found_in(repository, *tree));
    }
  }
}

const Baseline* TargetBaselines::of(const std::string& commit) const {
  const auto at = by_commit_.find(commit);
  return at == by_commit_.end() ? nullptr : &at->second;
}

}  // namespace hooks
