#include "sync/unhooked.hpp"

#include "git/failure.hpp"

namespace syncing {

os::Command unhooked_command(const git::Repository& cache, std::vector<std::string> arguments) {
  os::Command git = git::command(cache, std::move(arguments));
  git.argv.insert(git.argv.begin() + 1, {"-c", "core.hooksPath=/dev/null"});
  return git;
}

std::string unhooked(const git::Repository& cache, std::vector<std::string> arguments,
                     std::string input) {
  os::Command git = unhooked_command(cache, arguments);
  git.input = std::move(input);
  os::Result result = os::run(git);
  if (!result.ok()) throw git::failure(arguments, result);
  return std::move(result.output);
}

}  // namespace syncing
