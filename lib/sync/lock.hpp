#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "git/repository.hpp"
#include "sync/source.hpp"

namespace syncing {

/// The file at a repository's top, and its name beside the user's own configuration.
inline constexpr std::string_view lock_file = ".git-agents.lock";
inline constexpr std::string_view user_lock_file = "config.lock";

/// What a source was when it was pulled.
struct Locked {
  std::string url, ref, path;  ///< as configured, the URL spelled out
  std::string commit;          ///< upstream's
  std::string tree;            ///< of `path` in it
  std::string hash;            ///< SHA-256 over `files`, in their order
  /// Path → SHA-256 of its LF-normalised bytes, of every regular file below `path`.
  std::map<std::string, std::string> files;
  bool operator==(const Locked&) const = default;
};

/// By Source::id. No times in it, sorted: the same on every system, and it merges line by line.
using Lock = std::map<std::string, Locked>;

/// YAML. Error(invalid) naming `path`, line and column where it is not one of ours.
Lock parse_lock(std::string_view text, const std::string& path);
std::string format_lock(const Lock& lock);

/// What `commit` (of the cache) holds of the source, read from its objects.
Locked locked_content(const git::Repository& cache, const Source& source,
                      const std::string& local_commit, const std::string& upstream_commit);

/// Is its hash that of its files?
bool is_whole(const Locked& locked);

/// In what the objects of `local_commit`, which stands for the locked one, differ from what the
/// lock says, as sentences; empty = in nothing.
std::vector<std::string> differences(const git::Repository& cache, const Source& source,
                                     const std::string& local_commit, const Locked& locked);

/// Without the CR before every LF; as they are where a NUL is among the first 8,000 bytes, by which
/// git tells binary files.
std::string lf_normalised(std::string_view bytes);

}  // namespace syncing
