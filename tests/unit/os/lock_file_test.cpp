#include "os/lock_file.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "os/process.hpp"
#include "support/temp_dir.hpp"
#include "unit/os/error_of.hpp"

namespace {

using namespace std::chrono_literals;
using os::LockFile;

/// Another process that holds the lock until the end of the scope.
class Holder {
 public:
  explicit Holder(const std::string& path) {
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("pipe");
    pid_ = ::fork();
    if (pid_ == 0) {
      const LockFile lock(path, "deploy", 0ms);
      static_cast<void>(!::write(ends[1], "x", 1));
      ::pause();
      ::_exit(0);
    }
    char byte;
    static_cast<void>(!::read(ends[0], &byte, 1));
    ::close(ends[0]);
    ::close(ends[1]);
  }
  ~Holder() { stop(); }
  void stop() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }
  pid_t pid() const { return pid_; }

 private:
  pid_t pid_;
};

TEST(LockFile, NamesItsOwner) {
  const test::TempDir dir;
  const LockFile lock(dir.at("lock"), "deploy", 0ms);
  EXPECT_EQ(dir.read("lock"), "pid " + std::to_string(::getpid()) + " deploy\n");
}

TEST(LockFile, IsRefusedWhileAnotherProcessHoldsIt) {
  const test::TempDir dir;
  Holder holder(dir.at("lock"));
  EXPECT_FALSE(LockFile::try_lock(dir.at("lock"), "pull"));
  const auto error = test::error_of([&] { LockFile(dir.at("lock"), "pull", 5ms); });
  EXPECT_EQ(error.code(), base::ErrorCode::busy);
  EXPECT_EQ(error.message(), "cannot lock '" + dir.at("lock") + "': it is held by pid " +
                                 std::to_string(holder.pid()) + " deploy");
  EXPECT_EQ(error.hint(), "try again when it has finished");
}

TEST(LockFile, IsFreedByTheDeathOfItsOwner) {
  const test::TempDir dir;
  Holder holder(dir.at("lock"));
  holder.stop();
  EXPECT_TRUE(LockFile::try_lock(dir.at("lock"), "pull"));
}

TEST(LockFile, IsReleasedAtTheEndOfItsScope) {
  const test::TempDir dir;
  { const LockFile lock(dir.at("lock"), "a", 0ms); }
  const auto second = LockFile::try_lock(dir.at("lock"), "b");
  EXPECT_TRUE(second);
  EXPECT_FALSE(LockFile::try_lock(dir.at("lock"), "c"));
}

TEST(LockFile, IsNotInheritedByAProgramThatOutlivesIt) {
  const test::TempDir dir;
  std::optional<LockFile> lock = LockFile::try_lock(dir.at("lock"), "a");
  os::Command command;
  command.argv = {"cat"};
  const os::Child child(command);
  lock.reset();
  EXPECT_TRUE(LockFile::try_lock(dir.at("lock"), "b"));
}

TEST(LockFile, NamesAPathThatCannotBeLocked) {
  const test::TempDir dir;
  EXPECT_EQ(test::error_of([&] { LockFile::try_lock(dir.at("no/lock"), "a"); }).message(),
            "cannot lock '" + dir.at("no/lock") + "': No such file or directory");
}

}  // namespace
