#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "hooks/here.hpp"
#include "hooks/hook.hpp"

// git-agents-hook [--global] EVENT [ARGUMENTS]: what the installed hooks run. Statically linked,
// and neither a network library nor libgit2 is in it, so that it starts in half a millisecond.
int main(int argc, char** argv) {
  const char* switched = std::getenv("GIT_AGENTS");
  if (switched && std::strcmp(switched, "0") == 0) return 0;
  if (argc >= 2 && std::strcmp(argv[1], "--version") == 0) {
    hooks::say("git-agents-hook version " GIT_AGENTS_VERSION "\n");
    return 0;
  }
  const bool everywhere = argc >= 2 && std::strcmp(argv[1], "--global") == 0;
  if (everywhere) {
    --argc;
    ++argv;
  }
  if (argc < 2) {
    hooks::say("usage: git-agents-hook [--global] <event> [<argument>...]\n");
    return 129;
  }
  std::signal(SIGPIPE, SIG_IGN);
  const std::vector<std::string> arguments(argv + 2, argv + argc);
  return hooks::run(argv[1], arguments, everywhere);
}
