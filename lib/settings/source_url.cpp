#include "settings/source_url.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "git/remote_identity.hpp"
#include "settings/lookup.hpp"

namespace settings {
namespace {

constexpr std::size_t most_bytes = 2048;
constexpr std::string_view remote_schemes[] = {"https", "http", "ssh", "git+ssh", "ssh+git", "git"};
constexpr std::string_view forms =
    "give 'owner/repo' for GitHub, or a URL: https://host/path, ssh://git@host/path, "
    "git@host:path";

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.';
}

/// A component of "owner/repo".
bool is_name(std::string_view text) {
  return !text.empty() && text.front() != '.' && text.front() != '-' &&
         std::ranges::all_of(text, is_word_byte);
}

bool is_short_form(std::string_view url) {
  const std::size_t slash = url.find('/');
  return slash != url.npos && is_name(url.substr(0, slash)) && is_name(url.substr(slash + 1));
}

bool is_unprintable(char c) {
  return static_cast<unsigned char>(c) < ' ' || c == '\x7F';
}

/// "https" of "HTTPS://…"; nothing where there is no scheme.
std::optional<std::string> scheme_of(std::string_view url) {
  const std::size_t end = url.find("://");
  if (end == url.npos || url.substr(0, end).find('/') != url.npos) return std::nullopt;
  return base::to_lower_ascii(url.substr(0, end));
}

UrlProblem credentials() {
  return {"holds a user name, a password or a token",
          "leave it out of the URL: git's credential helpers know who you are", true};
}

/// Of "user@host:port"; `user` says whether a name without a password is fine.
std::optional<UrlProblem> authority_problem(std::string_view authority, bool user) {
  const std::size_t at = authority.rfind('@');
  if (at != authority.npos) {
    const std::string_view who = authority.substr(0, at);
    if (!user || who.find_first_of(":@") != who.npos) return credentials();
    if (who.starts_with('-')) return UrlProblem{"has a user name that reads like an option", ""};
    authority.remove_prefix(at + 1);
  }
  if (authority.starts_with('-')) return UrlProblem{"has a host that reads like an option", ""};
  if (authority.find_first_of(" %?#\\") != authority.npos) {
    return UrlProblem{"has a host that is none", std::string(forms)};
  }
  return std::nullopt;
}

std::optional<UrlProblem> remote_problem(const std::string& scheme, std::string_view rest) {
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const std::string_view path = rest.substr(slash);
  const bool http = scheme.starts_with("http");
  if (http && rest.find_first_of("?#") != rest.npos) {
    return UrlProblem{"has a query or a fragment, which may be a credential", "leave it out", true};
  }
  // A user name in an http URL may be a token; ssh wants one.
  if (auto problem = authority_problem(rest.substr(0, slash), !http)) return problem;
  if (path.find_first_not_of('/') == path.npos) {
    return UrlProblem{"names no repository", std::string(forms)};
  }
  return std::nullopt;
}

std::optional<UrlProblem> scheme_problem(const std::string& scheme, std::string_view rest) {
  if (scheme == "file") {
    if (rest.starts_with('/') && rest.find_first_not_of('/') != rest.npos) return std::nullopt;
    return UrlProblem{"names no absolute path", "write it as file:///path/to/repository"};
  }
  if (std::ranges::find(remote_schemes, scheme) == std::end(remote_schemes)) {
    return UrlProblem{"has a scheme that is not known", std::string(forms)};
  }
  return remote_problem(scheme, rest);
}

/// "user@host:path", where no slash is before the colon.
std::optional<UrlProblem> scp_problem(std::string_view url, std::size_t colon) {
  const std::string_view path = url.substr(colon + 1);
  if (path.substr(0, path.find('/')).find('@') != path.npos) return credentials();
  if (auto problem = authority_problem(url.substr(0, colon), true)) return problem;
  if (path.find_first_not_of('/') == path.npos) {
    return UrlProblem{"names no repository", std::string(forms)};
  }
  if (path.starts_with('-')) return UrlProblem{"has a path that reads like an option", ""};
  return std::nullopt;
}

}  // namespace

std::optional<UrlProblem> url_problem(std::string_view url) {
  if (url.empty()) return UrlProblem{"is empty", std::string(forms)};
  if (url.size() > most_bytes) return UrlProblem{"is longer than 2048 bytes", ""};
  if (std::ranges::any_of(url, is_unprintable)) return UrlProblem{"has control characters", ""};
  if (base::first_invalid_utf8(url)) return UrlProblem{"is no valid UTF-8", ""};
  if (url.starts_with('-')) return UrlProblem{"reads like an option", std::string(forms)};
  if (is_short_form(url)) return std::nullopt;
  const std::size_t helper = url.find("::");
  if (helper != url.npos && std::ranges::all_of(url.substr(0, helper), [](char c) {
        return is_word_byte(c) || c == '+';
      })) {
    return UrlProblem{"names a transport that runs a program", std::string(forms)};
  }
  if (const auto scheme = scheme_of(url)) {
    if (auto problem = scheme_problem(*scheme, url.substr(scheme->size() + 3))) return problem;
  } else if (const std::size_t colon = url.starts_with('/') ? url.npos : url.find(':');
             colon != url.npos && url.find('/') > colon) {
    if (auto problem = scp_problem(url, colon)) return problem;
  } else if (!url.starts_with('/') || url.find_first_not_of('/') == url.npos) {
    return UrlProblem{"is a relative path", std::string(forms)};
  }
  // What cannot be taken apart has a hash in place of a host and a path.
  if (source_identity(url).find(":sha256:") != std::string::npos) {
    return UrlProblem{"cannot be taken apart", std::string(forms)};
  }
  return std::nullopt;
}

std::string name_problem(std::string_view name) {
  constexpr std::size_t longest = 100;
  if (name.empty()) return "is empty";
  if (name.size() > longest) return "is longer than 100 bytes";
  if (name == ".") return "must not be '.', which is this repository";
  if (name.front() == '-') return "must not begin with a dash";
  const bool plain = std::ranges::all_of(name, [](char c) {
    return is_word_byte(c) || std::string_view("/@:+").find(c) != std::string_view::npos;
  });
  return plain ? "" : "may hold letters, digits and ._-/@:+ only";
}

std::string ref_problem(std::string_view ref) {
  constexpr std::size_t longest = 200;
  if (ref.empty()) return "is empty";
  if (ref.size() > longest) return "is longer than 200 bytes";
  if (ref.front() == '-') return "must not begin with a dash";
  const std::string framed = "/" + std::string(ref) + "/";
  bool wrong = ref == "@" || ref.ends_with('.') || base::first_invalid_utf8(ref);
  for (const char* part : {"//", "/.", "..", "@{", ".lock/"}) {
    wrong = wrong || framed.find(part) != std::string::npos;
  }
  wrong =
      wrong || std::ranges::any_of(ref, [](char c) {
        return is_unprintable(c) || std::string_view(" ~^:?*[\\").find(c) != std::string_view::npos;
      });
  return wrong ? "is not the name of a branch, tag or commit" : "";
}

std::string_view to_string(Source::Tier tier) {
  return key_of("sources.tier").words[static_cast<std::size_t>(tier)];
}

std::string_view to_string(Source::Method method) {
  return key_of("sources.sync").words[static_cast<std::size_t>(method)];
}

namespace {

/// The words of the table are in the order of the enumerators.
template <typename Value>
std::optional<Value> parse_word(std::string_view key, std::string_view word) {
  const auto words = key_of(key).words;
  const auto found = std::ranges::find(words, word);
  if (found == words.end()) return std::nullopt;
  return static_cast<Value>(found - words.begin());
}

}  // namespace

std::optional<Source::Tier> parse_tier(std::string_view word) {
  return parse_word<Source::Tier>("sources.tier", word);
}

std::optional<Source::Method> parse_method(std::string_view word) {
  return parse_word<Source::Method>("sources.sync", word);
}

bool is_local_url(std::string_view url) {
  return url.starts_with('/') || scheme_of(url) == "file";
}

std::string spelled_out(std::string_view url) {
  return is_short_form(url) ? "https://github.com/" + std::string(url) : std::string(url);
}

std::string source_identity(std::string_view url) {
  return git::repository_identity(spelled_out(url), "/");
}

std::string source_id(const Source& source) {
  std::string id = source_identity(source.url);
  if (!source.ref.empty()) id += "@" + source.ref;
  if (!source.path.empty()) id += ":" + source.path;
  return id;
}

}  // namespace settings
