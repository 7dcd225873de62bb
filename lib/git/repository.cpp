#include "git/repository.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "base/error.hpp"
#include "base/text.hpp"
#include "git/failure.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"

namespace git {
namespace {

constexpr std::array<const char*, 16> local_variable_names = {
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_CONFIG",
    "GIT_CONFIG_PARAMETERS",
    "GIT_CONFIG_COUNT",
    "GIT_OBJECT_DIRECTORY",
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_GRAFT_FILE",
    "GIT_INDEX_FILE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_REPLACE_REF_BASE",
    "GIT_PREFIX",
    "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_COMMON_DIR",
};

void remove_local_variables(os::Command& git) {
  for (const char* name : local_variables()) git.environment.emplace_back(name, std::nullopt);
}

std::string without_last_slash(std::string path) {
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

struct Answer {
  std::string text;
  bool flag = false;
};

/// Takes "text\n(true|false)\n" from the front. The paths are asked for with booleans between them
/// because a path may hold a newline.
std::optional<Answer> take_answer(std::string_view& output) {
  const std::size_t yes = output.find("\ntrue\n");
  const std::size_t no = output.find("\nfalse\n");
  const std::size_t end = std::min(yes, no);
  if (end == std::string_view::npos) return std::nullopt;
  Answer answer{without_last_slash(std::string(output.substr(0, end))), yes < no};
  output.remove_prefix(end + (answer.flag ? 6 : 7));
  return answer;
}

/// Makes a repository's own environment independent of the directory that git is run in. Relative
/// values of the other variables are relative to the work tree already (git changes to it first).
void name_own_repository(os::Command& git, const Repository& repository) {
  git.environment.emplace_back("GIT_PREFIX", std::nullopt);
  if (!os::variable("GIT_DIR") && !os::variable("GIT_WORK_TREE")) return;
  git.environment.emplace_back("GIT_DIR", repository.git_dir);
  if (!repository.work_tree.empty()) {
    git.environment.emplace_back("GIT_WORK_TREE", repository.work_tree);
  }
  if (os::variable("GIT_COMMON_DIR")) {
    git.environment.emplace_back("GIT_COMMON_DIR", repository.common_dir);
  }
}

}  // namespace

std::span<const char* const> local_variables() {
  return local_variable_names;
}

std::optional<Repository> discover(const std::string& directory) {
  const std::vector<std::string> arguments = {
      "rev-parse",        "--path-format=absolute", "--git-dir",      "--is-bare-repository",
      "--git-common-dir", "--is-inside-work-tree",  "--show-toplevel"};
  os::Command git;
  git.argv = {"git"};
  git.argv.insert(git.argv.end(), arguments.begin(), arguments.end());
  git.directory = directory;
  if (!directory.empty()) remove_local_variables(git);
  git.environment.emplace_back("LC_ALL", "C");
  const os::Result result = os::run(git);

  // Where there is no work tree the last question fails, but the others are answered.
  std::string_view output = result.output;
  const std::optional<Answer> git_dir = take_answer(output);
  const std::optional<Answer> common_dir = git_dir ? take_answer(output) : std::nullopt;
  if (!common_dir) {
    if (result.error.find("not a git repository (or any") != std::string::npos) return std::nullopt;
    throw failure(arguments, result);
  }
  Repository repository;
  repository.git_dir = git_dir->text;
  repository.common_dir = common_dir->text;
  repository.own = directory.empty();
  // With GIT_WORK_TREE the work tree is known outside of it, too.
  if (common_dir->flag && !result.ok()) throw failure(arguments, result);
  if (result.ok()) {
    if (output.ends_with('\n')) output.remove_suffix(1);
    repository.work_tree = without_last_slash(std::string(output));
  }
  return repository;
}

os::Command command(const Repository& repository, std::vector<std::string> arguments) {
  os::Command git;
  git.argv.reserve(arguments.size() + 4);
  git.argv = {"git", "--literal-pathspecs"};
  if (!repository.run_hooks) git.argv.insert(git.argv.end(), {"-c", "core.hooksPath=/dev/null"});
  std::ranges::move(arguments, std::back_inserter(git.argv));
  if (!repository.in_hook) {
    git.directory = repository.work_tree.empty() ? repository.git_dir : repository.work_tree;
    if (repository.own) {
      name_own_repository(git, repository);
    } else {
      remove_local_variables(git);
    }
  }
  // Git refuses to combine these with literal pathspecs.
  for (const char* name : {"GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"}) {
    if (os::variable(name)) git.environment.emplace_back(name, std::nullopt);
  }
  git.environment.emplace_back("GIT_NO_LAZY_FETCH", "1");
  git.environment.emplace_back("GIT_OPTIONAL_LOCKS", "0");
  git.environment.emplace_back("GIT_TERMINAL_PROMPT", "0");
  // Its words are matched where they tell absence from failure; and no locale must be loaded.
  git.environment.emplace_back("LC_ALL", "C");
  return git;
}

std::string query(const Repository& repository, std::vector<std::string> arguments,
                  std::string input) {
  os::Command git = command(repository, arguments);
  git.input = std::move(input);
  os::Result result = os::run(git);
  if (!result.ok()) throw failure(arguments, result);
  return std::move(result.output);
}

std::optional<std::string> query_if(const Repository& repository,
                                    std::vector<std::string> arguments, std::string input) {
  os::Command git = command(repository, std::move(arguments));
  git.input = std::move(input);
  os::Result result = os::run(git);
  if (!result.ok()) return std::nullopt;
  return std::move(result.output);
}

}  // namespace git
