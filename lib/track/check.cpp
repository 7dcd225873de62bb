#include <set>

#include "base/error.hpp"
#include "db/database.hpp"
#include "objects/history_store.hpp"
#include "os/file.hpp"
#include "track/journal.hpp"
#include "track/ledger_table.hpp"
#include "track/schema.hpp"
#include "track/state.hpp"

namespace track {
namespace {

std::optional<std::string> check_database(db::Database& database) {
  db::Statement statement = database.prepare("PRAGMA quick_check(1)");
  if (statement.step() && statement.text(0) != "ok") return "state.db: " + statement.text(0);
  return std::nullopt;
}

std::optional<std::string> check_images(db::Database& database,
                                        const objects::HistoryStore& history) {
  std::set<std::string> known;
  for (const LedgerEntry& entry : LedgerTable(database).entries({})) {
    if (entry.image.empty() || !known.insert(entry.image).second) continue;
    if (!history.get(entry.image)) {
      return "history.git: the image of '" + entry.path + "' is missing";
    }
  }
  return std::nullopt;
}

std::optional<std::string> check_all(const std::string& directory) {
  const std::string history_path = os::join(directory, "history.git");
  const bool has_history = os::exists(history_path);
  if (!os::exists(os::join(directory, "state.db"))) {
    if (has_history) return "state.db is lost, but its history is there";
    return std::nullopt;
  }
  db::Database database = db::Database::read_only(os::join(directory, "state.db"));
  if (auto problem = check_database(database)) return problem;
  if (database.user_version() == 0) {
    if (has_history) return "state.db is empty, but its history is there";
    return std::nullopt;
  }
  if (database.user_version() > static_cast<int>(schema().size())) {
    return "state.db was written by a newer version of this program: install that one";
  }
  if (!has_history) {
    if (LedgerTable(database).entries({}).empty()) return std::nullopt;
    return "history.git is lost";
  }
  const objects::HistoryStore history = objects::HistoryStore::open(history_path);
  if (auto problem = history.verify()) return "history.git: " + *problem;
  if (auto problem = check_images(database, history)) return problem;
  if (!Journal(database).interrupted().empty()) {
    return "an operation was interrupted; the next command that writes finishes it";
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> check_state(const std::string& directory) {
  try {
    return check_all(directory);
  } catch (const base::Error& error) {
    // A store too damaged to be asked is what this function is for.
    return error.message();
  }
}

}  // namespace track
