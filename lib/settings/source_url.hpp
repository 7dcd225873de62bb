#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "settings/settings.hpp"

namespace settings {

struct UrlProblem {
  std::string what;  ///< a predicate without credentials: "holds a user name or password"
  std::string hint;
  bool secret = false;  ///< the URL must not be shown
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

/// What is wrong with a source's name, as a predicate; "" = nothing. A name is a word that no shell
/// and no option parser takes for anything else.
std::string name_problem(std::string_view name);

/// What is wrong with a branch, tag or commit, by the rules of git-check-ref-format(1); "" =
/// nothing.
std::string ref_problem(std::string_view ref);

/// The words of the file.
std::string_view to_string(Source::Tier tier);
std::string_view to_string(Source::Method method);
std::optional<Source::Tier> parse_tier(std::string_view word);
std::optional<Source::Method> parse_method(std::string_view word);

/// "github.com/owner/repo@main:lib": the identity, ref and path, these only where there are.
std::string source_id(const Source& source);

}  // namespace settings
