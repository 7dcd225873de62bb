#pragma once

#include <string>
#include <string_view>

#include "git/config.hpp"

namespace forge {

/// What runs on a host, as far as we can talk to it. `none`: git alone.
enum class Kind { none, github, gitlab, gitea };

/// A repository on a forge.
struct Remote {
  Kind kind = Kind::none;
  std::string scheme;  ///< of its pages and its API: "https", or "http" where the URL says so
  std::string host;    ///< "github.com", "127.0.0.1:8080"; "" where the URL names no host
  std::string path;    ///< "owner/repo", "group/sub/repo"
  std::string api;     ///< of GitHub's API, without a slash at the end; "" for other kinds

  std::string web() const;  ///< "https://github.com/owner/repo"
};

/// What is behind `url`, in any of git's spellings. Which forge a host is says git config
/// agents.<host>.forge; else it is known (github.com, *.ghe.com, gitlab.com, codeberg.org) or
/// begins with github., gitlab., gitea. or forgejo.; no other is guessed. The API is at
/// agents.<host>.apiUrl, else where GitHub has it. Error(invalid) for a wrong value of these keys.
Remote remote_of(std::string_view url, const git::Config& config);

/// Is `url` such that a secret may be sent there: https, or http to this machine itself?
bool is_private(std::string_view url);

}  // namespace forge
