#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "git/repository.hpp"

namespace approval {

/// `git diff-tree -r -z` from one tree-ish to another: full object ids, modes and paths, no
/// renames, submodules whatever .gitmodules says, replacements and grafts not looked at. Error
/// where git cannot tell.
std::string raw_change(const git::Repository& repository, const std::string& from,
                       const std::string& to);

/// "ga-change-v1:sha256:<64 hex digits>": what an approval is bound to, made from a
/// repository_identity(), the full name of the ref that is to hold the change, and a raw_change().
/// Error(invalid) for an empty change: nobody can approve nothing.
std::string change_digest(std::string_view identity, std::string_view target_ref,
                          std::string_view raw);

/// The hex digits of a change_digest().
std::string_view digest_hex(std::string_view digest);

struct LineCounts {
  std::uint64_t insertions = 0, deletions = 0;
};
/// Changed lines of text files. Nothing where git cannot read one of them (a partial clone).
std::optional<LineCounts> line_counts(const git::Repository& repository, const std::string& from,
                                      const std::string& to);

struct Commit {
  std::string id, author, subject;  ///< bytes as they are in the repository
};
/// The newest commits of `head` that `base` ("" = none) does not hold, at most `most`. Nothing
/// where git cannot tell.
std::vector<Commit> commits_between(const git::Repository& repository, const std::string& base,
                                    const std::string& head, std::size_t most);

/// The best common ancestor of the target's tip and the pushed head, grafts and replacements not
/// looked at. Nothing where there is none, or where it cannot be known.
std::optional<std::string> base_of(const git::Repository& repository, const std::string& tip,
                                   const std::string& head);

}  // namespace approval
