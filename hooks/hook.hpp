#pragma once

#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hooks {

/// One event that we serve. `run` gives the hook's exit code.
struct Event {
  std::string_view name;
  bool reads_stdin = false;
  int (*run)(std::span<const std::string> arguments);
};

std::span<const Event> events();

/// Runs `event` as git would: honours GIT_AGENTS=0, writes to stderr only, catches everything.
/// Failures of ours let post hooks exit 0 and make pre hooks exit 1 with the reason. `everywhere`:
/// for an installation in all repositories, silent in those that have no settings of ours.
int run(std::string_view event, std::span<const std::string> arguments, bool everywhere = false);

}  // namespace hooks
