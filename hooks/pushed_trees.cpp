#include "hooks/pushed_trees.hpp"

#include <algorithm>
#include <set>

#include "agent/names.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "hooks/definition_sets.hpp"
#include "telemetry/trace.hpp"

namespace hooks {
namespace {

constexpr std::size_t max_baseline_bytes = 64 << 20;

/// The baselines of target commits, each read once.
class Baselines {
 public:
  Baselines(const git::Repository& repository, const std::vector<Pushed>& pushed) {
    std::set<std::string> commits;
    for (const auto& one : pushed) {
      if (one.baseline_of) commits.insert(*one.baseline_of);
    }
    std::vector<std::string> names;
    for (const auto& commit : commits) {
      names.push_back(commit + ":" + std::string(agent::baseline_file));
      names.push_back(commit + ":" + std::string(agent::settings_file));
    }
    const auto ids = git::object_ids(repository, names);
    git::BlobReader reader(repository);
    std::size_t i = 0;
    for (const auto& commit : commits) {
      const auto& file = ids[i++];
      const auto& settings = ids[i++];
      if (commit.empty() || !file.empty() || !settings.empty()) {
        by_commit_.emplace(commit, read(reader, file));
      }
    }
  }

  /// Null: the tree's own.
  const Baseline* of(const Pushed& pushed) const {
    if (!pushed.baseline_of) return nullptr;
    const auto at = by_commit_.find(*pushed.baseline_of);
    return at == by_commit_.end() ? nullptr : &at->second;
  }

 private:
  static Baseline read(git::BlobReader& reader, const std::string& id) {
    const auto text = id.empty() ? std::nullopt : reader.read_one(id, max_baseline_bytes);
    if (!text) return {"none", {}};
    try {
      return {id, agent::Baseline::parse(*text)};
    } catch (const base::Error&) {
      return {"none", {}};  // it accepts nothing
    }
  }

  std::map<std::string, Baseline> by_commit_;
};

struct Job {
  std::string tree, what;
  const Baseline* baseline;
};

}  // namespace

bool holds_no_work(std::string_view ref) {
  static constexpr std::string_view namespaces[] = {"refs/notes/", "refs/remotes/", "refs/stash",
                                                    "refs/replace/", "refs/agents/"};
  return std::ranges::any_of(namespaces, [&](auto prefix) { return ref.starts_with(prefix); });
}

PushVerdict judge_pushed(const git::Repository& repository, const std::vector<Pushed>& pushed) {
  const telemetry::Span span("judge what is pushed");
  std::vector<std::string> names;
  for (const auto& one : pushed) names.push_back(one.commit + "^{tree}");
  const auto ids = git::object_ids(repository, names);
  const Baselines baselines(repository, pushed);

  std::vector<Job> jobs;
  std::vector<std::string> trees;
  std::set<std::string> seen_trees;
  std::set<std::pair<std::string, const Baseline*>> seen_jobs;
  for (std::size_t i = 0; i < pushed.size(); ++i) {
    if (ids[i].empty()) continue;  // a tag of a blob
    const auto* baseline = baselines.of(pushed[i]);
    if (seen_trees.insert(ids[i]).second) trees.push_back(ids[i]);
    if (seen_jobs.emplace(ids[i], baseline).second) {
      jobs.push_back({ids[i], pushed[i].what, baseline});
    }
  }
  PushVerdict result;
  if (jobs.empty()) return result;
  const DefinitionSets sets(repository, trees);
  Judge judge(repository);
  std::map<std::string, Verdict> known;
  for (const auto& job : jobs) {
    const auto& set = sets.of(job.tree);
    const auto key = judge.key(set.paths, listing_text(set.entries), job.baseline);
    auto at = known.find(key);
    const bool is_first = at == known.end();
    if (is_first) {
      const auto tree = source::tree_by_id(repository, set.tree, {set.paths, set.entries});
      at = known.emplace(key, judge.judge(*tree, key, job.baseline).verdict).first;
    }
    const auto& verdict = at->second;
    const auto what = base::to_valid_utf8(job.what);
    if (verdict.failed) {
      if (is_first) result.refused += refusal(verdict, "the push");
      result.refused += "git agents: refused because of " + what + "\n";
    } else if (is_first) {
      result.notes += stale_note(verdict.stale, " in " + what);
    }
  }
  return result;
}

std::vector<Pushed> commits_between(const git::Repository& repository,
                                    const std::vector<Pushed>& tips,
                                    const std::vector<std::string>& there,
                                    const std::vector<std::string>& all) {
  std::string input;
  std::set<std::string> known;
  for (const auto& tip : tips) {
    if (known.insert(tip.commit).second) input += tip.commit + "\n";
  }
  for (const auto& commit : there) input += "^" + commit + "\n";
  std::vector<std::string> arguments = {"rev-list", "--reverse", "--ignore-missing", "--stdin",
                                        "--not"};
  arguments.insert(arguments.end(), all.begin(), all.end());
  const auto listing = git::query(repository, std::move(arguments), std::move(input));
  std::vector<Pushed> commits;
  for (std::size_t begin = 0; begin < listing.size();) {
    const auto end = listing.find('\n', begin);
    std::string id = listing.substr(begin, end - begin);
    begin = end == std::string::npos ? listing.size() : end + 1;
    if (known.contains(id)) continue;
    Pushed one{.commit = id, .what = "commit " + id, .baseline_of = std::nullopt};
    if (!tips.empty()) one.baseline_of = tips.front().baseline_of;
    commits.push_back(std::move(one));
  }
  return commits;
}

bool checks_every_commit(const git::Config& config) {
  const auto word = config.text("agents.push.check");
  if (!word || *word == "tip") return false;
  if (*word == "every") return true;
  throw base::Error(base::ErrorCode::invalid,
                    "agents.push.check must be 'tip' or 'every', not '" + *word + "'",
                    "git config agents.push.check tip");
}

}  // namespace hooks
