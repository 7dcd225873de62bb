#include <array>
#include <ostream>

#include "git-agents/commands.hpp"
#include "git-agents/session.hpp"
#include "git-agents/trust_record.hpp"

namespace cli {
namespace {

constexpr std::array<Option, 1> options = {
    Option{.name = "show",
           .text = "Only show what the configuration asks for; exit 1 where it is not trusted"},
};

int run(const Args& args, Session& session) {
  const auto& repository = session.repository();
  const auto& settings = session.settings();
  const Trust state = trust_state(session.config(), settings);
  std::ostream& out = session.out();
  if (state == Trust::current) {
    out << "trusted already; .git-agents.yaml of the work tree says:\n"
        << indented(settings::trust_text(settings));
    return Exit::done;
  }
  out << (state == Trust::never ? "not trusted yet" : "changed since you trusted it")
      << "; .git-agents.yaml of the work tree says:\n"
      << trust_difference(repository, settings);
  if (args.has("show")) return Exit::findings;
  record_trust(repository, settings);
  out << "trusted now: the hooks may write and deploy what it says\n";
  return Exit::done;
}

}  // namespace

constinit const Command trust_command{
    .name = "trust",
    .group = Group::start,
    .summary = "show what the configuration wants to write and deploy, and agree to it",
    .arguments = "",
    .options = options,
    .run = run,
};

}  // namespace cli
