#include <algorithm>
#include <cerrno>
#include <cstring>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "git-agents/dispatch.hpp"
#include "git-agents/output.hpp"
#include "git-agents/session.hpp"

namespace {

/// What a shell shows for a process that died of SIGPIPE.
constexpr int broken_pipe = 141;

int run(const std::vector<std::string>& words) {
  try {
    cli::Session session;
    return cli::dispatch(cli::commands(), words, session);
  } catch (const std::exception& error) {
    std::cout.flush();
    return cli::print_failure(std::cerr, error);
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  cli::Output output(1);
  std::streambuf* const original = std::cout.rdbuf(&output);
  std::cin.tie(nullptr);
  int code = run({argv + std::min(argc, 1), argv + argc});
  std::cout.flush();
  std::cout.rdbuf(original);
  if (output.error() == EPIPE) return broken_pipe;
  if (output.error() != 0) {
    std::cerr << "fatal: cannot write to standard output: " << std::strerror(output.error())
              << '\n';
    code = cli::Exit::failure;
  }
  return code;
}
