#include "track/operation_runner.hpp"

#include <unistd.h>

#include <map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "os/digest.hpp"
#include "os/environment.hpp"
#include "track/ledger_table.hpp"

namespace track {
namespace {

base::Error conflict(const std::string& path, const std::string& what) {
  return {base::ErrorCode::conflict, "'" + path + "' " + what};
}

/// The disk is not as it was planned for.
base::Error moved_on(const std::string& path, std::string_view what, const Request& request) {
  std::string hint;
  if (request.undoes != 0) {
    hint = "'git agents undo " + std::to_string(request.undoes) +
           " --force' puts it back all the same; its present content is kept in the history";
  }
  return {base::ErrorCode::conflict,
          "'" + path + "' was " + std::string(what) + " since " + request.since, hint};
}

void check_paths(const std::vector<Step>& steps) {
  std::set<std::string_view> known;
  for (const Step& step : steps) {
    if (!step.path.starts_with('/') || os::normalise(step.path) != step.path ||
        os::file_name(step.path).empty() || step.path.find('\0') != std::string::npos) {
      throw base::Error(base::ErrorCode::internal, "'" + step.path + "' is no absolute path");
    }
    if (!known.insert(step.path).second) {
      throw base::Error(base::ErrorCode::internal, "'" + step.path + "' is in two steps");
    }
  }
}

void check_expected(const Step& step, const OnDisk& seen, const Request& request) {
  if (const auto link = link_on_the_way(step.path)) {
    throw conflict(step.path, "lies behind the symbolic link '" + *link + "'");
  }
  if (seen.kind == OnDisk::Kind::other) throw conflict(step.path, "is not a regular file");
  if (request.force) return;
  const bool there = seen.kind == OnDisk::Kind::file;
  if (there && !step.expected) throw moved_on(step.path, "created", request);
  if (!there && step.expected) throw moved_on(step.path, "removed", request);
  if (there && seen.hash != *step.expected) {
    throw moved_on(step.path, "changed", request);
  }
}

/// A replaced file stays as readable and writable as it was; only what may be executed follows the
/// definition.
std::uint32_t mode_after(const Step& step, const OnDisk& seen, bool exact) {
  if (exact || step.exact_mode) return step.mode & 0777;
  if (seen.kind == OnDisk::Kind::nothing) return less_umask(step.mode);
  const std::uint32_t kept = seen.stat.mode & 0666;
  return (step.mode & 0111) != 0 ? kept | ((kept & 0444) >> 2) : kept;
}

std::string author() {
  for (const char* name : {"USER", "LOGNAME"}) {
    const std::optional<std::string> value = os::variable(name);
    if (value && !value->empty()) return *value;
  }
  return "uid " + std::to_string(::getuid());
}

std::string message(const Operation& operation) {
  const OperationInfo& info = operation.info;
  std::string text = info.command;
  if (!info.reason.empty()) text += ": " + info.reason;
  text += "\n\nOperation " + std::to_string(info.id) + "\n";
  std::size_t ordinal = 0;
  for (const FileChange& file : operation.files) {
    text += std::to_string(ordinal++) + " " + base::quote_path(file.path) + "\n";
  }
  return text;
}

void fill_stat(LedgerEntry& entry, const FileChange* file) {
  entry.size = entry.inode = 0;
  entry.mtime_ns = entry.ctime_ns = 0;
  if (file == nullptr || file->after_hash != entry.hash) return;
  const std::optional<os::Stat> stat = os::stat_if_exists(entry.path);
  if (!stat) return;
  entry.size = stat->size;
  entry.inode = stat->inode;
  entry.mtime_ns = stat->mtime_ns;
  entry.ctime_ns = stat->ctime_ns;
}

}  // namespace

std::int64_t OperationRunner::run(const Request& request) {
  if (request.steps.empty() && request.entries.empty()) return 0;
  check_paths(request.steps);
  std::vector<OnDisk> seen;
  Operation operation = prepare(request, seen);
  stage("stored");
  journal_.begin(operation);
  stage("prepared");
  try {
    write_temporaries(request, operation);
    record(operation);
    stage("recorded");
    sync_file_systems(operation);
    stage("synced");
    journal_.set_state(operation, "applying");
    stage("applying");
    rename_all(request, operation, seen);
    stage("renamed-all");
    finish(operation);
  } catch (...) {
    try {
      std::vector<std::string> ignored;
      roll_back(operation, ignored);
    } catch (const base::Error&) {
      // The journal still says what to do, and the next opening does it; the first failure is the
      // one to tell.
    }
    throw;
  }
  stage("applied");
  return operation.info.id;
}

Operation OperationRunner::prepare(const Request& request, std::vector<OnDisk>& seen) {
  Operation operation;
  operation.info = {.command = request.command,
                    .reason = request.reason,
                    .target = request.target,
                    .time_ns = os::now_ns(),
                    .state = "prepared",
                    .undoes = request.undoes,
                    .commit = {}};
  seen.reserve(request.steps.size());
  std::vector<std::string> paths;
  for (const Step& step : request.steps) paths.push_back(step.path);
  const CaseTwins twins(paths);
  for (const Step& step : request.steps) {
    seen.push_back(twins.look_at(step.path));
    check_expected(step, seen.back(), request);
  }
  const LedgerTable ledger(database_);
  for (std::size_t i = 0; i < request.steps.size(); ++i) {
    const Step& step = request.steps[i];
    operation.files.push_back(plan_file(request, step, seen[i]));
    seen[i].bytes = {};
    EntryChange change{.path = step.path, .before = ledger.find(step.path), .after = step.entry};
    if (change.after) {
      change.after->path = step.path;
      change.after->image =
          request.exact ? change.after->image : operation.files.back().after_image;
      if (!request.exact) change.after->operation = 0;
    }
    operation.entries.push_back(std::move(change));
  }
  for (const EntryChange& change : request.entries) operation.entries.push_back(change);
  return operation;
}

FileChange OperationRunner::plan_file(const Request& request, const Step& step,
                                      const OnDisk& seen) {
  FileChange file;
  file.path = step.path;
  if (seen.kind == OnDisk::Kind::file) {
    file.before_hash = seen.hash;
    file.before_image = store_().put(seen.bytes);
    file.before_mode = seen.stat.mode & 0777;
  }
  if (step.after) {
    file.after_hash = os::sha256_hex(*step.after);
    file.after_image =
        file.after_hash == file.before_hash ? file.before_image : store_().put(*step.after);
    file.after_mode = mode_after(step, seen, request.exact);
    file.keep_directory = existing_directory(step.path);
  } else {
    file.keep_directory = step.keep_directory;
  }
  if (!file.untouched()) file.temporary = temporary_beside(step.path);
  return file;
}

void OperationRunner::write_temporaries(const Request& request, const Operation& operation) {
  for (std::size_t i = 0; i < operation.files.size(); ++i) {
    const FileChange& file = operation.files[i];
    if (file.untouched() || !file.after_hash) continue;
    os::make_directories(std::string(os::parent(file.path)));
    write_new_file(file.temporary, *request.steps[i].after, file.after_mode, os::Sync::no);
    stage("temporary");
  }
}

void OperationRunner::record(Operation& operation) {
  std::vector<objects::HistoryStore::Image> images;
  std::size_t ordinal = 0;
  for (const FileChange& file : operation.files) {
    const std::string name = std::to_string(ordinal++);
    if (!file.before_image.empty()) images.push_back({name + "/before", file.before_image});
    if (!file.after_image.empty()) images.push_back({name + "/after", file.after_image});
  }
  if (operation.files.empty()) {
    for (const EntryChange& change : operation.entries) {
      if (!change.after || change.after->image.empty()) continue;
      images.push_back({std::to_string(ordinal++) + "/after", change.after->image});
    }
  }
  if (images.empty()) return;
  operation.info.commit =
      store_().record(images, author(), operation.info.time_ns / 1'000'000'000, message(operation));
}

void OperationRunner::sync_file_systems(const Operation& operation) const {
  std::set<std::uint64_t> devices;
  const auto sync = [&](const std::string& directory) {
    const std::optional<os::Stat> stat = os::stat_if_exists(directory);
    if (stat && devices.insert(stat->device).second) os::sync_filesystem(directory);
  };
  sync(directory_);
  std::set<std::string_view> parents;
  for (const FileChange& file : operation.files) {
    if (parents.insert(os::parent(file.path)).second) sync(std::string(os::parent(file.path)));
  }
}

void OperationRunner::rename_all(const Request& request, Operation& operation,
                                 const std::vector<OnDisk>& seen) {
  const auto change = [&](std::size_t i) {
    const FileChange& file = operation.files[i];
    std::optional<os::Stat> before;
    if (file.before_hash) before = seen[i].stat;
    const bool done = file.after_hash ? rename_over(file.temporary, file.path, before)
                                      : !before || remove_if_unchanged(file.path, *before);
    if (!done) throw moved_on(file.path, "changed", request);
    stage("renamed");
  };
  // What goes, goes first: its name may be, but for case, that of a file to come.
  for (const bool goes : {true, false}) {
    for (std::size_t i = 0; i < operation.files.size(); ++i) {
      const FileChange& file = operation.files[i];
      if (!file.untouched() && !file.after_hash == goes) change(i);
    }
  }
}

void OperationRunner::finish(Operation& operation) {
  std::set<std::string> directories;
  std::map<std::string_view, const FileChange*> files;
  for (const FileChange& file : operation.files) {
    files.emplace(file.path, &file);
    if (file.untouched()) continue;
    const std::string parent(os::parent(file.path));
    directories.insert(parent);
    if (!file.after_hash && !file.keep_directory.empty()) {
      os::remove_empty_directories(parent, file.keep_directory);
      directories.insert(file.keep_directory);
    }
  }
  sync_directories(directories);
  stage("directories");
  for (EntryChange& change : operation.entries) {
    if (!change.after) continue;
    const auto found = files.find(change.path);
    if (found != files.end()) fill_stat(*change.after, found->second);
  }
  journal_.finish(operation);
}

}  // namespace track
