#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "git/repository.hpp"
#include "git/transport.hpp"
#include "os/lock_file.hpp"
#include "sync/source.hpp"

namespace syncing {

/// The upstream commit of the last sync, in every cache. In a mirror that came over HTTP its commit
/// is ours, with the tree of upstream's.
inline constexpr std::string_view upstream_ref = "refs/agents/upstream";
/// Upstream's commit that the cache's branch and files took in last: the base of the next merge.
/// Where a pull did not come to its end, upstream_ref is ahead of it.
inline constexpr std::string_view integrated_ref = "refs/agents/integrated";
/// Which commit of a mirror stands for which of upstream's: "refs/agents/commits/<upstream's id>".
inline constexpr std::string_view commits_prefix = "refs/agents/commits/";
/// Local work that was given up: "refs/agents/backup/<UTC time>".
inline constexpr std::string_view backup_prefix = "refs/agents/backup/";

/// The repository whose top is exactly that directory; nothing where there is none. Never one that
/// the directory merely lies in. Its commands run no hooks. No spawn for a plain clone.
std::optional<git::Repository> open_cache(const std::string& directory);

/// An empty repository at `directory`, which must not be there, ready for fetching from `url` and
/// without a checkout: no symbolic links, no line end conversion, an identity where the user has
/// none, refs/agents/ kept. Appears whole or not at all.
git::Repository create_cache(const std::string& directory, const std::string& url);

/// Where a cache is made ready before it appears at `directory`; what was loaded there is used
/// again after an interruption.
std::string unfinished_directory(const std::string& directory);

/// Keeps other processes from the cache at `directory` as long as it lives; Error(busy).
os::LockFile lock_cache(const std::string& directory);

/// Ends what a killed process of ours left half done in the files of caches, before anybody reads
/// them. Error(invalid) where the state cannot be read.
void recover_files();

/// The branch that follows upstream in a cache: upstream's own name, "refs/heads/pinned" for a tag
/// or commit.
std::string branch_of(const std::string& resolved_ref);

/// "main" of "refs/heads/main"; other names as they are.
std::string branch_name(std::string_view ref);

/// A full commit id: 40 or 64 hex digits.
bool is_commit_id(std::string_view text);

/// The time as part of a file's or a ref's name: "2026-11-21T093000Z".
std::string time_name();

/// A new ref's name under backup_prefix for this commit.
std::string backup_ref(const std::string& commit);

/// Writes the files of the commit at upstream_ref into a cache that nobody works in yet, and makes
/// its branch.
void first_checkout(const git::Repository& cache, const std::string& resolved_ref);

/// The commit that a full ref, or HEAD, of the cache is at; "" where it is at none. A ref that is a
/// file costs no spawn.
std::string commit_at(const git::Repository& cache, const std::string& ref);

/// The commit in the cache that holds upstream's `commit`; nothing where it is not here.
std::optional<std::string> local_commit(const git::Repository& cache, const std::string& commit);

/// Settings and environment that let git in: user's own helpers, then gh's and the tokens of the
/// environment (see forge/credentials.hpp).
git::Access access_for(const Source& source, const git::Config& config, bool may_prompt);

/// Renames a directory. Error(io) where that cannot be.
void move_tree(const std::string& from, const std::string& to);

/// Removes a directory with all that is in it, where it is there. Error(io) where that cannot be.
void remove_tree(const std::string& directory);

}  // namespace syncing
