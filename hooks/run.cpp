#include <algorithm>
#include <exception>

#include "base/edit_distance.hpp"
#include "base/error.hpp"
#include "hooks/adoption.hpp"
#include "hooks/checks.hpp"
#include "hooks/here.hpp"
#include "hooks/hook.hpp"
#include "hooks/said.hpp"
#include "hooks/speech.hpp"
#include "hooks/work.hpp"
#include "os/environment.hpp"

namespace hooks {
namespace {

constexpr Event table[] = {
    {"pre-commit", false, check_staged},   {"pre-merge-commit", false, check_merged},
    {"pre-push", true, check_push},        {"post-commit", false, after_commit},
    {"post-merge", false, after_merge},    {"post-checkout", false, after_checkout},
    {"post-rewrite", true, after_rewrite}, {"pre-receive", true, check_received},
};

/// No hook of git's, but what hooks start: its words go to its log as they come.
constexpr Event worker = {"work", false, do_work};

/// A post hook's failure is told and forgotten: its exit code could become that of `git switch`.
bool may_refuse(std::string_view event) {
  return event.starts_with("pre-");
}

int failed(std::string_view event, const std::string& message, const std::string& hint) {
  say("git agents: " + std::string(event) + ": " + message + "\n");
  if (!hint.empty()) say("hint: " + hint + "\n");
  if (!may_refuse(event)) return 0;
  if (event != "pre-receive") say("hint: GIT_AGENTS=0 switches git agents off for one command\n");
  return 1;
}

int run_caught(const Event& event, std::span<const std::string> arguments, bool everywhere) {
  try {
    if (everywhere && !is_adopted(event.name)) return 0;
    return event.run(arguments);
  } catch (const base::Error& error) {
    return failed(event.name, error.message(), error.hint());
  } catch (const std::exception& error) {
    return failed(event.name, std::string("internal error: ") + error.what(), {});
  }
}

}  // namespace

std::span<const Event> events() {
  return table;
}

int run(std::string_view event, std::span<const std::string> arguments, bool everywhere) {
  if (os::variable("GIT_AGENTS") == "0") return 0;
  if (event == worker.name) return run_caught(worker, arguments, false);
  const auto at = std::ranges::find(table, event, &Event::name);
  if (at == std::end(table)) {
    std::vector<std::string_view> names;
    for (const auto& known : table) names.push_back(known.name);
    const auto near = base::nearest(event, names);
    say("git agents: there is no hook '" + std::string(event) + "'\n" +
        (near ? "hint: did you mean '" + std::string(*near) + "'?\n" : std::string()));
    return 129;
  }
  Speech speech;
  const int code = run_caught(*at, arguments, everywhere);
  const std::string text = speech.end();
  if (!text.empty() && !was_said(event, text)) say(text);
  return code;
}

}  // namespace hooks
