#include "objects/object_database.hpp"

#include <git2.h>

#include <exception>
#include <utility>

#include "base/error.hpp"
#include "base/handle.hpp"
#include "os/file.hpp"

namespace objects {
namespace {

using Repository = base::Handle<git_repository, git_repository_free>;
using Odb = base::Handle<git_odb, git_odb_free>;
using OdbObject = base::Handle<git_odb_object, git_odb_object_free>;
using GitReference = base::Handle<git_reference, git_reference_free>;
using GitConfig = base::Handle<git_config, git_config_free>;

std::string reason() {
  const git_error* error = git_error_last();
  return error != nullptr && error->message != nullptr ? error->message : "unknown reason";
}

void check(int result, const std::string& doing) {
  if (result >= 0) return;
  const base::ErrorCode code = result == GIT_ENOTFOUND ? base::ErrorCode::invalid
                               : result == GIT_ELOCKED ? base::ErrorCode::busy
                                                       : base::ErrorCode::io;
  throw base::Error(code, doing + ": " + reason());
}

/// Once in a process and never undone: it takes 5 ms, for the certificates of its network part.
void initialise_library() {
  static const int result = [] {
    const int started = git_libgit2_init();
    if (started < 0) return started;
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    for (const int level : {GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM,
                            GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL}) {
      git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
    }
    return started;
  }();
  check(result, "cannot start libgit2");
}

git_object_t to_git(Type type) {
  switch (type) {
    case Type::tree:
      return GIT_OBJECT_TREE;
    case Type::commit:
      return GIT_OBJECT_COMMIT;
    case Type::blob:
      break;
  }
  return GIT_OBJECT_BLOB;
}

std::optional<Type> from_git(git_object_t type) {
  switch (type) {
    case GIT_OBJECT_BLOB:
      return Type::blob;
    case GIT_OBJECT_TREE:
      return Type::tree;
    case GIT_OBJECT_COMMIT:
      return Type::commit;
    default:
      return std::nullopt;
  }
}

std::string hex(const git_oid& id) {
  std::string text(GIT_OID_HEXSZ, '0');
  git_oid_fmt(text.data(), &id);
  return text;
}

std::optional<git_oid> parse_id(const std::string& text) {
  git_oid id;
  if (text.size() != GIT_OID_HEXSZ || git_oid_fromstr(&id, text.c_str()) < 0) return std::nullopt;
  return id;
}

struct LineSink {
  const std::function<void(char, std::string_view)>* line;
  std::exception_ptr failure;

  int give(char origin, std::string_view text) noexcept {
    try {
      (*line)(origin, text);
      return 0;
    } catch (...) {
      failure = std::current_exception();
      return GIT_EUSER;
    }
  }
};

int on_hunk(const git_diff_delta*, const git_diff_hunk* hunk, void* sink) {
  return static_cast<LineSink*>(sink)->give('@', {hunk->header, hunk->header_len});
}

int on_line(const git_diff_delta*, const git_diff_hunk*, const git_diff_line* line, void* sink) {
  std::string_view text(line->content, line->content_len);
  switch (line->origin) {
    case GIT_DIFF_LINE_CONTEXT:
    case GIT_DIFF_LINE_ADDITION:
    case GIT_DIFF_LINE_DELETION:
      return static_cast<LineSink*>(sink)->give(line->origin, text);
    case GIT_DIFF_LINE_CONTEXT_EOFNL:
    case GIT_DIFF_LINE_ADD_EOFNL:
    case GIT_DIFF_LINE_DEL_EOFNL:
      return static_cast<LineSink*>(sink)->give('\\', "No newline at end of file");
    default:
      return 0;
  }
}

}  // namespace

struct ObjectDatabase::Handles {
  Repository repository;
  Odb odb;
};

void ObjectDatabase::create(const std::string& path) {
  initialise_library();
  git_repository_init_options options = GIT_REPOSITORY_INIT_OPTIONS_INIT;
  options.flags =
      GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_MKDIR | GIT_REPOSITORY_INIT_NO_REINIT;
  options.initial_head = "main";
  Repository repository;
  const std::string doing = "cannot create '" + path + "'";
  check(git_repository_init_ext(base::out(repository), path.c_str(), &options), doing);
  GitConfig config;
  check(git_repository_config(base::out(config), repository.get()), doing);
  check(git_config_set_int32(config.get(), "gc.auto", 0), doing);
  check(git_config_set_string(config.get(), "gc.pruneExpire", "never"), doing);
  check(git_config_set_bool(config.get(), "maintenance.auto", 0), doing);
}

ObjectDatabase::ObjectDatabase(const std::string& path)
    : path_(path), handles_(std::make_unique<Handles>()) {
  initialise_library();
  if (git_repository_open_bare(base::out(handles_->repository), path.c_str()) < 0) {
    throw base::Error(base::ErrorCode::invalid,
                      "cannot open '" + path + "' as a git repository: " + reason());
  }
  check(git_repository_odb(base::out(handles_->odb), handles_->repository.get()),
        "cannot open the objects of '" + path + "'");
}

ObjectDatabase::~ObjectDatabase() = default;
ObjectDatabase::ObjectDatabase(ObjectDatabase&&) noexcept = default;

std::string ObjectDatabase::write(Type type, std::string_view content) {
  git_oid id;
  const std::string doing = "cannot write an object to '" + path_ + "'";
  check(git_odb_hash(&id, content.data(), content.size(), to_git(type)), doing);
  git_odb* odb = handles_->odb.get();
  if (git_odb_exists(odb, &id) == 1) {
    OdbObject object;
    if (git_odb_read(base::out(object), odb, &id) == 0) return hex(id);
    // libgit2 would take the damaged file for the object and write nothing.
    const std::string name = hex(id);
    os::remove_file(path_ + "/objects/" + name.substr(0, 2) + "/" + name.substr(2));
  }
  check(git_odb_write(&id, odb, content.data(), content.size(), to_git(type)), doing);
  return hex(id);
}

std::optional<Object> ObjectDatabase::read(const std::string& id) const {
  const std::optional<git_oid> parsed = parse_id(id);
  if (!parsed) return std::nullopt;
  OdbObject object;
  const int result = git_odb_read(base::out(object), handles_->odb.get(), &*parsed);
  if (result == GIT_ENOTFOUND) return std::nullopt;
  if (result < 0) {
    throw base::Error(base::ErrorCode::invalid,
                      "object " + id + " of '" + path_ + "' is damaged: " + reason());
  }
  const std::optional<Type> type = from_git(git_odb_object_type(object.get()));
  if (!type) return std::nullopt;
  return Object{*type, std::string(static_cast<const char*>(git_odb_object_data(object.get())),
                                   git_odb_object_size(object.get()))};
}

std::optional<Type> ObjectDatabase::type_of(const std::string& id) const {
  const std::optional<git_oid> parsed = parse_id(id);
  if (!parsed) return std::nullopt;
  std::size_t size = 0;
  git_object_t type = GIT_OBJECT_INVALID;
  if (git_odb_read_header(&size, &type, handles_->odb.get(), &*parsed) < 0) return std::nullopt;
  return from_git(type);
}

std::optional<std::string> ObjectDatabase::reference(const std::string& name) const {
  git_oid id;
  const int result = git_reference_name_to_id(&id, handles_->repository.get(), name.c_str());
  if (result == GIT_ENOTFOUND) return std::nullopt;
  if (result < 0) {
    throw base::Error(base::ErrorCode::invalid,
                      "'" + name + "' of '" + path_ + "' is damaged: " + reason());
  }
  return hex(id);
}

void diff_lines(std::string_view before, std::string_view after,
                const std::function<void(char origin, std::string_view text)>& line) {
  initialise_library();
  git_diff_options options = GIT_DIFF_OPTIONS_INIT;
  options.flags = GIT_DIFF_FORCE_TEXT;
  LineSink sink{&line, nullptr};
  const auto start = [](std::string_view text) { return text.data() ? text.data() : ""; };
  const int result = git_diff_buffers(start(before), before.size(), "a", start(after), after.size(),
                                      "b", &options, nullptr, nullptr, on_hunk, on_line, &sink);
  if (sink.failure) std::rethrow_exception(sink.failure);
  check(result, "cannot compare two texts");
}

}  // namespace objects
