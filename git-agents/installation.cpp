#include "git-agents/installation.hpp"

#include <unistd.h>

#include <ostream>

#include "base/error.hpp"
#include "git-agents/command.hpp"
#include "git-agents/trust_record.hpp"
#include "hooks/install.hpp"
#include "os/file.hpp"
#include "os/process.hpp"

namespace cli {

std::string hook_program() {
  static constexpr std::string_view name = "git-agents-hook";
  const std::string beside = os::join(os::parent(os::own_path()), name);
  if (access(beside.c_str(), X_OK) == 0) return beside;
  if (const auto found = os::find_program(name)) return os::absolute(*found);
  throw base::Error(base::ErrorCode::not_found,
                    "cannot find 'git-agents-hook', neither in '" +
                        std::string(os::parent(beside)) + "' nor on PATH",
                    "install git-agents again");
}

int install_hooks(Session& session, const settings::Settings& settings, bool force) {
  hooks::InstallOptions options;
  options.hook_program = hook_program();
  options.force = force;
  const auto& repository = session.repository();
  const auto result =
      hooks::install(repository, session.config(), hooks::events_for(settings), options);
  for (const auto& sentence : result.done) session.out() << "hooks " << sentence << '\n';
  for (const auto& sentence : result.refused) session.err() << "error: " << sentence << '\n';
  if (trust_state(session.config(), settings) != Trust::current) {
    record_trust(repository, settings);
    session.out() << "trusted .git-agents.yaml of the work tree, which ";
    if (settings.build.output.empty() && settings.deploy.targets.empty()) {
      session.out() << "writes and deploys nothing\n";
    } else {
      session.out() << "says:\n" << indented(settings::trust_text(settings));
    }
  }
  return result.refused.empty() ? Exit::done : Exit::findings;
}

}  // namespace cli
