#include <algorithm>

#include "base/error.hpp"
#include "track/operation_runner.hpp"

namespace track {

void OperationRunner::roll_back(Operation& operation, std::vector<std::string>& report) {
  if (operation.info.state == "applying") journal_.set_state(operation, "reverting");
  if (operation.info.state == "reverting") settle_all(operation, Side::before, report);
  clean(operation);
  journal_.set_state(operation, "aborted");
}

void OperationRunner::settle_all(Operation& operation, Side side,
                                 std::vector<std::string>& report) {
  std::set<std::string> directories;
  std::vector<FileChange> files = operation.files;
  std::vector<std::string> paths;
  for (const FileChange& file : files) paths.push_back(file.path);
  const CaseTwins twins(paths);
  // What goes, goes first: its name may be, but for case, that of a file to come.
  std::ranges::stable_partition(files, [&](const FileChange& file) {
    return side == Side::after ? !file.after_hash : !file.before_hash;
  });
  for (const FileChange& file : files) {
    std::string problem;
    try {
      if (settle(file, side, twins) == Settled::left) problem = "it was changed in the meantime";
    } catch (const base::Error& error) {
      if (error.code() != base::ErrorCode::io && error.code() != base::ErrorCode::not_found &&
          error.code() != base::ErrorCode::invalid) {
        throw;
      }
      problem = error.message();
    }
    directories.insert(std::string(os::parent(file.path)));
    stage("settled");
    if (problem.empty()) continue;
    report.push_back("left '" + file.path + "' as it is: " + problem);
    if (side == Side::after) journal_.forget_file(operation, file.path);
  }
  sync_directories(directories);
}

/// Brings one file to a side. What is neither side is the user's.
OperationRunner::Settled OperationRunner::settle(const FileChange& file, Side side,
                                                 const CaseTwins& twins) {
  if (file.untouched()) return Settled::done;
  const bool forward = side == Side::after;
  const std::optional<std::string>& wanted = forward ? file.after_hash : file.before_hash;
  const std::optional<std::string>& other = forward ? file.before_hash : file.after_hash;
  const std::uint32_t mode = forward ? file.after_mode : file.before_mode;
  if (link_on_the_way(file.path)) return Settled::left;
  const OnDisk now = twins.look_at(file.path);
  if (now.kind == OnDisk::Kind::other) return Settled::left;
  std::optional<std::string> hash;
  if (now.kind == OnDisk::Kind::file) hash = now.hash;
  if (hash == wanted && (wanted != other || (now.stat.mode & 0777) == mode)) return Settled::done;
  if (hash != other) return Settled::left;
  if (!wanted) {
    return remove_if_unchanged(file.path, now.stat) ? Settled::done : Settled::left;
  }
  if (!file.keep_directory.empty() && !os::exists(file.keep_directory)) return Settled::left;
  const std::string& image = forward ? file.after_image : file.before_image;
  const std::optional<std::string> bytes = store_().get(image);
  if (!bytes) {
    throw base::Error(base::ErrorCode::invalid, "the history has no image '" + image + "'");
  }
  os::make_directories(std::string(os::parent(file.path)));
  os::remove_file(file.temporary);
  write_new_file(file.temporary, *bytes, mode, os::Sync::yes);
  std::optional<os::Stat> seen;
  if (hash) seen = now.stat;
  return rename_over(file.temporary, file.path, seen) ? Settled::done : Settled::left;
}

/// Removes our temporary files, and the directories that we made where they are empty.
void OperationRunner::clean(const Operation& operation) const {
  for (const FileChange& file : operation.files) {
    if (file.temporary.empty() || link_on_the_way(file.path)) continue;
    const std::optional<os::Stat> stat = os::stat_if_exists(file.temporary);
    if (stat && stat->is_file()) os::remove_file(file.temporary);
    if (file.after_hash && !file.before_hash && os::exists(file.keep_directory)) {
      os::remove_empty_directories(std::string(os::parent(file.path)), file.keep_directory);
    }
  }
}

void OperationRunner::recover(std::vector<std::string>& report) {
  for (const std::int64_t id : journal_.interrupted()) {
    std::optional<Operation> operation = journal_.load(id);
    if (!operation) continue;
    const std::string what =
        "operation " + std::to_string(id) + " (" + operation->info.command + ")";
    if (operation->info.state == "applying") {
      report.push_back("finished " + what + ", which was interrupted");
      const Operation all = *operation;
      settle_all(*operation, Side::after, report);
      clean(all);
      finish(*operation);
    } else {
      report.push_back("rolled back " + what + ", which was interrupted");
      roll_back(*operation, report);
    }
    stage("recovered");
  }
}

}  // namespace track
