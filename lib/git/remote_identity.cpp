#include "git/remote_identity.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "os/digest.hpp"
#include "os/file.hpp"

namespace git {
namespace {

constexpr char hex[] = "0123456789ABCDEF";

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_scheme(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return is_alphanumeric(c) || c == '+' || c == '-' || c == '.';
  });
}

std::optional<unsigned char> hex_byte(std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  unsigned value = 0;
  for (const char c : text.substr(0, 2)) {
    const std::size_t digit = std::string_view("0123456789abcdef0123456789ABCDEF").find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    value = value * 16 + digit % 16;
  }
  return static_cast<unsigned char>(value);
}

/// One spelling of a path's bytes, in which no line can end: control characters and "%" encoded,
/// the rest decoded where it comes from a URL.
std::string one_spelling(std::string_view path, bool encoded) {
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    auto byte = static_cast<unsigned char>(path[i]);
    bool from_code = false;
    if (const auto code = encoded && byte == '%' ? hex_byte(path.substr(i + 1)) : std::nullopt) {
      byte = *code;
      from_code = true;
      i += 2;
    }
    if (byte < 0x20 || byte == 0x7F || byte == '%' || (from_code && byte == '/')) {
      out += '%';
      out += hex[byte >> 4];
      out += hex[byte & 15];
    } else {
      out += static_cast<char>(byte);
    }
  }
  return out;
}

std::string without_git_suffix(std::string path) {
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  if (path.ends_with("/.git")) return path.substr(0, path.size() - 5);
  if (path.ends_with(".git") && path != ".git") path.resize(path.size() - 4);
  return path;
}

std::string unreadable(std::string_view kind, std::string_view address) {
  constexpr std::size_t digits = 32;
  return std::string(kind) + ":sha256:" + os::sha256_hex(address).substr(0, digits);
}

std::string local(std::string_view path, std::string_view directory, bool encoded) {
  const std::string plain = one_spelling(path, encoded);
  const std::string whole = plain.starts_with('/') ? plain : os::join(directory, plain);
  return "file:" + without_git_suffix(os::normalise(whole));
}

struct Scheme {
  std::string_view name, port;
};
constexpr Scheme schemes[] = {{"https", "443"},  {"http", "80"},    {"ssh", "22"},
                              {"git+ssh", "22"}, {"ssh+git", "22"}, {"git", "9418"}};

/// "user:password@Host:port" as "host" or "host:port"; nothing where it is neither.
std::optional<std::string> host_of(std::string_view authority, std::string_view standard_port) {
  authority.remove_prefix(authority.rfind('@') + 1);
  std::string_view port;
  const std::size_t bracket = authority.starts_with('[') ? authority.find(']') : 0;
  if (bracket == std::string_view::npos) return std::nullopt;
  if (const std::size_t colon = authority.find(':', bracket); colon != std::string_view::npos) {
    port = authority.substr(colon + 1);
    authority = authority.substr(0, colon);
  }
  while (authority.ends_with('.')) authority.remove_suffix(1);
  const bool clean = std::ranges::all_of(authority, [](char c) {
    return static_cast<unsigned char>(c) > ' ' && c != '\x7F' && c != '%';
  });
  const bool digits = std::ranges::all_of(port, [](char c) { return c >= '0' && c <= '9'; });
  if (authority.empty() || !clean || !digits) return std::nullopt;
  std::string host = base::to_lower_ascii(authority);
  if (!port.empty() && port != standard_port) host.append(":").append(port);
  return host;
}

std::optional<std::string> remote(std::string_view authority, std::string_view path,
                                  std::string_view standard_port, bool encoded) {
  const auto host = host_of(authority, standard_port);
  if (!host) return std::nullopt;
  std::string inside = os::normalise("/" + one_spelling(path, encoded));
  inside = without_git_suffix(std::move(inside));
  return inside == "/" ? *host : *host + inside;
}

std::optional<std::string> from_url(std::string_view scheme, std::string_view rest) {
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  std::string_view path = rest.substr(slash);
  const auto known = std::ranges::find(schemes, scheme, &Scheme::name);
  if (known == std::end(schemes)) return std::nullopt;
  if (scheme.starts_with("http")) path = path.substr(0, path.find_first_of("?#"));
  return remote(rest.substr(0, slash), path, known->port, true);
}

/// "user@host:path", also "[host:port]:path"; nothing where it is a path.
std::optional<std::string> from_scp(std::string_view text) {
  const std::size_t open = text.find('[');
  const std::size_t close = open == text.npos ? text.npos : text.find("]:", open);
  const bool bracketed = close != text.npos && text.find('/') > close;
  const std::size_t colon = bracketed ? close + 1 : text.find(':');
  if (colon == text.npos || text.find('/') < colon) return std::nullopt;
  std::string authority(text.substr(0, colon));
  if (bracketed) {
    // In the brackets is an IPv6 address, or a host with its port.
    const std::string_view inner = text.substr(open + 1, close - open - 1);
    if (std::ranges::count(inner, ':') <= 1) authority = inner;
  }
  const std::string_view path = text.substr(colon + 1);
  // "user:password@host:path", which git cannot connect to either.
  if (path.substr(0, path.find('/')).find('@') != path.npos) return unreadable("ssh", text);
  const auto found = remote(authority, path, "22", false);
  return found ? *found : unreadable("ssh", text);
}

}  // namespace

std::string repository_identity(std::string_view url, std::string_view directory) {
  const std::size_t helper = url.find("::");
  if (helper != url.npos && is_scheme(url.substr(0, helper))) {
    const std::string_view address = url.substr(helper + 2);
    if (address.find("://") != address.npos) return repository_identity(address, directory);
    return unreadable(base::to_lower_ascii(url.substr(0, helper)), address);
  }
  const std::size_t after_scheme = url.find("://");
  if (after_scheme != url.npos && is_scheme(url.substr(0, after_scheme))) {
    const std::string scheme = base::to_lower_ascii(url.substr(0, after_scheme));
    const std::string_view rest = url.substr(after_scheme + 3);
    if (scheme == "file") return local(rest, directory, true);
    const auto found = from_url(scheme, rest);
    return found ? *found : unreadable(scheme, rest);
  }
  if (auto found = from_scp(url)) return std::move(*found);
  return local(url, directory, false);
}

std::string identity_slug(std::string_view identity) {
  std::string slug;
  for (const char c : base::to_lower_ascii(os::file_name(identity))) {
    if (is_alphanumeric(c)) {
      slug += c;
    } else if (!slug.empty() && !slug.ends_with('_')) {
      slug += '_';
    }
  }
  while (slug.ends_with('_')) slug.pop_back();
  return slug.empty() ? "repository" : slug;
}

}  // namespace git
