#include "git/config.hpp"
#include "git/push.hpp"
#include "hooks/checks.hpp"
#include "hooks/here.hpp"
#include "hooks/pushed_trees.hpp"

namespace hooks {
namespace {

std::vector<Pushed> brought(const std::vector<git::PushedRef>& refs) {
  std::vector<Pushed> pushed;
  for (const auto& ref : refs) {
    if (ref.deletes() || holds_no_work(ref.remote_ref)) continue;
    pushed.push_back({.commit = ref.local_id, .what = ref.remote_ref, .baseline_of = {}});
  }
  return pushed;
}

/// What the remote has, as far as that is known here.
std::vector<std::string> at_the_remote(const std::vector<git::PushedRef>& refs) {
  std::vector<std::string> ids;
  for (const auto& ref : refs) {
    if (!git::is_zero_id(ref.remote_id)) ids.push_back(ref.remote_id);
  }
  return ids;
}

}  // namespace

// Arguments: the remote's name, or its URL where it has none, and its URL.
int check_push(std::span<const std::string> arguments) {
  const auto refs = git::parse_pushed_refs(read_stdin());
  if (refs.empty()) return 0;
  const auto repository = here();
  const auto config = git::Config::load(repository);
  if (!config.boolean("agents.enabled", true)) return 0;
  auto pushed = brought(refs);
  if (pushed.empty()) return 0;
  if (checks_every_commit(config)) {
    std::vector<std::string> all;
    if (!arguments.empty()) all.push_back("--remotes=" + arguments[0]);
    const auto commits = commits_between(repository, pushed, at_the_remote(refs), all);
    pushed.insert(pushed.end(), commits.begin(), commits.end());
  }
  const auto verdict = judge_pushed(repository, pushed);
  say(verdict.notes + verdict.refused);
  if (verdict.refused.empty()) return 0;
  say("hint: correct the definitions, commit and push again; 'git push --no-verify' skips the "
      "check once\n");
  return 1;
}

}  // namespace hooks
