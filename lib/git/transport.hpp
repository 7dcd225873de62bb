#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "git/repository.hpp"
#include "os/process.hpp"

namespace git {

/// How git may reach another machine.
struct Access {
  /// `-c` settings, "key=value", such as further credential helpers; no secrets, since every
  /// process of the machine may see them.
  std::vector<std::string> settings;
  /// Secrets and the like, for those helpers.
  std::vector<std::pair<std::string, std::string>> environment;
  bool may_prompt = false;  ///< a terminal is there and somebody looks at it
  /// After so long git is ended, where nobody may be asked; its status is then 124. Some transports
  /// have no limit of their own for a server that never answers.
  std::chrono::seconds deadline{600};
};

/// A git command that talks to a remote: only over https, http, ssh, git and files; never runs a
/// hook of the repository or of the user's core.hooksPath; gives up where a server sends next to
/// nothing for 30 s; asks for nothing unless it may prompt. Else as command().
os::Command remote_command(const Repository& repository, const Access& access,
                           std::vector<std::string> arguments);

/// The same without a repository, run in `directory`: for `clone` and `ls-remote`.
os::Command remote_command(const std::string& directory, const Access& access,
                           std::vector<std::string> arguments);

/// Why `git push`, `fetch`, `clone` or `ls-remote` failed, by what git, ssh and curl print.
enum class RemoteFailure {
  unreachable,  ///< no network, no such host, refused, timed out
  credentials,  ///< none, or wrong ones
  forbidden,    ///< known, but may not
  not_found,    ///< no such repository (forges also say so to those who may not see it)
  no_ref,       ///< the repository has no such branch, tag or commit
  rejected,     ///< a push that is no fast-forward
  other,
};
RemoteFailure remote_failure(const os::Result& result);

/// git's own words with everything that looks like a credential in a URL taken out.
std::string without_credentials(std::string text);

}  // namespace git
