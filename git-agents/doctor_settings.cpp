#include <functional>

#include "base/error.hpp"
#include "git-agents/doctor_checks.hpp"
#include "hooks/pushed_trees.hpp"

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
  check_value(checks, "agents.push.check", [&] { hooks::checks_every_commit(config); });
}

}  // namespace cli
