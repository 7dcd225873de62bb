#include "hooks/install.hpp"

#include <array>
#include <ostream>

#include "base/error.hpp"
#include "git-agents/commands.hpp"
#include "git-agents/installation.hpp"

namespace cli {
namespace {

constexpr std::array<Option, 6> options = {
    Option{.name = "local", .text = "For this repository, which is the default"},
    Option{.name = "global",
           .text = "For all your repositories that have a .git-agents.yaml; needs git 2.54"},
    Option{.name = "worktree", .text = "For this worktree alone"},
    Option{.name = "shim",
           .text = "Write hook files, for programs that bring a git older than 2.54"},
    Option{
        .name = "force",
        .text = "Replace hooks that cannot be extended; a copy is kept as <hook>.pre-git-agents"},
    Option{.name = "manual",
           .text = "Print what to paste into your own hooks, and install nothing"},
};

void print_manual(Session& session) {
  const std::string program = hook_program();
  for (const auto& event : hooks::events_for(session.repository(), session.config())) {
    session.out() << "# At the top of your " << event << " hook, after its first line:\n"
                  << hooks::manual_text(event, program) << '\n';
  }
}

void refuse_together(const Args& args, std::string_view one, std::string_view other) {
  if (!args.has(one) || !args.has(other)) return;
  throw base::Error(base::ErrorCode::usage, "'--" + std::string(one) + "' and '--" +
                                                std::string(other) + "' exclude each other");
}

int run(const Args& args, Session& session) {
  for (const auto* other : {"force", "shim", "global", "worktree"}) {
    refuse_together(args, other, "manual");
  }
  refuse_together(args, "global", "shim");
  const hooks::Scope scope = scope_of(args);
  if (args.has("manual")) {
    print_manual(session);
    return Exit::done;
  }
  return install_hooks(session, {scope, args.has("force"), args.has("shim")});
}

}  // namespace

constinit const Command install_command{
    .name = "install",
    .group = Group::start,
    .summary = "install the hooks in this repository and trust its configuration",
    .arguments = "",
    .options = options,
    .run = run,
};

}  // namespace cli
