#include <functional>

#include "base/error.hpp"
#include "base/shell_word.hpp"
#include "git-agents/doctor_checks.hpp"
#include "git-agents/sources.hpp"
#include "hooks/pushed_trees.hpp"
#include "os/environment.hpp"
#include "track/source_store.hpp"
#include "track/state.hpp"

namespace cli {
namespace {

using enum Check::Level;

/// `read` fails where the value is none that the hooks understand.
void check_value(Checks& checks, const std::string& key, const std::function<void()>& read) {
  try {
    read();
  } catch (const base::Error& problem) {
    checks.push_back(
        {error, "git config", problem.message(),
         "correct '" + key + "', which makes hooks fail: git config --show-origin " + key});
  }
}

/// What a pull in the background could tell nobody.
void check_last_pull(const syncing::Source& source, const track::SourceStore& store,
                     Checks& checks) {
  const auto attempts = store.attempts(source.id, 1);
  if (attempts.empty() || attempts.front().error.empty()) return;
  checks.push_back(
      {warning, "sources",
       source.name + ": the last try failed, " + os::iso_time(attempts.front().time_ns) + ": " +
           attempts.front().error,
       base::quoted_command("git agents pull " + base::shell_word(source.name)) + " tries again"});
}

/// Both files together, and where the clones are.
void check_sources(Session& session, Checks& checks) {
  try {
    const auto sources = all_sources(session);
    if (sources.empty()) return;
    checks.push_back({ok, "sources", std::to_string(sources.size()) + " configured", ""});
    const auto store = track::SourceStore::open(track::state_directory());
    for (const auto& source : sources) check_last_pull(source, store, checks);
  } catch (const base::Error& problem) {
    checks.push_back({error, "sources", problem.message(), problem.hint()});
  }
}

}  // namespace

void check_git_settings(Session& session, Checks& checks) {
  const auto& config = session.config();
  check_value(checks, "agents.enabled", [&] {
    if (config.boolean("agents.enabled", true)) return;
    checks.push_back({error, "git config", "agents.enabled is false: the hooks do nothing",
                      "git config --unset agents.enabled"});
  });
  check_value(checks, "agents.hooks.required",
              [&] { config.boolean("agents.hooks.required", false); });
  check_value(checks, "agents.hooks.wait", [&] { config.integer("agents.hooks.wait"); });
  check_sources(session, checks);
  check_value(checks, "agents.push.check", [&] { hooks::checks_every_commit(config); });
}

}  // namespace cli
