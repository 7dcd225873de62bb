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
  const bool everywhere = argc >= 2 && std::strcmp(argv[1], "--global") == 0;
  if (everywhere) {
    --argc;
    ++argv;
  }
  const char* const event = argc >= 2 ? argv[1] : "";
  // For a repository on the same machine the environment would be that of whoever pushes to it.
  if (std::strcmp(event, "pre-receive") == 0) {
    unsetenv("GIT_AGENTS");
    unsetenv("GIT_AGENTS_SKIP");
  }
  const char* switched = std::getenv("GIT_AGENTS");
  if (switched && std::strcmp(switched, "0") == 0) return 0;
  if (std::strcmp(event, "--version") == 0) {
    hooks::say("git-agents-hook version " GIT_AGENTS_VERSION "\n");
    return 0;
  }
  if (argc < 2) {
    hooks::say("usage: git-agents-hook [--global] <event> [<argument>...]\n");
    return 129;
  }
  std::signal(SIGPIPE, SIG_IGN);
  const std::vector<std::string> arguments(argv + 2, argv + argc);
  return hooks::run(event, arguments, everywhere);
}
