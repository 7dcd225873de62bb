#include "git-agents/installation.hpp"

#include <unistd.h>

#include <algorithm>
#include <optional>
#include <ostream>

#include "base/error.hpp"
#include "git-agents/command.hpp"
#include "git-agents/trust_record.hpp"
#include "os/file.hpp"
#include "os/process.hpp"
#include "report/human.hpp"

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

hooks::Scope scope_of(const Args& args) {
  std::optional<hooks::Scope> chosen;
  for (const auto scope : {hooks::Scope::local, hooks::Scope::global, hooks::Scope::worktree}) {
    const std::string_view name = git::to_string(scope);
    if (!args.has(name)) continue;
    if (chosen) {
      throw base::Error(base::ErrorCode::usage, "'--" + std::string(git::to_string(*chosen)) +
                                                    "' and '--" + std::string(name) +
                                                    "' exclude each other");
    }
    chosen = scope;
  }
  return chosen.value_or(hooks::Scope::local);
}

const git::Repository& repository_for(Session& session, hooks::Scope scope) {
  static const git::Repository none;
  if (scope != hooks::Scope::global) return session.repository();
  const auto* found = session.repository_if_any();
  return found != nullptr ? *found : none;
}

void print(const hooks::InstallResult& result, Session& session) {
  for (const auto& sentence : result.done) session.out() << "hooks " << sentence << '\n';
  for (const auto& sentence : result.notes) session.out() << "note: " << sentence << '\n';
  for (const std::string_view refusal : result.refused) {
    std::string_view rest = refusal;
    for (bool first = true; !rest.empty(); first = false) {
      const auto end = std::min(rest.find('\n'), rest.size());
      session.err() << (first ? "error: " : "  ") << report::printable(rest.substr(0, end)) << '\n';
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
}

namespace {

void trust(Session& session) {
  const auto& settings = session.settings();
  if (trust_state(session.config(), settings) == Trust::current) return;
  record_trust(session.repository(), settings);
  session.out() << "trusted .git-agents.yaml of the work tree, which ";
  if (settings.build.output.empty() && settings.deploy.targets.empty()) {
    session.out() << "writes and deploys nothing\n";
  } else {
    session.out() << "says:\n" << indented(settings::trust_text(settings));
  }
}

}  // namespace

int install_hooks(Session& session, const HookChoice& choice) {
  const git::Repository& repository = repository_for(session, choice.scope);
  const bool everywhere = choice.scope == hooks::Scope::global;
  // Before anything is written: a configuration that is wrong installs nothing.
  if (!everywhere && !repository.work_tree.empty()) session.settings();
  hooks::InstallOptions options;
  options.hook_program = hook_program();
  options.force = choice.force;
  options.shim = choice.shim;
  options.scope = choice.scope;
  const auto events =
      everywhere ? hooks::client_events() : hooks::events_for(repository, session.config());
  const auto result = hooks::install(repository, session.config(), events, options);
  print(result, session);
  if (everywhere && result.refused.empty()) {
    session.out() << "they check where .git-agents.yaml is committed, and deploy where you ran "
                     "'git agents trust'\n";
  }
  const bool nothing_done = result.done.empty() && !result.refused.empty();
  if (!everywhere && !repository.work_tree.empty() && !nothing_done) trust(session);
  return result.refused.empty() ? Exit::done : Exit::findings;
}

}  // namespace cli
