#pragma once

#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "os/process.hpp"
#include "support/temp_dir.hpp"

extern char** environ;

namespace test {

/// Makes this process's environment that of a user who has only just been created: no GIT_*, an
/// empty HOME with a minimal ~/.gitconfig, fixed dates, no system configuration. May be called any
/// number of times; the home directory lives as long as the process and is the same every time.
inline const std::string& clean_environment() {
  static const TempDir home;
  std::vector<std::string> inherited;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    if (std::strncmp(*entry, "GIT_", 4) == 0) {
      inherited.emplace_back(*entry, std::strcspn(*entry, "="));
    }
  }
  for (const std::string& name : inherited) unsetenv(name.c_str());
  const std::string global = home.write(
      ".gitconfig",
      "[user]\n\tname = A U Thor\n\temail = author@example.com\n[init]\n\tdefaultBranch = main\n");
  const auto set = [](const char* name, const std::string& value) {
    setenv(name, value.c_str(), 1);
  };
  set("HOME", home.path());
  set("XDG_CONFIG_HOME", home.at(".config"));
  set("XDG_CACHE_HOME", home.at(".cache"));
  set("XDG_STATE_HOME", home.at(".local/state"));
  set("XDG_DATA_HOME", home.at(".local/share"));
  set("GIT_CONFIG_GLOBAL", global);
  set("GIT_CONFIG_NOSYSTEM", "1");
  set("GIT_AUTHOR_DATE", "2026-01-02T03:04:05Z");
  set("GIT_COMMITTER_DATE", "2026-01-02T03:04:05Z");
  set("GIT_CEILING_DIRECTORIES", std::filesystem::path(home.path()).parent_path().string());
  set("LC_ALL", "C.UTF-8");
  unsetenv("LANGUAGE");
  return home.path();
}

/// Runs git in `directory`; gives stdout without its last newline, throws with stderr on failure.
inline std::string run_git(const std::string& directory, std::vector<std::string> arguments,
                           const std::string& input = {}) {
  os::Command command;
  command.argv = {"git"};
  command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
  command.directory = directory;
  command.input = input;
  os::Result result = os::run(command);
  if (!result.ok()) {
    std::string text = "git";
    for (const std::string& argument : arguments) text += " " + argument;
    throw std::runtime_error(text + ": " + result.error);
  }
  if (result.output.ends_with('\n')) result.output.pop_back();
  return result.output;
}

/// A new repository in a temporary directory of its own, in a clean environment.
class TempRepo {
 public:
  /// `options` go to `git init`, e.g. {"--object-format=sha256"} or {"--bare"}.
  explicit TempRepo(const std::vector<std::string>& options = {}) {
    clean_environment();
    std::vector<std::string> arguments = {"init", "-q"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    run_git(directory_.path(), arguments);
  }

  const std::string& path() const { return directory_.path(); }
  std::string at(std::string_view name) const { return directory_.at(name); }
  std::string write(std::string_view name, std::string_view content) const {
    return directory_.write(name, content);
  }
  std::string read(std::string_view name) const { return directory_.read(name); }

  template <class... Arguments>
  std::string git(Arguments&&... arguments) const {
    return run_git(path(), {std::string(std::forward<Arguments>(arguments))...});
  }
  /// The same with something on stdin.
  std::string git_with_input(const std::string& input, std::vector<std::string> arguments) const {
    return run_git(path(), std::move(arguments), input);
  }
  /// Adds all that is in the work tree and commits it, also where nothing changed; gives the id.
  std::string commit(const std::string& message) const {
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "--no-verify", "-m", message);
    return git("rev-parse", "HEAD");
  }

 private:
  TempDir directory_;
};

}  // namespace test
