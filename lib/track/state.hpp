#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "track/ledger.hpp"

namespace track {

/// One file of an operation: bytes before → bytes after. Nothing = the file is not there. A rename
/// is two steps of one operation, also where the names differ in case alone and the file system
/// takes them for one.
struct Step {
  /// Absolute, and canonical: no directory on the way is a symbolic link (canonical_path()), so
  /// that neither this operation nor its undo ever writes through one.
  std::string path;
  std::optional<std::string> after;
  /// For a new file, less the umask. A file that is replaced keeps its read and write bits.
  std::uint32_t mode = 0644;
  bool exact_mode = false;  ///< the file gets exactly `mode`
  /// What the ledger shall say afterwards; nothing = the path leaves the ledger.
  std::optional<LedgerEntry> entry;
  /// SHA-256 of the bytes that the plan saw on disk; nothing = it saw no file. Where the disk says
  /// otherwise at apply time the step is not done and the operation rolls back.
  std::optional<std::string> expected;
  /// After a removal, directories below this one that became empty go too; "" = none go.
  std::string keep_directory;
};

struct OperationInfo {
  std::int64_t id = 0;
  std::string command;  ///< "deploy"
  std::string reason;   ///< free text; may be empty
  std::string target;   ///< LedgerEntry::target, or ""
  std::int64_t time_ns = 0;
  std::string state;        ///< "applied", "undone", "aborted"
  std::int64_t undoes = 0;  ///< id of the operation that this one undid, or 0
  std::string commit;       ///< in history.git
  std::size_t files = 0;
};

struct OperationFile {
  std::string path, before_hash, after_hash, before_image, after_image;
};

/// Is told the name of each stage as an operation or a recovery reaches it.
using StageObserver = std::function<void(std::string_view stage)>;

/// The state directory: `state.db` (ledger, journal) and `history.git` (images). Opening it takes
/// the writer's lock for writers and recovers from a crash: every operation that was interrupted is
/// finished or rolled back before anything else happens.
class State {
 public:
  enum class Access { read, write };
  /// `directory` is $XDG_STATE_HOME/git-agents. Error(invalid) with a repair hint where state.db is
  /// corrupt: nothing is ever recreated silently. Readers of a missing directory see it empty.
  static State open(const std::string& directory, Access access, const std::string& owner,
                    StageObserver observer = {});
  ~State();
  State(State&&) noexcept;

  std::optional<LedgerEntry> find(const std::string& path) const;
  std::vector<LedgerEntry> entries(const std::string& target = {}) const;  ///< sorted by path
  /// Paths in the ledger below a directory (canonical, without a trailing slash), sorted; cheap.
  std::vector<std::string> paths_below(const std::string& directory) const;
  std::vector<OperationInfo> operations(std::size_t limit = 100) const;  ///< newest first
  std::optional<OperationInfo> operation(std::int64_t id) const;
  std::vector<OperationFile> files(std::int64_t operation) const;
  std::optional<std::string> image(const std::string& id) const;

  /// Does all steps as one journaled operation, or none: images stored, intent journaled, one sync
  /// of the file system, renames, journal closed. Gives the operation's id. Error(conflict) where a
  /// file is not what the plan saw. Where a step's bytes are on disk already only the ledger learns
  /// of it. No steps: nothing happens, and 0 is given.
  std::int64_t apply(const std::string& command, const std::string& target,
                     const std::string& reason, const std::vector<Step>& steps);

  /// Puts every file of `operation` back to its before-image, as an operation of its own (so that
  /// an undo can be undone). A file that was changed since is an Error(conflict) naming it, unless
  /// `force`; then its present bytes are kept as before-images too.
  std::int64_t undo(std::int64_t operation, bool force);

  /// Sentences about what recovery did when this State was opened.
  const std::vector<std::string>& recovered() const;

  /// Only the ledger (adoption of a byte-identical file); journaled as an operation without files.
  /// Fills in image and stat. Error(conflict) where a file has not the hash of its entry.
  void adopt(const std::vector<LedgerEntry>& entries);

  struct Impl;

 private:
  explicit State(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// `path`, absolute and normalised, with the symbolic links in the part of its directory that
/// exists resolved; its last component is kept as it is.
std::string canonical_path(const std::string& path);

/// $XDG_STATE_HOME/git-agents.
std::string state_directory();

/// Reads everything that `doctor` wants to know; the first problem as text, or nothing.
std::optional<std::string> check_state(const std::string& directory);

}  // namespace track
