#include "track/undo.hpp"

#include <map>

#include "base/error.hpp"
#include "track/ledger_table.hpp"

namespace track {
namespace {

Operation load_undoable(Journal& journal, std::int64_t id) {
  std::optional<Operation> operation = journal.load(id);
  const std::string what = "operation " + std::to_string(id);
  if (!operation) throw base::Error(base::ErrorCode::not_found, "there is no " + what);
  if (operation->info.state == "undone") {
    throw base::Error(base::ErrorCode::conflict, what + " is undone already",
                      "'git agents undo --list' shows the state of each");
  }
  if (operation->info.state != "applied") {
    throw base::Error(base::ErrorCode::conflict, what + " changed nothing",
                      "'git agents undo --list' shows the state of each");
  }
  return std::move(*operation);
}

bool is_same_row(const std::optional<LedgerEntry>& a, const std::optional<LedgerEntry>& b) {
  if (!a || !b) return !a && !b;
  return a->hash == b->hash && a->operation == b->operation && a->target == b->target;
}

Step step_back(const FileChange& file, const OperationRunner::Store& store) {
  Step step;
  step.path = file.path;
  step.expected = file.after_hash;
  step.mode = file.before_mode;
  step.keep_directory = file.keep_directory;
  if (!file.before_hash) return step;
  step.after = store().get(file.before_image);
  if (!step.after) {
    throw base::Error(base::ErrorCode::invalid, "the history has no image '" + file.before_image +
                                                    "' of '" + file.path + "'");
  }
  return step;
}

}  // namespace

Request undo_request(db::Database& database, std::int64_t operation, bool force,
                     const OperationRunner::Store& store) {
  Journal journal(database);
  const Operation undone = load_undoable(journal, operation);
  const std::string what = "operation " + std::to_string(operation);
  Request request{.command = "undo",
                  .target = undone.info.target,
                  .reason = "undo of " + what,
                  .steps = {},
                  .entries = {},
                  .undoes = operation,
                  .exact = true,
                  .force = force,
                  .since = what};
  std::map<std::string_view, const EntryChange*> entries;
  const LedgerTable ledger(database);
  for (const EntryChange& change : undone.entries) {
    entries.emplace(change.path, &change);
    if (!force && !is_same_row(ledger.find(change.path), change.after)) {
      throw base::Error(base::ErrorCode::conflict,
                        "'" + change.path + "' was deployed again since " + what,
                        "undo the later operation first");
    }
  }
  for (const FileChange& file : undone.files) {
    request.steps.push_back(step_back(file, store));
    const auto found = entries.find(file.path);
    if (found == entries.end()) continue;
    request.steps.back().entry = found->second->before;
    entries.erase(found);
  }
  for (const auto& [path, change] : entries) {
    request.entries.push_back({change->path, change->after, change->before});
  }
  return request;
}

}  // namespace track
