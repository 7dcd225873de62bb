#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "git/repository.hpp"

namespace hooks {

/// Work that hooks leave to a process of its own, one at a time for a worktree: requests are files
/// in `<git dir>/agents/work`, so that none is lost when a worker is killed and many of one kind
/// are one. What it says goes to `<git dir>/agents/worker.log`.
enum class Work { index, deploy, pull };

/// Asks for `works`, `event` being why, starts a worker and waits for it until 50 ms (or
/// agents.hooks.wait milliseconds) after `began`. Says on stderr where it ended in time and not
/// well. What does not end in time goes on by itself.
void start_work(const git::Repository& repository, std::span<const Work> works,
                std::string_view event, std::chrono::steady_clock::time_point began);

/// The worker: does what is asked for until nothing is. Returns at once where another one works.
int do_work(std::span<const std::string> arguments);

/// How the background work of a worktree stands.
struct WorkReport {
  bool running = false;  ///< a worker is at it now
  std::string waiting;   ///< "deploy after merge": asked for or begun, not finished; "" = nothing
  struct Last {
    std::string what, time;  ///< "deploy after merge", "2026-11-21T09:30:00Z": when it ended
    std::int64_t milliseconds = 0;
    int code = 0;           ///< exit code
    std::string complaint;  ///< its last line that is a complaint, or ""
  };
  std::optional<Last> last;
};
WorkReport work_report(const git::Repository& repository);

/// "deploy after merge failed: …" of work that did not end well; "" of other.
std::string failure_words(const WorkReport::Last& last);

}  // namespace hooks
