#include "os/spawn.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace os {
namespace {

class FileActions {
 public:
  FileActions() { check(::posix_spawn_file_actions_init(&raw_)); }
  ~FileActions() { ::posix_spawn_file_actions_destroy(&raw_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;

  void duplicate(int from, int to) { check(::posix_spawn_file_actions_adddup2(&raw_, from, to)); }
  void open_null(int fd, int flags) {
    check(::posix_spawn_file_actions_addopen(&raw_, fd, "/dev/null", flags, 0));
  }
  void change_directory(const std::string& path) {
    check(::posix_spawn_file_actions_addchdir_np(&raw_, path.c_str()));
  }
  const posix_spawn_file_actions_t* get() const { return &raw_; }

 private:
  static void check(int error) {
    if (error != 0) throw base::io_error("prepare", "a program's files", error);
  }
  posix_spawn_file_actions_t raw_;
};

/// Nothing blocked and nothing ignored, except what a user asks for with nohup or `&`.
class Attributes {
 public:
  Attributes() {
    ::posix_spawnattr_init(&raw_);
    sigset_t none, reset;
    sigemptyset(&none);
    sigfillset(&reset);
    for (const int inherited : {SIGHUP, SIGINT, SIGQUIT}) sigdelset(&reset, inherited);
    ::posix_spawnattr_setsigmask(&raw_, &none);
    ::posix_spawnattr_setsigdefault(&raw_, &reset);
    ::posix_spawnattr_setflags(&raw_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~Attributes() { ::posix_spawnattr_destroy(&raw_); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  const posix_spawnattr_t* get() const { return &raw_; }

 private:
  posix_spawnattr_t raw_;
};

Fd above_standard(int fd, const Command& command) {
  Fd owned(fd);
  if (fd > 2) return owned;
  Fd moved(::fcntl(fd, F_DUPFD_CLOEXEC, 3));
  if (!moved) throw run_error(command, errno);
  return moved;
}

void arrange(FileActions& actions, const Command& command, const Streams& streams) {
  if (streams.in >= 0) {
    actions.duplicate(streams.in, 0);
  } else {
    actions.open_null(0, O_RDONLY);
  }
  if (streams.error >= 0) {
    actions.duplicate(streams.error, 2);
  } else if (command.error != Command::Stderr::inherit) {
    actions.open_null(2, O_WRONLY);
  }
  if (streams.out >= 0) {
    actions.duplicate(streams.out, 1);
  } else if (command.output == Command::Stdout::to_stderr) {
    actions.duplicate(2, 1);
  }
}

}  // namespace

base::Error run_error(const Command& command, int error_number) {
  const std::string& program = command.argv.front();
  if (!command.directory.empty() && (error_number == ENOENT || error_number == ENOTDIR)) {
    return base::io_error("run '" + program + "' in", command.directory, error_number);
  }
  return base::io_error("run", program, error_number);
}

std::string resolve_program(const Command& command) {
  if (command.argv.empty()) {
    throw base::Error(base::ErrorCode::internal, "cannot run a command without a program");
  }
  const std::string& program = command.argv.front();
  if (auto path = find_program(program)) return *std::move(path);
  throw base::Error(
      base::ErrorCode::not_found, "cannot run '" + program + "': no such program",
      program.find('/') == program.npos ? "install it, or add its directory to PATH" : "");
}

Pipe make_pipe(const Command& command) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw run_error(command, errno);
  Fd read(ends[0]), write(ends[1]);
  read = above_standard(read.release(), command);
  write = above_standard(write.release(), command);
  return {std::move(read), std::move(write)};
}

pid_t spawn(const Command& command, const Streams& streams) {
  const std::string program = resolve_program(command);
  Arguments arguments(command);
  FileActions actions;
  const Attributes attributes;
  arrange(actions, command, streams);
  if (!command.directory.empty()) actions.change_directory(command.directory);
  pid_t pid = -1;
  const int error = ::posix_spawn(&pid, program.c_str(), actions.get(), attributes.get(),
                                  arguments.argv(), arguments.environment());
  if (error != 0) throw run_error(command, error);
  return pid;
}

int wait_for(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace os
