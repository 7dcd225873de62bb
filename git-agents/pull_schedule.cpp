#include "git-agents/pull_schedule.hpp"

#include <charconv>
#include <ostream>

#include "base/error.hpp"
#include "git-agents/session.hpp"
#include "hooks/pull_due.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"
#include "os/process.hpp"
#include "track/state.hpp"

namespace cli {
namespace {

/// The state directory, which is there afterwards.
std::string made_directory() {
  auto directory = track::state_directory();
  os::make_directories(directory, 0700);
  return directory;
}

std::string background_log() {
  return os::join(made_directory(), "pull.log");
}

}  // namespace

os::LockFile lock_background() {
  constexpr std::chrono::minutes patience(10);
  return {os::join(made_directory(), "pull.lock"), "pull", patience};
}

int start_background(const Args& args, Session& session) {
  os::Command again;
  again.argv = {os::own_path(), "pull", "--from-hook", "background"};
  for (const char* option : {"jobs", "sync-method"}) {
    if (!args.has(option)) continue;
    again.argv.push_back("--" + std::string(option));
    again.argv.push_back(args.value(option));
  }
  again.argv.emplace_back("--");
  for (const auto& word : args.arguments()) again.argv.push_back(word);
  os::spawn_detached(again, background_log());
  session.out() << "pulling in the background; what it says is in '" << background_log() << "'\n";
  return done;
}

std::int64_t interval_seconds(const std::string& text) {
  if (text == "never") return 0;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  constexpr std::int64_t most = 366 * 86'400;
  const std::int64_t scale = unit.empty() || unit == "s" ? 1
                             : unit == "m"               ? 60
                             : unit == "h"               ? 3600
                             : unit == "d"               ? 86'400
                                                         : -1;
  if (error != std::errc() || scale < 0 || number < 0 || number > most / scale) return -1;
  return number * scale;
}

std::int64_t pull_interval(Session& session) {
  const auto text = session.config().text("agents.pullInterval");
  const auto seconds = text ? interval_seconds(*text) : 0;
  if (seconds >= 0) return seconds;
  throw base::Error(base::ErrorCode::invalid, "agents.pullInterval is '" + *text + "'",
                    "it is a number with s, m, h or d, or 'never'");
}

void plan_next_pull(Session& session, std::int64_t seconds) {
  const auto* repository = session.repository_if_any();
  if (repository == nullptr || repository->work_tree.empty()) return;
  constexpr std::int64_t second_ns = 1'000'000'000;
  hooks::set_pull_due(
      *repository, seconds == 0 ? std::nullopt : std::optional(os::now_ns() / second_ns + seconds));
}

}  // namespace cli
