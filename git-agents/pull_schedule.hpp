#pragma once

#include <cstdint>
#include <string>

#include "git-agents/command.hpp"
#include "os/lock_file.hpp"

namespace cli {

/// Held by whoever pulls in the background. Waits for another who does, ten minutes at most: then
/// Error(busy).
os::LockFile lock_background();

/// Starts a pull with the same sources and options that outlives this program.
int start_background(const Args& args, Session& session);

/// agents.pullInterval in seconds, 0 = never. Error(invalid) where it is none.
std::int64_t pull_interval(Session& session);

/// Notes for the hooks when to pull again: in so many seconds, 0 = never.
void plan_next_pull(Session& session, std::int64_t seconds);

/// "90s", "30m", "6h", "1d" or a number of seconds; 0 for "never"; -1 where it is none of these.
std::int64_t interval_seconds(const std::string& text);

}  // namespace cli
