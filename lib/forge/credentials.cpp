#include "forge/credentials.hpp"

#include <unistd.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "base/error.hpp"
#include "base/text.hpp"
#include "forge/token_sources.hpp"
#include "os/digest.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"
#include "os/process.hpp"

extern char** environ;

namespace forge {
namespace {

/// Tells two tokens apart. Short, so that a weak password cannot be found out from it.
std::string identity_of(const std::string& token) {
  constexpr std::size_t digits = 8;
  return token.empty() ? std::string() : os::sha256_hex("token " + token).substr(0, digits);
}

/// The first line of what a program printed.
std::string first_line(const std::string& output) {
  return std::string(base::trim(output.substr(0, output.find('\n'))));
}

bool has_helper(const git::Config& config) {
  return std::ranges::any_of(config.all(), [](const auto& entry) {
    return entry.first.starts_with("credential.") && entry.first.ends_with(".helper") &&
           !entry.second.empty();
  });
}

std::string from_git(const Remote& remote, const git::Config& config,
                     std::vector<std::string>& tried) {
  if (!has_helper(config)) {
    tried.emplace_back("git has no credential helper");
    return {};
  }
  os::Command git;
  git.argv = {"git", "credential", "fill"};
  git.environment = {{"GIT_TERMINAL_PROMPT", "0"},
                     {"GIT_ASKPASS", ""},
                     {"SSH_ASKPASS", std::nullopt},
                     {"GCM_INTERACTIVE", "never"}};
  git.input =
      "protocol=" + remote.scheme + "\nhost=" + remote.host + "\npath=" + remote.path + ".git\n\n";
  const os::Result result = os::run(git);
  constexpr std::string_view key = "\npassword=";
  const std::string lines = "\n" + result.output;
  const std::size_t at = lines.find(key);
  if (!result.ok() || at == lines.npos) {
    tried.emplace_back("git's credential helpers know no password for it");
    return {};
  }
  return first_line(lines.substr(at + key.size()));
}

std::string from_gh(const Remote& remote, std::vector<std::string>& tried) {
  if (!gh_knows(remote.host)) {
    tried.emplace_back(os::find_program("gh") ? "gh is not logged in there"
                                              : "gh is not installed");
    return {};
  }
  os::Command gh;
  gh.argv = {"gh", "auth", "token", "--hostname", remote.host};
  // Its own variables would be for another host.
  for (const std::string_view name : token_variables) {
    gh.environment.emplace_back(name, std::nullopt);
  }
  gh.environment.emplace_back("GH_PROMPT_DISABLED", "1");
  const os::Result result = os::run(gh);
  if (!result.ok() || first_line(result.output).empty()) {
    tried.emplace_back("'gh auth token' has none");
    return {};
  }
  return first_line(result.output);
}

std::string from_command(const std::string& command, const std::string& key) {
  os::Command shell;
  shell.argv = {"sh", "-c", command};
  const os::Result result = os::run(shell);
  const std::string token = first_line(result.output);
  if (result.ok() && !token.empty()) return token;
  throw base::Error(base::ErrorCode::invalid,
                    "the command of git configuration '" + key + "' " +
                        (result.ok() ? "printed no token"
                                     : "failed: exit status " + std::to_string(result.status)),
                    "run it yourself, or remove it: git config --unset " + key);
}

Credential look_up(const Remote& remote, const git::Config& config) {
  Credential credential;
  const auto found = [&](std::string token, std::string origin) {
    credential.identity = identity_of(token);
    credential.token = std::move(token);
    credential.origin = credential.token.empty() ? "" : std::move(origin);
    return !credential.token.empty();
  };
  if (!is_private(remote.api.empty() ? remote.web() : remote.api)) {
    credential.tried.emplace_back("no token is sent without encryption");
    return credential;
  }
  const std::string key = command_key(remote.host);
  if (const auto command = config.text(key)) {
    found(from_command(*command, key), key);
    return credential;
  }
  credential.tried.push_back(key + " is not set");
  const auto variable = token_variable(remote.host, &credential.tried);
  if (variable && found(variable->second, variable->first)) return credential;
  if (found(from_gh(remote, credential.tried), "gh auth token")) return credential;
  found(from_git(remote, config, credential.tried), "git's credential helpers");
  return credential;
}

/// Of all that decides.
std::string question_of(const Remote& remote, const git::Config& config) {
  os::Sha256 digest;
  for (const std::string& field : {remote.scheme, remote.host, remote.path, remote.api}) {
    digest.field(field);
  }
  for (char** entry = environ; *entry != nullptr; ++entry) digest.field(*entry);
  digest.field({});
  for (const auto& [name, value] : config.all()) {
    digest.field(name);
    digest.field(value);
  }
  return digest.hex();
}

}  // namespace

Credential credential_for(const Remote& remote, const git::Config& config) {
  static std::mutex mutex;
  static std::map<std::string, Credential> known;
  Remote host = remote;
  // git's helpers are asked by path only where the user wants that.
  if (!config.boolean("credential.useHttpPath", false)) host.path.clear();
  const std::string question = question_of(host, config);
  const std::scoped_lock lock(mutex);
  const auto at = known.find(question);
  if (at != known.end()) return at->second;
  return known.emplace(question, look_up(remote, config)).first->second;
}

std::string credential_advice(const Remote& remote) {
  const std::string command =
      "git config --global " + command_key(remote.host) + " '<command that prints a token>'";
  if (remote.kind != Kind::github) return "set up a token: " + command;
  const std::string variable = remote.host == "github.com"
                                   ? "GH_TOKEN"
                                   : "GH_HOST=" + remote.host + " and GH_ENTERPRISE_TOKEN";
  return "set up a token: gh auth login --hostname " + remote.host + ", or " + variable +
         " in the environment, or " + command;
}

}  // namespace forge
