#pragma once

#include <string>
#include <vector>

#include "forge/remote.hpp"
#include "git/config.hpp"
#include "git/transport.hpp"

namespace forge {

/// As whom a forge's API is asked.
struct Credential {
  std::string token;     ///< a secret; "" = as nobody
  std::string origin;    ///< where it is from: "GH_TOKEN", "gh auth token", …; "" = as nobody
  std::string identity;  ///< a digest of the token, by which one tells two apart; "" = as nobody
  std::vector<std::string> tried;  ///< where none was found, and why: "GH_TOKEN is not set"
};

/// The first of: git config agents.<host>.tokenCommand; GH_TOKEN and GITHUB_TOKEN, for github.com
/// alone; GH_ENTERPRISE_TOKEN and GITHUB_ENTERPRISE_TOKEN, where GH_HOST is that host; what gh is
/// logged in with; git's credential helpers, which are not let ask anybody. None where the API is
/// reached without encryption, unless it is on this machine. Each host is looked up once in a
/// process. Error(invalid) where the configured command fails.
Credential credential_for(const Remote& remote, const git::Config& config);

/// What to set up for that host, as a hint.
std::string credential_advice(const Remote& remote);

/// How git is let into `url`: after the user's own helpers, what credential_for() would use. The
/// secrets are in the environment, not in the settings.
git::Access access_to(std::string_view url, const git::Config& config, bool may_prompt);

}  // namespace forge
