#include <algorithm>
#include <chrono>
#include <optional>
#include <span>

#include "agent/names.hpp"
#include "base/error.hpp"
#include "git/config.hpp"
#include "hooks/checks.hpp"
#include "hooks/here.hpp"
#include "hooks/position.hpp"
#include "hooks/pull_due.hpp"
#include "hooks/work.hpp"
#include "index/definition_index.hpp"
#include "index/memo.hpp"
#include "os/file.hpp"
#include "source/validation.hpp"
#include "telemetry/trace.hpp"

namespace hooks {
namespace {

/// More changed files than this are left to a detached process: about 50 ms of parsing.
constexpr std::size_t most_changes = 500;
constexpr std::size_t max_todo_bytes = 16 << 20;

/// A rebase tells its end while its directory still stands.
enum class Moment { step, end_of_rebase };

/// Are there picks or reverts to come after this one? Of several the last one is still listed.
bool sequence_goes_on(const git::Repository& repository) {
  const auto todo =
      os::read_file_if_exists(os::join(repository.git_dir, "sequencer/todo"), max_todo_bytes);
  return todo && std::ranges::count(*todo, '\n') > 1;
}

/// Between the steps of a rebase, a bisection, cherry-picks or reverts the checkout is not what the
/// user wants to have deployed.
bool in_the_middle_of_something(const git::Repository& repository, Moment moment) {
  static constexpr std::string_view marks[] = {"BISECT_LOG", "rebase-merge", "rebase-apply"};
  const auto counted =
      std::span(marks).first(std::size(marks) - (moment == Moment::end_of_rebase ? 2 : 0));
  const bool marked = std::ranges::any_of(counted, [&](std::string_view mark) {
    return os::exists(os::join(repository.git_dir, mark));
  });
  return marked || sequence_goes_on(repository);
}

/// The branch that is checked out. A rebase by patches ends on a detached HEAD and moves the branch
/// there afterwards: it is the one that still is where the rebase began.
std::optional<std::string> deployed_branch(const git::Repository& repository, Moment moment) {
  const auto branch = git::current_branch(repository);
  if (branch || moment == Moment::step) return branch;
  auto branches = git::query_if(
      repository, {"for-each-ref", "--format=%(refname)", "--points-at=ORIG_HEAD", "refs/heads"});
  if (!branches || branches->find('\n') + 1 != branches->size()) return std::nullopt;
  branches->pop_back();
  return branches;
}

/// refs/heads/main → main; the default is what the remote calls its own.
bool branch_deploys(const git::Repository& repository, const settings::Deploy& deploy,
                    Moment moment) {
  const auto branch = deployed_branch(repository, moment);
  if (!branch) return false;
  constexpr std::string_view heads = "refs/heads/";
  const std::string name =
      branch->starts_with(heads) ? branch->substr(heads.size()) : std::string(*branch);
  if (!deploy.branches.empty()) {
    return std::ranges::find(deploy.branches, name) != deploy.branches.end();
  }
  const auto remote = git::query_if(
      repository, {"for-each-ref", "--format=%(symref:lstrip=3)", "refs/remotes/*/HEAD"});
  const auto first = remote ? remote->substr(0, remote->find('\n')) : std::string();
  // Without a remote's word for it, the two names that git and the forges give.
  return first.empty() ? name == "main" || name == "master" : name == first;
}

/// Do the settings want a deployment now, and has the user agreed to it?
bool deploys_now(const git::Repository& repository, const settings::Settings& settings,
                 const std::string& event, Moment moment) {
  const auto& deploy = settings.deploy;
  if (deploy.targets.empty() || std::ranges::find(deploy.on, event) == deploy.on.end() ||
      in_the_middle_of_something(repository, moment) ||
      !branch_deploys(repository, deploy, moment)) {
    return false;
  }
  const auto config = git::Config::load(repository);
  const auto trusted = config.text("agents.trusted");
  if (!config.boolean("agents.enabled", true) || !trusted) return false;
  if (*trusted == settings::trust_digest(settings)) return true;
  say("git agents: nothing was deployed: what " + std::string(agent::settings_file) +
      " may deploy has changed\nhint: 'git agents trust' shows the difference and agrees to "
      "it\n");
  return false;
}

bool head_is_merge(const git::Repository& repository) {
  return !git::object_ids(repository, {"HEAD^2"}).front().empty();
}

using Freshness = indexing::DefinitionIndex::Freshness;

/// The settings of HEAD, with the index brought to HEAD or, where that is much work, left to a
/// process of its own: `postponed`. Nothing where HEAD has the definitions that the index shows
/// already and no hook deploys.
std::optional<settings::Settings> follow_index(const git::Repository& repository, bool& postponed) {
  const telemetry::Span span("bring the index to HEAD");
  auto position = Position::load(repository);
  std::optional<git::Head> head;
  if (position) {
    head = git::head(repository, position->paths);
    const bool next = head && head->only_parent == position->commit && head->changes;
    if (head && (head->commit == position->commit || (next && head->changes->empty()))) {
      if (head->commit != position->commit) {
        position->commit = head->commit;
        position->save(repository);
      }
      return std::nullopt;
    }
    if (!next) head.reset();
    Position::forget(repository);
  }
  auto index = indexing::DefinitionIndex::open(repository);
  const auto memo = indexing::MemoDb::open(repository);
  const auto outcome = head ? index.follow(*head, memo.get(), most_changes)
                            : index.refresh(memo.get(), most_changes);
  if (outcome == Freshness::postponed) {
    const auto tree = git::tree_of(repository, "HEAD");
    if (!tree) return std::nullopt;  // `git checkout --orphan`
    postponed = true;
    return source::govern(*source::tree_by_id(repository, *tree)).loaded.settings;
  }
  auto settings = index.settings();
  if (settings.deploy.targets.empty() && !index.commit().empty()) {
    Position{index.commit(), source::listed_paths(settings)}.save(repository);
  }
  return settings;
}

/// Brings the index to HEAD, then deploys if one of `events` deploys.
int follow_head(std::vector<std::string> events, Moment moment = Moment::step) {
  const auto began = std::chrono::steady_clock::now();
  const auto repository = here();
  if (repository.work_tree.empty()) return 0;
  bool postponed = false;
  const auto settings = follow_index(repository, postponed);
  std::vector<Work> works;
  if (postponed) works.push_back(Work::index);
  std::string reason = events.empty() ? "merge" : events.front();
  if (settings && !settings->deploy.targets.empty()) {
    // A merge that ended in a conflict is committed by `git commit`: no post-merge runs for it.
    if (events == std::vector<std::string>{"commit"} && head_is_merge(repository)) {
      events.emplace_back("merge");
    }
    const auto event = std::ranges::find_if(events, [&](const std::string& one) {
      return std::ranges::find(settings->deploy.on, one) != settings->deploy.on.end();
    });
    if (event != events.end() && deploys_now(repository, *settings, *event, moment)) {
      works.push_back(Work::deploy);
      reason = *event;
    }
  }
  if (!works.empty()) start_work(repository, works, reason, began);
  if (pull_is_due(repository)) {
    // Nobody waits for the network.
    const Work pull[] = {Work::pull};
    start_work(repository, pull, reason, {});
  }
  return 0;
}

}  // namespace

int after_commit(std::span<const std::string>) {
  return follow_head({"commit"});
}

int after_merge(std::span<const std::string> arguments) {
  const bool squash = !arguments.empty() && arguments[0] == "1";
  return follow_head(squash ? std::vector<std::string>() : std::vector<std::string>{"merge"});
}

// Arguments: previous HEAD, new HEAD, 1 for a branch checkout and 0 for files.
int after_checkout(std::span<const std::string> arguments) {
  if (arguments.size() == 3 && arguments[2] == "0") return 0;
  if (arguments.size() == 3 && git::is_zero_id(arguments[1])) return 0;
  return follow_head({"checkout"});
}

// `git pull --rebase` ends here; post-commit has seen an amended commit already.
int after_rewrite(std::span<const std::string> arguments) {
  const bool rebase = !arguments.empty() && arguments[0] == "rebase";
  return rebase ? follow_head({"merge", "commit"}, Moment::end_of_rebase) : 0;
}

}  // namespace hooks
