#include <unistd.h>

#include <filesystem>

#include "base/error.hpp"
#include "base/text.hpp"
#include "git-agents/doctor_checks.hpp"
#include "git-agents/installation.hpp"
#include "os/file.hpp"
#include "os/process.hpp"
#include "track/state.hpp"

namespace cli {
namespace {

using enum Check::Level;

/// "2.39.5" of "git version 2.39.5 (Apple …)".
std::string_view version_number(std::string_view line) {
  static constexpr std::string_view prefix = "git version ";
  if (line.starts_with(prefix)) line.remove_prefix(prefix.size());
  return line.substr(0, line.find_first_of(" \n"));
}

bool older(std::string_view version, int major, int minor) {
  const auto dot = version.find('.');
  const int its_major = std::atoi(std::string(version.substr(0, dot)).c_str());
  const int its_minor =
      dot == version.npos ? 0 : std::atoi(std::string(version.substr(dot + 1)).c_str());
  return its_major < major || (its_major == major && its_minor < minor);
}

void check_git(Checks& checks) {
  const auto git = os::find_program("git");
  if (!git) {
    checks.push_back({error, "git", "git is not on PATH", "install git"});
    return;
  }
  os::Command command;
  command.argv = {*git, "version"};
  const std::string output = os::run(command).output;
  const std::string version(version_number(output));
  if (older(version, 2, 31)) {
    checks.push_back({error, "git", "git " + version + " is too old", "install git 2.31 or later"});
  } else {
    checks.push_back({ok, "git", "git " + version, ""});
  }
}

void check_hook_program(Checks& checks) {
  try {
    const std::string program = hook_program();
    os::Command command;
    command.argv = {program, "--version"};
    command.environment = {{"GIT_AGENTS", std::nullopt}};
    const auto result = os::run(command);
    // Hooks say everything on stderr, this too.
    const std::string version(base::trim(result.output + result.error));
    if (!result.ok() || !version.ends_with(" " GIT_AGENTS_VERSION)) {
      checks.push_back({error, "programs",
                        "'" + program + "' says '" + version + "', but git-agents is version " +
                            GIT_AGENTS_VERSION,
                        "install both programs together"});
    } else {
      checks.push_back({ok, "programs", "git-agents and git-agents-hook " GIT_AGENTS_VERSION, ""});
    }
  } catch (const base::Error& problem) {
    checks.push_back({error, "programs", problem.message(), problem.hint()});
  }
}

void check_path(Checks& checks) {
  const auto found = os::find_program("git-agents");
  std::error_code ignored;
  if (!found) {
    checks.push_back({warning, "programs",
                      "git-agents is not on PATH, so 'git agents' does not work",
                      "add '" + std::string(os::parent(os::own_path())) + "' to PATH"});
  } else if (!std::filesystem::equivalent(*found, os::own_path(), ignored)) {
    checks.push_back({warning, "programs",
                      "'git agents' runs '" + *found + "', not '" + os::own_path() + "'",
                      "remove one of them, or change their order on PATH"});
  } else {
    checks.push_back({ok, "programs", "'git agents' runs '" + *found + "'", ""});
  }
}

void check_manual(Checks& checks) {
  const auto man = os::find_program("man");
  if (!man) {
    checks.push_back({warning, "manual",
                      "man is not installed, so 'git agents --help' shows nothing",
                      "install man-db, or use 'git agents -h'"});
    return;
  }
  os::Command command;
  command.argv = {*man, "-w", "git-agents"};
  if (os::run(command).ok()) {
    checks.push_back({ok, "manual", "the manual page is installed", ""});
  } else {
    checks.push_back({warning, "manual",
                      "man does not find git-agents(1), so 'git agents --help' shows nothing",
                      "run 'cmake --install', or add its share/man to MANPATH"});
  }
}

void check_state(Checks& checks) {
  const std::string directory = track::state_directory();
  if (const auto problem = track::check_state(directory)) {
    checks.push_back({error, "state", *problem,
                      "nothing is deployed until it is repaired; keep a copy of '" + directory +
                          "' before you do anything"});
  } else {
    checks.push_back({ok, "state", "ledger, journal and history in '" + directory + "'", ""});
  }
}

}  // namespace

std::string_view to_string(Check::Level level) {
  switch (level) {
    case ok:
      return "ok";
    case warning:
      return "warning";
    case error:
      break;
  }
  return "error";
}

void check_machine(Checks& checks) {
  check_git(checks);
  check_hook_program(checks);
  check_path(checks);
  check_manual(checks);
  check_state(checks);
}

}  // namespace cli
