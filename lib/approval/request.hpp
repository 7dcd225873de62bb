#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "agent/privilege_delta.hpp"
#include "approval/change.hpp"
#include "approval/gate.hpp"
#include "approval/push_questions.hpp"
#include "git/repository.hpp"

namespace approval {

/// Who pushes, as git's configuration says; no evidence of who it is.
struct Person {
  std::string name, email;  ///< "" = not known
};

/// Everything that a request of approval says. Times are nanoseconds since the epoch.
struct Request {
  std::string execution_id;  ///< execution_id()
  std::int64_t created_ns = 0;
  Person person;
  std::string identity;  ///< repository_identity()
  PushedCommit pushed;
  std::string base;      ///< commit; "" = the change is compared with nothing
  std::string compared;  ///< tree-ish that `changes` starts from: the base or the empty tree
  bool shallow = false;  ///< there is no base because the history ends early here
  std::string digest;    ///< change_digest()
  std::vector<git::Change> changes;
  std::vector<Trigger> triggers;
  std::optional<LineCounts> lines;
  std::vector<Commit> commits;  ///< newest first; may be cut
  bool privileges_known = true;
  std::vector<agent::PrivilegeChange> privileges;
};

/// A request is open for so long.
inline constexpr std::int64_t open_days = 7;

/// "2026-11-30_task-push-0123456789ab": the UTC date and the first `digits` of the digest.
std::string execution_id(std::int64_t created_ns, std::string_view digest, std::size_t digits);

/// The files of a record. JSON is canonical: sorted keys, no blanks, ASCII, LF at the end.
std::string metadata_json(const Request& request);
std::string target_repos_json(const Request& request);
/// SHA-256 over both files with a NUL between them, 64 hex digits.
std::string request_digest(std::string_view metadata, std::string_view target_repos);
/// What a reviewer reads.
std::string request_text(const Request& request, std::string_view request_digest);

}  // namespace approval
