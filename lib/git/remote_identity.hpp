#pragma once

#include <string>
#include <string_view>

namespace git {

/// The canonical identity of the repository that `url` names: "github.com/owner/repo" however it is
/// spelled (ssh, https, git, scp form); "file:/srv/git/repo" for a path, which is relative to
/// `directory`. Host in lower case; without scheme, user, password, query, the scheme's own port
/// and
/// ".git". Holds no credential and no control character: an address that cannot be taken apart is
/// represented by a hash.
std::string repository_identity(std::string_view url, std::string_view directory);

/// The identity's last component as a folder name: "external_api_service".
std::string identity_slug(std::string_view identity);

}  // namespace git
