#include "approval/push_questions.hpp"
#include "git/config.hpp"
#include "git/push.hpp"
#include "hooks/checks.hpp"
#include "hooks/here.hpp"
#include "hooks/push_approval.hpp"
#include "hooks/pushed_trees.hpp"
#include "hooks/unrecorded.hpp"

namespace hooks {
namespace {

/// What a push brings, from one question to git.
struct Brought {
  std::vector<Pushed> trees;
  std::vector<approval::PushedCommit> commits;
};
/// `owed` are refs of former pushes, of which only requests of approval are missing.
Brought brought_by(const git::Repository& repository, const std::vector<git::PushedRef>& refs,
                   const std::vector<git::PushedRef>& owed, const std::string& remote) {
  auto asked = refs;
  asked.insert(asked.end(), owed.begin(), owed.end());
  const approval::PushQuestions questions(remote, std::move(asked));
  std::vector<std::string> names = questions.names();
  for (const auto& ref : refs) names.push_back(ref.local_id + "^{tree}");
  const auto ids = git::object_ids(repository, names);
  Brought brought;
  for (std::size_t i = 0; i < refs.size(); ++i) {
    const auto& tree = ids[questions.names().size() + i];
    if (tree.empty()) continue;  // a tag of a blob
    brought.trees.push_back(
        {.commit = refs[i].local_id, .tree = tree, .what = refs[i].remote_ref, .baseline_of = {}});
  }
  brought.commits = questions.answers(ids);
  return brought;
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
  auto refs = git::parse_pushed_refs(read_stdin());
  std::erase_if(refs,
                [](const auto& ref) { return ref.deletes() || holds_no_work(ref.remote_ref); });
  if (refs.empty()) return 0;
  see_real_objects();
  const auto repository = here();
  const auto config = git::Config::load(repository);
  if (!config.boolean("agents.enabled", true)) return 0;
  const std::string remote = arguments.empty() ? "" : arguments[0];
  const auto owed = unrecorded(repository, remote);
  auto [pushed, pushed_commits] = brought_by(repository, refs, owed, remote);
  if (checks_every_commit(config)) {
    std::vector<std::string> all;
    if (!remote.empty()) all.push_back("--remotes=" + remote);
    const auto commits = commits_between(repository, pushed, at_the_remote(refs), all);
    pushed.insert(pushed.end(), commits.begin(), commits.end());
  }
  const auto verdict = judge_pushed(repository, pushed);
  say(verdict.notes + verdict.refused);
  if (verdict.refused.empty()) {
    const bool recorded = record_approvals(repository, arguments, pushed_commits, verdict.settings);
    auto missing = recorded ? std::vector<git::PushedRef>() : owed;
    if (!recorded) missing.insert(missing.end(), refs.begin(), refs.end());
    if (!missing.empty() || !owed.empty()) set_unrecorded(repository, remote, missing);
    return 0;
  }
  say("hint: correct the definitions, commit and push again; 'git push --no-verify' skips the "
      "check once; 'git agents validate --rev " +
      verdict.first_refused.substr(0, 12) + "' shows this again\n");
  return 1;
}

}  // namespace hooks
