#include <ostream>

#include "git-agents/commands.hpp"
#include "git-agents/session.hpp"
#include "hooks/install.hpp"

namespace cli {
namespace {

int run(const Args&, Session& session) {
  const auto& repository = session.repository();
  const auto result = hooks::uninstall(repository, session.config());
  git::unset_config(repository, "agents.trusted");
  for (const auto& sentence : result.done) session.out() << "hooks " << sentence << '\n';
  for (const auto& sentence : result.refused) session.err() << "error: " << sentence << '\n';
  if (result.done.empty() && result.refused.empty()) session.out() << "no hooks were installed\n";
  return result.refused.empty() ? Exit::done : Exit::findings;
}

}  // namespace

constinit const Command uninstall_command{
    .name = "uninstall",
    .group = Group::start,
    .summary = "remove the hooks from this repository, and the trust in its configuration",
    .arguments = "",
    .run = run,
};

}  // namespace cli
