#include <algorithm>
#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "git-agents/doctor_checks.hpp"
#include "hooks/configuration_hook.hpp"
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

/// Events that share level, sentence and advice are one line.
class Lines {
 public:
  void add(Check::Level level, std::string message, std::string advice, const std::string& event) {
    for (auto& line : lines_) {
      if (line.check.level == level && line.check.message == message &&
          line.first_advice == advice) {
        line.events += ", " + event;
        return;
      }
    }
    lines_.push_back({{level, "hooks", std::move(message), advice}, advice, event});
  }
  void append_to(Checks& checks) {
    for (auto level : {ok, warning, error}) {
      for (auto& line : lines_) {
        if (line.check.level != level) continue;
        line.check.message += ": " + line.events;
        checks.push_back(std::move(line.check));
      }
    }
  }

 private:
  struct Line {
    Check check;
    std::string first_advice, events;
  };
  std::vector<Line> lines_;
};

bool is_installed(const hooks::EventState& state) {
  return state.presence == Presence::current || state.presence == Presence::outdated;
}

std::string in_parentheses(const std::string& text) {
  return text.empty() ? std::string() : " (" + text + ")";
}

/// `expected`: ours were installed here, so that one that is missing was lost. What checks then
/// does not check; the index heals itself.
void add_state(const hooks::EventState& state, bool expected, Lines& lines) {
  const auto lost = state.event.starts_with("pre-") && expected ? error : warning;
  const std::string advice = state.advice.empty() ? std::string(install_again) : state.advice;
  switch (state.presence) {
    case Presence::current:
      lines.add(ok,
                "installed" + (state.where.empty() ? "" : ", " + state.where) +
                    in_parentheses(state.detail),
                "", state.event);
      break;
    case Presence::outdated:
      lines.add(warning, "of an earlier version" + in_parentheses(state.detail),
                std::string(install_again), state.event);
      break;
    case Presence::absent:
      lines.add(lost, expected ? "not installed, but others are" : "not installed", advice,
                state.event);
      break;
    case Presence::foreign:
      lines.add(lost,
                expected && state.overtaken ? "installed, but not reachable: " + state.detail
                                            : "not ours" + in_parentheses(state.detail),
                state.advice.empty()
                    ? "run 'git agents install', or paste what 'git agents install --manual' prints"
                    : advice,
                state.event);
      break;
    case Presence::unreachable:
      lines.add(state.event.starts_with("pre-") ? error : warning, state.detail,
                state.advice.empty() ? "run 'git agents install' again, or call 'git agents hook "
                                       "<event>' from the other hook manager"
                                     : advice,
                state.event);
      break;
  }
}

/// Gives false where no hook of ours is here at all.
bool check_presence(const std::vector<hooks::EventState>& states, bool trusted, Checks& checks) {
  const bool any = std::ranges::any_of(states, is_installed);
  const bool all_absent = std::ranges::all_of(
      states, [](const auto& state) { return state.presence == Presence::absent; });
  Lines lines;
  for (const auto& state : states) add_state(state, (any || trusted) && !all_absent, lines);
  lines.append_to(checks);
  return any;
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

/// The first of our hooks here that is none of `other`.
std::optional<hooks::EventState> missing_there(const git::Repository& other,
                                               const std::vector<hooks::EventState>& states) {
  std::vector<std::string> events;
  for (const auto& state : states) {
    if (state.presence == Presence::current) events.push_back(state.event);
  }
  const auto there = hooks::inspect(other, git::Config::load(other), events);
  for (const auto& state : states) {
    const auto same = std::ranges::find(there, state.event, &hooks::EventState::event);
    if (same != there.end() && !is_installed(*same)) return state;
  }
  return std::nullopt;
}

void check_worktrees(const git::Repository& repository,
                     const std::vector<hooks::EventState>& states, Checks& checks) {
  std::size_t good = 0;
  for (const auto& path : other_worktrees(repository)) {
    const auto other = git::discover(path);
    if (!other) continue;
    const auto missing = missing_there(*other, states);
    if (!missing) {
      ++good;
      continue;
    }
    const std::string begin =
        "in the linked worktree '" + path + "' git finds no " + missing->event + " hook: ";
    if (missing->path.empty()) {
      checks.push_back({error, "worktrees",
                        begin + "ours are in the configuration of other worktrees only",
                        "run 'git agents install' there, or once for all with '--local'"});
      continue;
    }
    const auto directory = hooks::hook_directory(*other);
    checks.push_back({error, "worktrees",
                      begin + "core.hooksPath '" + directory.configured + "' leads to '" +
                          directory.path + "' there",
                      "make core.hooksPath absolute, or commit its directory"});
  }
  if (good > 0) {
    checks.push_back(
        {ok, "worktrees",
         "reached from " + std::to_string(good) + " other worktree" + (good == 1 ? "" : "s"), ""});
  }
}

/// The hook of `state` as git would start it, but with nothing on its PATH but the system's. Of
/// somebody else's hook only our block is run.
std::optional<os::Command> minimal_run(const git::Repository& repository, const git::Config& config,
                                       const hooks::EventState& state) {
  os::Command command;
  command.argv = {"env", "-i", "PATH=/usr/bin:/bin", "GIT_AGENTS=0"};
  command.directory = repository.work_tree.empty() ? repository.git_dir : repository.work_tree;
  auto& argv = command.argv;
  if (state.path.empty()) {
    const auto line = config.text(hooks::configuration_section(state.event) + ".command");
    if (!line) return std::nullopt;
    argv.insert(argv.end(), {"/bin/sh", "-c", *line + " \"$@\"", "hook"});
    return command;
  }
  const auto slot = hooks::read_slot_file(state.path, state.event);
  if (slot.holds == hooks::Slot::Holds::shim) {
    argv.push_back(slot.path);
  } else {
    const auto& block = *slot.block;
    argv.insert(argv.end(), {"/bin/sh", "-c",
                             slot.text.substr(block.begin, block.end - block.begin), slot.path});
  }
  return command;
}

void check_minimal_path(const git::Repository& repository, const git::Config& config,
                        const std::vector<hooks::EventState>& states, Checks& checks) {
  bool any = false;
  for (const auto& state : states) {
    if (state.presence != Presence::current) continue;
    if (!state.detail.empty()) {
      // Found on PATH only: said already, with the reason.
      checks.push_back(
          {warning, "hooks",
           state.detail + ", so " + state.event + " works only where git-agents-hook is on PATH",
           std::string(install_again)});
      return;
    }
    const auto command = minimal_run(repository, config, state);
    if (!command) continue;
    any = true;
    const auto result = os::run(*command);
    if (!result.ok() || !result.error.empty()) {
      checks.push_back({error, "hooks",
                        state.event + " fails with a minimal PATH (exit code " +
                            std::to_string(result.status) +
                            "): " + std::string(base::trim(result.error)),
                        std::string(install_again)});
      return;
    }
  }
  if (any) checks.push_back({ok, "hooks", "work with a minimal PATH", ""});
}

}  // namespace

void check_hooks(Session& session, Checks& checks) {
  const auto& repository = session.repository();
  try {
    check_hooks_path(hooks::hook_directory(repository), checks);
    const auto states = hooks::inspect(repository, session.config(),
                                       hooks::events_for(repository, session.config()));
    // Installing records trust, and uninstalling takes it back.
    const bool trusted = session.config().text("agents.trusted").has_value();
    if (!check_presence(states, trusted, checks)) return;
    check_worktrees(repository, states, checks);
    check_minimal_path(repository, session.config(), states, checks);
  } catch (const base::Error& problem) {
    checks.push_back({error, "hooks", problem.message(), problem.hint()});
  }
}

}  // namespace cli
