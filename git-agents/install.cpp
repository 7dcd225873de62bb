#include "hooks/install.hpp"

#include <array>
#include <ostream>

#include "base/error.hpp"
#include "git-agents/commands.hpp"
#include "git-agents/installation.hpp"

namespace cli {
namespace {

constexpr std::array<Option, 2> options = {
    Option{
        .name = "force",
        .text = "Replace hooks that cannot be extended; a copy is kept as <hook>.pre-git-agents"},
    Option{.name = "manual",
           .text = "Print what to paste into your own hooks, and install nothing"},
};

void print_manual(std::ostream& out, const settings::Settings& settings) {
  const std::string program = hook_program();
  for (const auto& event : hooks::events_for(settings)) {
    out << "# At the top of your " << event << " hook, after its first line:\n"
        << hooks::manual_text(event, program) << '\n';
  }
}

int run(const Args& args, Session& session) {
  if (args.has("force") && args.has("manual")) {
    throw base::Error(base::ErrorCode::usage, "'--force' and '--manual' exclude each other");
  }
  if (args.has("manual")) {
    print_manual(session.out(), session.settings());
    return Exit::done;
  }
  return install_hooks(session, session.settings(), args.has("force"));
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
