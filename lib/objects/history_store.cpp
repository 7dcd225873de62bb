#include "objects/history_store.hpp"

#include <stdlib.h>

#include <cerrno>
#include <chrono>
#include <filesystem>
#include <unordered_set>
#include <utility>

#include "base/error.hpp"
#include "objects/object_database.hpp"
#include "objects/tree_format.hpp"
#include "os/file.hpp"
#include "os/lock_file.hpp"

namespace objects {
namespace {

constexpr const char* branch = "refs/heads/main";
constexpr std::chrono::seconds lock_timeout(10);

bool is_free(const std::string& path) {
  const std::optional<os::Stat> stat = os::stat_if_exists(path);
  return !stat || (stat->is_directory() && os::list_directory(path).empty());
}

/// Made beside and renamed, so that a crash leaves no half of a repository.
void create(const std::string& path) {
  std::string temporary = path + ".XXXXXX";
  os::make_directories(std::string(os::parent(path)));
  if (mkdtemp(temporary.data()) == nullptr) throw base::io_error("create", path, errno);
  std::error_code failure;
  try {
    ObjectDatabase::create(temporary);
  } catch (...) {
    std::filesystem::remove_all(temporary, failure);
    throw;
  }
  std::filesystem::rename(temporary, path, failure);
  if (!failure) return;
  std::error_code ignored;
  std::filesystem::remove_all(temporary, ignored);
  // Somebody else may have been faster.
  if (is_free(path)) throw base::io_error("create", path, failure.value());
}

std::string write_tree(ObjectDatabase& database, const Directory& directory) {
  std::vector<TreeEntry> entries;
  for (const auto& [name, id] : directory.files) entries.push_back({name, id, false});
  for (const auto& [name, below] : directory.directories) {
    entries.push_back({name, write_tree(database, below), true});
  }
  return database.write(Type::tree, format_tree(std::move(entries)));
}

/// Walks all that a commit leads to.
class Verifier {
 public:
  explicit Verifier(const ObjectDatabase& database) : database_(database) {}

  std::optional<std::string> verify(const std::string& tip) {
    todo_.push_back({tip, Type::commit});
    while (!todo_.empty()) {
      const Wanted wanted = todo_.back();
      todo_.pop_back();
      if (!seen_.insert(wanted.id).second) continue;
      std::optional<std::string> problem = visit(wanted);
      if (problem) return problem;
    }
    return std::nullopt;
  }

 private:
  struct Wanted {
    std::string id;
    Type type;
  };

  std::optional<std::string> visit(const Wanted& wanted) {
    std::optional<Object> object;
    try {
      object = database_.read(wanted.id);
    } catch (const base::Error& error) {
      return error.message();
    }
    if (!object) return "object " + wanted.id + " is missing";
    if (object->type != wanted.type || !add_children(*object)) {
      return "object " + wanted.id + " is not what refers to it says";
    }
    return std::nullopt;
  }

  bool add_children(const Object& object) {
    if (object.type == Type::tree) {
      const std::optional<std::vector<TreeEntry>> entries = parse_tree(object.content);
      if (!entries) return false;
      for (const TreeEntry& entry : *entries) {
        todo_.push_back({entry.id, entry.is_directory ? Type::tree : Type::blob});
      }
    } else if (object.type == Type::commit) {
      const std::optional<Commit> commit = parse_commit(object.content);
      if (!commit) return false;
      todo_.push_back({commit->tree, Type::tree});
      for (const std::string& parent : commit->parents) todo_.push_back({parent, Type::commit});
    }
    return true;
  }

  const ObjectDatabase& database_;
  std::vector<Wanted> todo_;
  std::unordered_set<std::string> seen_;
};

}  // namespace

struct HistoryStore::State {
  std::string path;
  ObjectDatabase database;
};

HistoryStore::HistoryStore(std::unique_ptr<State> state) : state_(std::move(state)) {}
HistoryStore::~HistoryStore() = default;
HistoryStore::HistoryStore(HistoryStore&&) noexcept = default;

HistoryStore HistoryStore::open(const std::string& path) {
  if (is_free(path)) create(path);
  return HistoryStore(std::make_unique<State>(State{path, ObjectDatabase(path)}));
}

std::string HistoryStore::put(std::string_view content) {
  return state_->database.write(Type::blob, content);
}

std::optional<std::string> HistoryStore::get(const std::string& id) const {
  std::optional<Object> object = state_->database.read(id);
  if (!object || object->type != Type::blob) return std::nullopt;
  return std::move(object->content);
}

std::string HistoryStore::record(const std::vector<Image>& images, const std::string& author,
                                 std::int64_t seconds, const std::string& message) {
  ObjectDatabase& database = state_->database;
  Directory root;
  for (const Image& image : images) {
    if (database.type_of(image.id) != Type::blob) {
      throw base::Error(base::ErrorCode::invalid,
                        "image '" + image.name + "': there is no blob '" + image.id + "'");
    }
    root.add(image.name, image.id);
  }
  Commit commit;
  commit.tree = write_tree(database, root);

  // Not libgit2's own update of the branch: its lock file stays for ever when its owner is killed.
  const os::LockFile lock(state_->path + "/record.lock", "record", lock_timeout);
  if (const std::optional<std::string> tip = database.reference(branch)) {
    const std::optional<Object> last = database.read(*tip);
    if (!last || last->type != Type::commit) {
      throw base::Error(base::ErrorCode::invalid,
                        "the last commit of '" + state_->path + "' is missing: " + *tip,
                        "git -C '" + state_->path + "' fsck");
    }
    commit.parents.push_back(*tip);
  }
  const std::string id =
      database.write(Type::commit, format_commit(commit, author, seconds, message));
  os::AtomicFile file(state_->path + "/" + branch);
  file.write(id + "\n");
  file.commit(os::Sync::no);
  return id;
}

std::optional<std::string> HistoryStore::verify() const {
  std::optional<std::string> tip;
  try {
    tip = state_->database.reference(branch);
  } catch (const base::Error& error) {
    return error.message();
  }
  return tip ? Verifier(state_->database).verify(*tip) : std::nullopt;
}

}  // namespace objects
