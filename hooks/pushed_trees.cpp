#include "hooks/pushed_trees.hpp"

#include <algorithm>
#include <set>

#include "approval/push_questions.hpp"
#include "base/error.hpp"
#include "hooks/definition_sets.hpp"
#include "hooks/target_baselines.hpp"
#include "report/human.hpp"
#include "telemetry/trace.hpp"

namespace hooks {
namespace {

struct Job {
  std::string tree, what;
  const Baseline* baseline;
};

void resolve_trees(const git::Repository& repository, std::vector<Pushed>& pushed) {
  std::vector<std::string> names;
  std::vector<std::size_t> asked;
  for (std::size_t i = 0; i < pushed.size(); ++i) {
    if (!pushed[i].tree.empty()) continue;
    names.push_back(pushed[i].commit + "^{tree}");
    asked.push_back(i);
  }
  const auto ids = git::object_ids(repository, names);
  for (std::size_t i = 0; i < ids.size(); ++i) pushed[asked[i]].tree = ids[i];
}

}  // namespace

bool holds_no_work(std::string_view ref) {
  static constexpr std::string_view namespaces[] = {"refs/notes/", "refs/remotes/", "refs/replace/",
                                                    "refs/agents/"};
  return ref == approval::record_branch || ref == "refs/stash" ||
         std::ranges::any_of(namespaces, [&](auto prefix) { return ref.starts_with(prefix); });
}

PushVerdict judge_pushed(const git::Repository& repository, std::vector<Pushed> pushed) {
  const telemetry::Span span("judge what is pushed");
  resolve_trees(repository, pushed);
  std::set<std::string> targets;
  for (const auto& one : pushed) {
    if (one.baseline_of) targets.insert(*one.baseline_of);
  }
  const TargetBaselines baselines(repository, targets);
  std::vector<Job> jobs;
  std::vector<std::string> trees;
  std::set<std::string> seen_trees;
  std::set<std::pair<std::string, const Baseline*>> seen_jobs;
  for (const auto& one : pushed) {
    if (one.tree.empty()) continue;  // a tag of a blob
    const auto* baseline = one.baseline_of ? baselines.of(*one.baseline_of) : nullptr;
    if (seen_trees.insert(one.tree).second) trees.push_back(one.tree);
    if (seen_jobs.emplace(one.tree, baseline).second) {
      jobs.push_back({one.tree, one.what, baseline});
    }
  }
  PushVerdict result;
  if (jobs.empty()) return result;
  const DefinitionSets sets(repository, trees);
  for (const auto& tree : trees) result.settings.emplace(tree, sets.of(tree).settings);
  Judge judge(repository);
  std::map<std::string, Judge::Answer> known;
  for (const auto& job : jobs) {
    const auto& set = sets.of(job.tree);
    const auto key = judge.key(set.paths, listing_text(set.entries), job.baseline);
    auto at = known.find(key);
    bool is_first = at == known.end();
    // What else a verdict depends on may be otherwise in another tree.
    if (is_first || !at->second.lasting) {
      const auto tree = source::tree_by_id(repository, job.tree, {set.paths, set.entries});
      auto answer = judge.judge(*tree, key, job.baseline);
      is_first = is_first || answer.verdict != at->second.verdict;
      at = known.insert_or_assign(key, std::move(answer)).first;
    }
    const auto& verdict = at->second.verdict;
    const auto what = report::printable(job.what);
    if (verdict.failed) {
      if (is_first) result.refused += refusal(verdict, "the push");
      if (result.first_refused.empty()) result.first_refused = job.tree;
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
    Pushed one{.commit = id, .tree = {}, .what = "commit " + id, .baseline_of = std::nullopt};
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
