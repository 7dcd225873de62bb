#include "git/transport.hpp"

#include <algorithm>
#include <initializer_list>

#include "base/text.hpp"
#include "os/environment.hpp"

namespace git {
namespace {

/// A setting that holds for this command alone. They go before the user's own `-c`, which only
/// count in the user's own repository.
void set(std::vector<std::string>& argv, std::string setting) {
  argv.emplace_back("-c");
  argv.push_back(std::move(setting));
}

/// The user's ssh command, told to ask nothing. A shell reads it where ssh is used at all, and its
/// configuration is that of the repository there.
constexpr const char* quiet_ssh =
    "f() { c=$(git config core.sshCommand) || c=ssh; "
    "case $(git config ssh.variant):$c in simple:* | *plink*) ;; "
    "*) c=\"$c -o BatchMode=yes -o ServerAliveInterval=15 -o ServerAliveCountMax=4 -o "
    "ConnectTimeout=20\" ;; esac; "
    "eval \"$c \\\"\\$@\\\"\"; }; f";

void forbid_prompts(os::Command& git) {
  git.environment.emplace_back("GIT_TERMINAL_PROMPT", "0");
  // Programs that ask in a window.
  for (const char* name : {"GIT_ASKPASS", "SSH_ASKPASS"}) git.environment.emplace_back(name, "");
  git.environment.emplace_back("SSH_ASKPASS_REQUIRE", "never");
  git.environment.emplace_back("GCM_INTERACTIVE", "never");
  if (!os::variable("GIT_SSH_COMMAND") && !os::variable("GIT_SSH")) {
    git.environment.emplace_back("GIT_SSH_COMMAND", quiet_ssh);
  }
}

os::Command prepared(os::Command git, const Access& access, std::vector<std::string> arguments) {
  git.argv.resize(1);
  set(git.argv, "core.hooksPath=/dev/null");
  set(git.argv, "http.lowSpeedLimit=1");
  set(git.argv, "http.lowSpeedTime=30");
  set(git.argv, "submodule.recurse=false");
  for (const auto& setting : access.settings) set(git.argv, setting);
  std::ranges::move(arguments, std::back_inserter(git.argv));
  git.environment.emplace_back("GIT_ALLOW_PROTOCOL", "https:http:ssh:git:file");
  git.environment.emplace_back("GIT_PROTOCOL_FROM_USER", "1");
  for (const auto& [name, value] : access.environment) git.environment.emplace_back(name, value);
  if (access.may_prompt) {
    std::erase_if(git.environment,
                  [](const auto& variable) { return variable.first == "GIT_TERMINAL_PROMPT"; });
  } else {
    forbid_prompts(git);
  }
  if (!access.may_prompt && os::find_program("timeout")) {
    const std::vector<std::string> limit = {"timeout", "--kill-after=10",
                                            std::to_string(access.deadline.count())};
    git.argv.insert(git.argv.begin(), limit.begin(), limit.end());
  }
  return git;
}

constexpr int ended_by_deadline = 124;  ///< timeout(1)

bool says(const std::string& text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(
      words, [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

}  // namespace

os::Command remote_command(const Repository& repository, const Access& access,
                           std::vector<std::string> arguments) {
  return prepared(command(repository, {}), access, std::move(arguments));
}

os::Command remote_command(const std::string& directory, const Access& access,
                           std::vector<std::string> arguments) {
  os::Command git;
  git.argv = {"git"};
  git.directory = directory;
  for (const char* name : local_variables()) git.environment.emplace_back(name, std::nullopt);
  // Whatever repository that directory lies in is not meant.
  git.environment.emplace_back("GIT_DIR", "/dev/null");
  git.environment.emplace_back("LC_ALL", "C");
  return prepared(std::move(git), access, std::move(arguments));
}

// The words of git 2.31 to 2.55, of OpenSSH 8 to 10 and of libcurl, under LC_ALL=C.
RemoteFailure remote_failure(const os::Result& result) {
  if (result.status == ended_by_deadline) return RemoteFailure::unreachable;
  const std::string text = base::to_lower_ascii(result.error);
  if (says(text, {"couldn't find remote ref", "could not find remote ref", "not our ref",
                  "no such ref", "unadvertised object"}) ||
      (says(text, {"remote branch"}) && says(text, {"not found"}))) {
    return RemoteFailure::no_ref;
  }
  if (says(text,
           {"[rejected]", "non-fast-forward", "fetch first", "[remote rejected]", "stale info"})) {
    return RemoteFailure::rejected;
  }
  if (says(text, {"error: 403", "write access to repository not granted", "denied to ",
                  "not allowed to push", "read-only"})) {
    return RemoteFailure::forbidden;
  }
  if (says(text, {"terminal prompts disabled", "could not read username", "could not read password",
                  "authentication failed", "permission denied (", "host key verification failed",
                  "error: 401", "access denied", "invalid username or"})) {
    return RemoteFailure::credentials;
  }
  if (says(text, {"could not resolve", "connection refused", "timed out", "failed to connect",
                  "couldn't connect", "could not connect", "network is unreachable",
                  "connection reset", "no route to host", "operation too slow", "empty reply",
                  "unable to connect", "connection closed", "error: 5", "early eof",
                  "unexpected disconnect", "the remote end hung up", "transfer closed"})) {
    // A server that hangs up has mostly said why before.
    if (says(text, {"does not appear to be a git repository", "repository not found",
                    "does not exist"})) {
      return RemoteFailure::not_found;
    }
    return RemoteFailure::unreachable;
  }
  if (says(text,
           {"not found", "error: 404", "does not appear to be a git repository", "does not exist",
            "could not read from remote repository", "not valid: is this"})) {
    return RemoteFailure::not_found;
  }
  return RemoteFailure::other;
}

std::string without_credentials(std::string text) {
  for (std::size_t at = text.find("://"); at != std::string::npos; at = text.find("://", at)) {
    at += 3;
    const std::size_t end = std::min(text.find_first_of("/ \t\r\n'\"", at), text.size());
    const std::size_t user = text.rfind('@', end == 0 ? 0 : end - 1);
    if (user != std::string::npos && user >= at && user < end) text.replace(at, user - at, "***");
  }
  return text;
}

}  // namespace git
