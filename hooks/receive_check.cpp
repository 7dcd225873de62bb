#include "base/error.hpp"
#include "git/config.hpp"
#include "git/push.hpp"
#include "hooks/checks.hpp"
#include "hooks/here.hpp"
#include "hooks/pushed_trees.hpp"

namespace hooks {
namespace {

/// The commit that the repository's own branch is at, or the newest branch where it names none; ""
/// where there is nothing yet.
std::string default_tip(const git::Repository& repository) {
  const auto head = git::object_ids(repository, {"HEAD^{commit}"}).front();
  if (!head.empty()) return head;
  auto newest = git::query(repository, {"for-each-ref", "--count=1", "--sort=-committerdate",
                                        "--format=%(objectname)", "refs/heads/"});
  if (newest.ends_with('\n')) newest.pop_back();
  return newest;
}

}  // namespace

int check_received(std::span<const std::string>) {
  const auto refs = git::parse_received_refs(read_stdin());
  see_real_objects();
  const auto repository = here();
  const auto config = git::Config::load(repository);
  if (!config.boolean("agents.enabled", true)) return 0;
  std::vector<Pushed> received;
  for (const auto& ref : refs) {
    if (ref.deletes() || holds_no_work(ref.remote_ref)) continue;
    Pushed one{
        .commit = ref.local_id, .tree = {}, .what = ref.remote_ref, .baseline_of = ref.remote_id};
    if (git::is_zero_id(ref.remote_id)) {
      const auto tip = default_tip(repository);
      // The first push brings the baseline with it.
      one.baseline_of = tip.empty() ? std::nullopt : std::optional(tip);
    }
    received.push_back(std::move(one));
  }
  if (received.empty()) return 0;
  if (checks_every_commit(config)) {
    std::vector<Pushed> commits;
    for (const auto& tip : received) {
      auto more = commits_between(repository, {tip}, {}, {"--all"});
      commits.insert(commits.end(), more.begin(), more.end());
    }
    received.insert(received.end(), commits.begin(), commits.end());
  }
  const auto verdict = judge_pushed(repository, received);
  say(verdict.notes + verdict.refused);
  if (verdict.refused.empty()) return 0;
  say("hint: correct the definitions, commit and push again; old errors are accepted by the "
      "baseline that is here already, not by one that the push brings\n");
  return 1;
}

}  // namespace hooks
