#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "settings/settings.hpp"

namespace settings {

struct UrlProblem {
  std::string what;  ///< a predicate without credentials: "holds a user name or password"
  std::string hint;
};

/// Why `url` cannot be a source's: a credential in it, an option, a transport that runs programs, a
/// scheme that is not known, a relative path.
std::optional<UrlProblem> url_problem(std::string_view url);

/// Does it name a place on this machine's disk: a `file:` URL, or a path from the root?
bool is_local_url(std::string_view url);

/// "owner/repo" as "https://github.com/owner/repo"; others as they are.
std::string spelled_out(std::string_view url);

/// git::repository_identity of the URL, spelled out.
std::string source_identity(std::string_view url);

/// "github.com/owner/repo@main:lib": the identity, ref and path, these only where there are.
std::string source_id(const Source& source);

}  // namespace settings
