#include <unistd.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "git-agents/doctor_checks.hpp"
#include "hooks/grouped_events.hpp"
#include "hooks/hook_directory.hpp"
#include "hooks/install.hpp"
#include "hooks/slot.hpp"
#include "os/file.hpp"
#include "os/process.hpp"

namespace cli {
namespace {

using enum Check::Level;
using hooks::Presence;

constexpr std::string_view install_again = "run 'git agents install'";

void add_grouped(Checks& checks, const hooks::GroupedEvents& events, Check::Level level,
                 std::string_view advice) {
  for (auto& sentence : events.sentences()) {
    checks.push_back({level, "hooks", std::move(sentence), std::string(advice)});
  }
}

/// Gives false where no hook of ours is here at all.
bool check_presence(const std::vector<hooks::EventState>& states, Checks& checks) {
  hooks::GroupedEvents good, outdated, absent, foreign, unreachable;
  for (const auto& state : states) {
    const std::string detail = state.detail.empty() ? "" : " (" + state.detail + ")";
    switch (state.presence) {
      case Presence::current:
        good.add("installed" + detail, state.event);
        break;
      case Presence::outdated:
        outdated.add("of an earlier version" + detail, state.event);
        break;
      case Presence::absent:
        absent.add("not installed", state.event);
        break;
      case Presence::foreign:
        foreign.add("not ours" + detail, state.event);
        break;
      case Presence::unreachable:
        unreachable.add(state.detail, state.event);
        break;
    }
  }
  add_grouped(checks, good, ok, "");
  add_grouped(checks, outdated, warning, install_again);
  add_grouped(checks, absent, warning, install_again);
  add_grouped(checks, foreign, warning,
              "run 'git agents install', or paste what 'git agents install --manual' prints");
  add_grouped(checks, unreachable, error,
              "run 'git agents install' again, or call 'git agents hook <event>' from the other "
              "hook manager");
  return std::ranges::any_of(states, [](const auto& state) {
    return state.presence == Presence::current || state.presence == Presence::outdated;
  });
}

void check_hooks_path(const hooks::HookDirectory& directory, Checks& checks) {
  if (!directory.refusal.empty()) {
    checks.push_back({warning, "core.hooksPath", directory.refusal, ""});
  } else if (!directory.scope.empty()) {
    checks.push_back({ok, "core.hooksPath",
                      "'" + directory.configured + "' (" + directory.scope + " configuration)",
                      ""});
  }
}

/// The directories of all worktrees but this one that are on disk.
std::vector<std::string> other_worktrees(const git::Repository& repository) {
  static constexpr std::string_view key = "worktree ";
  std::vector<std::string> paths;
  const std::string list = git::query(repository, {"worktree", "list", "--porcelain"});
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t end = std::min(list.find('\n', begin), list.size());
    const std::string_view line(list.data() + begin, end - begin);
    begin = end + 1;
    if (!line.starts_with(key)) continue;
    std::string path(line.substr(key.size()));
    if (path != repository.work_tree && os::exists(os::join(path, ".git"))) {
      paths.push_back(std::move(path));
    }
  }
  return paths;
}

void check_worktrees(const git::Repository& repository,
                     const std::vector<hooks::EventState>& states, Checks& checks) {
  std::size_t good = 0;
  for (const auto& path : other_worktrees(repository)) {
    const auto other = git::discover(path);
    if (!other) continue;
    const auto directory = hooks::hook_directory(*other);
    const auto missing = std::ranges::find_if(states, [&](const hooks::EventState& state) {
      return state.presence == Presence::current && !state.path.empty() &&
             !hooks::read_slot(directory.path, state.event).executable;
    });
    if (missing == states.end()) {
      ++good;
      continue;
    }
    checks.push_back({error, "worktrees",
                      "in the linked worktree '" + path + "' git finds no " + missing->event +
                          " hook: core.hooksPath '" + directory.configured + "' leads to '" +
                          directory.path + "' there",
                      "make core.hooksPath absolute, or commit its directory"});
  }
  if (good > 0) {
    checks.push_back(
        {ok, "worktrees",
         "reached from " + std::to_string(good) + " other worktree" + (good == 1 ? "" : "s"), ""});
  }
}

/// Runs one hook as git does under a desktop program: nothing but the system's PATH. Of somebody
/// else's hook only our block is run.
void check_minimal_path(const git::Repository& repository,
                        const std::vector<hooks::EventState>& states, Checks& checks) {
  os::Command command;
  command.argv = {"env", "-i", "PATH=/usr/bin:/bin", "GIT_AGENTS=0"};
  command.directory = repository.work_tree.empty() ? repository.git_dir : repository.work_tree;
  for (const auto& state : states) {
    if (state.presence != Presence::current || state.path.empty()) continue;
    const auto slot = hooks::read_slot_file(state.path, state.event);
    if (access(slot.baked->program.c_str(), X_OK) != 0) {
      checks.push_back({warning, "hooks",
                        "'" + slot.baked->program + "' is gone, so " + state.event +
                            " works only where git-agents-hook is on PATH",
                        std::string(install_again)});
      return;
    }
    os::Command one = command;
    if (slot.holds == hooks::Slot::Holds::shim) {
      one.argv.push_back(slot.path);
    } else {
      const auto& block = *slot.block;
      one.argv.insert(
          one.argv.end(),
          {"/bin/sh", "-c", slot.text.substr(block.begin, block.end - block.begin), slot.path});
    }
    const auto result = os::run(one);
    if (!result.ok() || !result.error.empty()) {
      checks.push_back({error, "hooks",
                        state.event + " fails with a minimal PATH (exit code " +
                            std::to_string(result.status) +
                            "): " + std::string(base::trim(result.error)),
                        std::string(install_again)});
      return;
    }
  }
  checks.push_back({ok, "hooks", "work with a minimal PATH", ""});
}

}  // namespace

void check_hooks(Session& session, Checks& checks) {
  const auto& repository = session.repository();
  try {
    check_hooks_path(hooks::hook_directory(repository), checks);
    const auto states =
        hooks::inspect(repository, session.config(), hooks::events_for(settings::Settings{}));
    if (!check_presence(states, checks)) return;
    check_worktrees(repository, states, checks);
    check_minimal_path(repository, states, checks);
  } catch (const base::Error& problem) {
    checks.push_back({error, "hooks", problem.message(), problem.hint()});
  }
}

}  // namespace cli
