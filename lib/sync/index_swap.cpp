#include "sync/index_swap.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "base/error.hpp"
#include "base/shell_word.hpp"
#include "git/failure.hpp"

namespace syncing {
namespace {

/// What stands in a lock of ours; git's own are empty or hold an index.
constexpr std::string_view mark = "git agents pull\n";

void take(const std::string& lock) {
  const os::Fd fd(::open(lock.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644));
  if (!fd) {
    if (errno != EEXIST) throw base::io_error("create", lock, errno);
    throw base::Error(base::ErrorCode::busy,
                      "'" + lock + "' is there: another git command works there",
                      "if none does, it was killed: rm " + base::shell_word(lock));
  }
  if (::write(fd.get(), mark.data(), mark.size()) != static_cast<ssize_t>(mark.size())) {
    const int reason = errno;
    os::remove_file(lock);
    throw base::io_error("write", lock, reason);
  }
}

}  // namespace

IndexSwap::IndexSwap(const git::Repository& repository, const std::string& commit)
    : index_(os::join(repository.git_dir, "index")),
      lock_(index_ + ".lock"),
      scratch_(os::join(repository.git_dir, "agents-index")) {
  take(lock_);
  try {
    const std::string made = os::join(scratch_.path(), "index");
    std::error_code ignored;
    // Of a copy, git keeps what it knows of the files that stay as they are.
    std::filesystem::copy_file(index_, made, ignored);
    const std::vector<std::string> arguments = {"read-tree", "--reset", commit};
    auto git = git::command(repository, arguments);
    git.environment.emplace_back("GIT_INDEX_FILE", made);
    const auto result = os::run(git);
    if (!result.ok()) throw git::failure(arguments, result);
  } catch (...) {
    os::remove_file(lock_);
    throw;
  }
}

IndexSwap::~IndexSwap() {
  ::unlink(lock_.c_str());
}

void IndexSwap::commit() {
  const std::string made = os::join(scratch_.path(), "index");
  if (std::rename(made.c_str(), index_.c_str()) != 0)
    throw base::io_error("replace", index_, errno);
}

void remove_stale_index_lock(const git::Repository& repository) {
  const std::string lock = os::join(repository.git_dir, "index.lock");
  const auto stat = os::stat_if_exists(lock);
  if (!stat || !stat->is_file() || stat->size != mark.size()) return;
  if (os::read_file_if_exists(lock, mark.size()) == mark) os::remove_file(lock);
}

}  // namespace syncing
