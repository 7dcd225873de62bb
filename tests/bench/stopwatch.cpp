// stopwatch RUNS BEFORE COMMAND [ARGUMENT...]
//
// Runs COMMAND (its output goes nowhere) RUNS times, each time after the shell command BEFORE, and
// prints the least and the median wall-clock time in milliseconds and the peak memory in KiB.

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

long peak_kib = 0;

double run_ms(char** command) {
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = ::fork();
  if (child == 0) {
    const int null = ::open("/dev/null", O_WRONLY);
    ::dup2(null, STDOUT_FILENO);
    ::execvp(command[0], command);
    std::perror(command[0]);
    ::_exit(127);
  }
  int status = 0;
  rusage usage = {};
  if (child < 0 || ::wait4(child, &status, 0, &usage) != child || status != 0) {
    std::fprintf(stderr, "stopwatch: %s failed\n", command[0]);
    std::exit(1);
  }
  peak_kib = std::max(peak_kib, usage.ru_maxrss);
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
      .count();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  std::vector<double> times;
  for (int runs = std::atoi(argv[1]); runs > 0; --runs) {
    if (*argv[2] != '\0' && std::system(argv[2]) != 0) return 1;
    times.push_back(run_ms(argv + 3));
  }
  if (times.empty()) return 2;
  std::sort(times.begin(), times.end());
  std::printf("%.2f %.2f %ld\n", times.front(), times[times.size() / 2], peak_kib);
}
