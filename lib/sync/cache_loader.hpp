#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "os/lock_file.hpp"
#include "sync/pull.hpp"

namespace syncing {

/// Sources that share a cache are fetched once.
struct SharedCache {
  std::vector<std::size_t> members;  ///< indices of its sources
  std::optional<os::LockFile> lock;
  std::optional<git::Repository> cache;
  bool fresh = false;  ///< the cache was made now
  Fetched fetched;
  Integration integration;
  std::optional<base::Error> failure;
  std::vector<std::string> differs;  ///< with PullOptions::locked
  std::int64_t start_ns = 0, duration_ns = 0;
};

/// What a lock says of a source; null where it says nothing.
const Locked* locked_of(const Lock& locks, const Source& source);

/// Brings what upstream has into a cache, which is made, adopted or checked first. Keeps references
/// to all that it is given.
class CacheLoader {
 public:
  CacheLoader(const std::vector<Source>& sources, const Lock& locks, const git::Config& config,
              const PullOptions& options, Progress& progress)
      : sources_(sources), locks_(locks), config_(config), options_(options), progress_(progress) {}

  /// Everything that takes time; may be called for several caches at once. A failure is kept in it.
  void load(SharedCache& group) const;

 private:
  void look(SharedCache& group, const Source& source) const;
  void open(SharedCache& group, const Source& source) const;
  void adopt(SharedCache& group, const Source& source) const;
  settings::Source::Method method_of(const Source& source, const track::SourceStore& store) const;
  std::vector<std::string> paths_of(const SharedCache& group) const;
  void fetch(SharedCache& group, const Source& source) const;
  void fetch_or_miss(SharedCache& group, const Source& source) const;
  void restore(SharedCache& group) const;
  std::string load_commit(SharedCache& group, const Source& source,
                          const std::string& commit) const;

  const std::vector<Source>& sources_;
  const Lock& locks_;
  const git::Config& config_;
  const PullOptions& options_;
  Progress& progress_;
};

}  // namespace syncing
