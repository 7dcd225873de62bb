#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "os/spawn.hpp"

namespace os {
namespace {

/// Everything that the new process needs, prepared before the fork: after it, in a program with
/// threads, only async-signal-safe calls are allowed.
struct Plan {
  const char* program;
  char* const* argv;
  char* const* environment;
  const char* directory;  ///< null = stay
  int null, log, report;  ///< descriptors of 3 or higher; `report` takes a Report
  int descriptors;        ///< how many this process may have open
};

void close_from(int first, int limit) {
#ifdef __linux__
  if (::close_range(static_cast<unsigned>(first), ~0U, 0) == 0) return;
#endif
  for (int fd = first; fd < limit; ++fd) ::close(fd);
}

void reset_signals() {
  struct sigaction plain = {};
  plain.sa_handler = SIG_DFL;
  for (int signal = 1; signal < NSIG; ++signal) ::sigaction(signal, &plain, nullptr);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// What the new processes tell: which one becomes the program, and why it could not.
struct Report {
  pid_t pid = -1;
  int error = 0;
};

void tell(int report, const Report& what) {
  static_cast<void>(!::write(report, &what, sizeof what));
}

[[noreturn]] void fail(int report) {
  tell(report, {.error = errno});
  ::_exit(127);
}

[[noreturn]] void become(const Plan& plan) {
  reset_signals();
  if (plan.directory && ::chdir(plan.directory) != 0) fail(plan.report);
  if (::dup2(plan.null, 0) < 0 || ::dup2(plan.log, 1) < 0 || ::dup2(plan.log, 2) < 0) {
    fail(plan.report);
  }
  if (plan.report != 3 && ::dup2(plan.report, 3) < 0) fail(plan.report);
  if (::fcntl(3, F_SETFD, FD_CLOEXEC) != 0) fail(3);
  close_from(4, plan.descriptors);
  ::execve(plan.program, plan.argv, plan.environment);
  fail(3);
}

[[noreturn]] void start(const Plan& plan) {
  ::setsid();
  const pid_t pid = ::fork();
  if (pid == 0) become(plan);
  if (pid < 0) fail(plan.report);
  tell(plan.report, {.pid = pid});
  ::_exit(0);
}

/// All that is reported until the program runs or nobody is left to report.
Report read_report(const Fd& from) {
  Report all;
  for (;;) {
    Report part;
    const ssize_t got = ::read(from.get(), &part, sizeof part);
    if (got < 0 && errno == EINTR) continue;
    if (got != sizeof part) return all;
    if (part.pid > 0) all.pid = part.pid;
    if (part.error != 0) all.error = part.error;
  }
}

Fd open_file(const std::string& path, int flags, mode_t mode) {
  Fd fd(::open(path.c_str(), flags | O_CLOEXEC, mode));
  if (fd && fd.get() < 3) fd = Fd(::fcntl(fd.get(), F_DUPFD_CLOEXEC, 3));
  if (!fd) throw base::io_error("open", path, errno);
  return fd;
}

}  // namespace

bool Detached::ends_within(std::chrono::milliseconds time) const {
#ifdef SYS_pidfd_open
  const Fd process(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
  if (!process) return errno == ESRCH;
  struct pollfd ended = {process.get(), POLLIN, 0};
  return ::poll(&ended, 1, static_cast<int>(time.count())) == 1;
#else
  static_cast<void>(time);
  return false;
#endif
}

Detached spawn_detached(const Command& command, const std::string& log_path) {
  const std::string program = resolve_program(command);
  Arguments arguments(command);
  const Fd null = open_file("/dev/null", O_RDONLY, 0);
  const Fd log = open_file(log_path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NOCTTY, 0600);
  Pipe report = make_pipe(command);
  const Plan plan{.program = program.c_str(),
                  .argv = arguments.argv(),
                  .environment = arguments.environment(),
                  .directory = command.directory.empty() ? nullptr : command.directory.c_str(),
                  .null = null.get(),
                  .log = log.get(),
                  .report = report.write.get(),
                  .descriptors = static_cast<int>(std::min(::sysconf(_SC_OPEN_MAX), 65536L))};
  const pid_t pid = ::fork();
  if (pid == 0) start(plan);
  if (pid < 0) throw run_error(command, errno);
  report.write.reset();
  wait_for(pid);
  const Report told = read_report(report.read);
  if (told.error != 0) throw run_error(command, told.error);
  return Detached(told.pid);
}

}  // namespace os
