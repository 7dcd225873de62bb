#pragma once

#include <optional>
#include <string>
#include <vector>

#include "git/config.hpp"
#include "sync/fetch.hpp"
#include "sync/integrate.hpp"
#include "sync/lock.hpp"
#include "sync/source.hpp"

namespace syncing {

struct PullOptions {
  bool locked = false;  ///< restore exactly what the locks say
  bool force = false;
  bool dry = false;
  bool may_prompt = false;
  std::size_t jobs = 8;
  std::optional<settings::Source::Method> method;  ///< instead of the configured one
};

/// How one source fared.
struct Pulled {
  Source source;
  enum class Status { unchanged, updated, conflict, failed } status = Status::failed;
  Fetched fetched;
  Integration integration;
  std::string error, hint;           ///< where it failed
  std::vector<std::string> differs;  ///< with `locked`: what is not as the lock says
  std::optional<Locked> locked;      ///< what the lock shall say now
  bool relocked = false;             ///< that is something else than it says
  std::int64_t start_ns = 0, duration_ns = 0;
};
std::string_view to_string(Pulled::Status status);

/// Pulls the sources, several at once; a failing one does not stop the others. Caches, state.db and
/// nothing else are written. `locks` says what is locked now (by Source::id, both files).
std::vector<Pulled> pull(const std::vector<Source>& sources, const Lock& locks,
                         const git::Config& config, const PullOptions& options, Progress& progress);

}  // namespace syncing
