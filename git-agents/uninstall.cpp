#include <array>
#include <ostream>

#include "base/error.hpp"
#include "deploy/exclude.hpp"
#include "git-agents/commands.hpp"
#include "git-agents/installation.hpp"
#include "os/file.hpp"
#include "track/state.hpp"

namespace cli {
namespace {

constexpr std::array<Option, 3> options = {
    Option{.name = "local", .text = "From this repository, which is the default"},
    Option{.name = "global", .text = "From your global configuration"},
    Option{.name = "worktree", .text = "From this worktree alone"},
};

/// The block of ignored deployed files in info/exclude stays while something is deployed.
void update_exclude(const git::Repository& repository, Session& session) {
  const std::string directory = track::state_directory();
  if (repository.work_tree.empty() || !os::exists(directory)) return;
  try {
    deploy::update_exclude(repository,
                           track::State::open(directory, track::State::Access::read, "uninstall"));
  } catch (const base::Error& problem) {
    session.err() << "warning: info/exclude was left as it is: " << problem.message() << '\n';
  }
}

/// Hooks of other scopes run here all the same.
void tell_of_others(const git::Repository& repository, hooks::Scope scope, Session& session) {
  if (scope == hooks::Scope::global) return;
  const auto global = git::Config::load_file(repository, git::ConfigFile::global);
  if (global.text("hook.agents-pre-commit.command")) {
    session.out() << "the hooks in your global configuration stay: 'git agents uninstall --global' "
                     "removes them\n";
  }
}

int run(const Args& args, Session& session) {
  const hooks::Scope scope = scope_of(args);
  const git::Repository& repository = repository_for(session, scope);
  const auto result = hooks::uninstall(repository, session.config(), scope);
  print(result, session);
  if (result.done.empty() && result.refused.empty()) session.out() << "no hooks were installed\n";
  if (scope != hooks::Scope::global) update_exclude(repository, session);
  tell_of_others(repository, scope, session);
  return result.refused.empty() ? Exit::done : Exit::findings;
}

}  // namespace

constinit const Command uninstall_command{
    .name = "uninstall",
    .group = Group::start,
    .summary = "remove the hooks from this repository, and the trust in its configuration",
    .arguments = "",
    .options = options,
    .run = run,
};

}  // namespace cli
