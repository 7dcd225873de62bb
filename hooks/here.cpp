#include "hooks/here.hpp"

#include <unistd.h>

#include <cstdlib>

#include "base/error.hpp"
#include "git/config.hpp"

namespace hooks {
namespace {

constexpr std::size_t max_input = 64 << 20;

}  // namespace

git::Repository here() {
  if (auto repository = git::from_hook_environment()) return *repository;
  if (auto repository = git::discover()) {
    repository->in_hook = true;
    return *repository;
  }
  throw base::Error(base::ErrorCode::not_found, "not in a git repository");
}

bool switched_off(const git::Repository& repository) {
  return !git::Config::load(repository).boolean("agents.enabled", true);
}

void see_real_objects() {
  ::setenv("GIT_NO_REPLACE_OBJECTS", "1", 1);
}

std::string read_stdin() {
  std::string input;
  char buffer[65536];
  for (ssize_t n = 0; (n = ::read(STDIN_FILENO, buffer, sizeof buffer)) > 0;) {
    input.append(buffer, static_cast<std::size_t>(n));
    if (input.size() > max_input) {
      throw base::Error(base::ErrorCode::invalid, "git names too many refs");
    }
  }
  return input;
}

}  // namespace hooks
