#include "agent/url.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace agent {
namespace {

constexpr auto npos = std::string_view::npos;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// Without control characters and blanks at the ends, and without tabs and line ends anywhere.
std::string cleaned(std::string_view text) {
  const auto is_edge = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!text.empty() && is_edge(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_edge(text.back())) text.remove_suffix(1);
  std::string out(text);
  std::erase_if(out, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return out;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool coded = text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
                       hex_value(text[i + 2]) >= 0;
    out +=
        coded ? static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])) : text[i];
    if (coded) i += 2;
  }
  return out;
}

bool has_forbidden(std::string_view host, bool is_domain) {
  return std::ranges::any_of(host, [&](char c) {
    if (std::string_view("\t\n\r #/:<>?@[\\]^|").find(c) != npos || c == '\0') return true;
    return is_domain && (static_cast<unsigned char>(c) < 0x20 || c == '%' || c == 0x7F);
  });
}

/// A number of an IPv4 address, decimal, octal or hexadecimal, no larger than `most`.
std::optional<std::uint64_t> address_number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::uint64_t base = 10;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    text.remove_prefix(2);
    base = 16;
  } else if (text.size() > 1 && text[0] == '0') {
    text.remove_prefix(1);
    base = 8;
  }
  std::uint64_t value = 0;
  for (const char c : text) {
    const int digit = hex_value(c);
    if (digit < 0 || static_cast<std::uint64_t>(digit) >= base) return std::nullopt;
    value = std::min<std::uint64_t>(value * base + static_cast<std::uint64_t>(digit), 1ULL << 40);
  }
  return value;
}

/// A domain whose last part is a number must be an IPv4 address.
bool is_sound_domain(std::string_view domain) {
  std::vector<std::string_view> parts;
  for (std::string_view rest = domain;;) {
    const std::size_t dot = rest.find('.');
    parts.push_back(rest.substr(0, dot));
    if (dot == npos) break;
    rest.remove_prefix(dot + 1);
  }
  if (parts.size() > 1 && parts.back().empty()) parts.pop_back();
  const std::string_view last = parts.back();
  const bool digits = !last.empty() && std::ranges::all_of(last, is_digit);
  const bool is_hex = last.starts_with("0x") || last.starts_with("0X");
  if (!digits && !(is_hex && address_number(last))) return true;
  if (parts.size() > 4) return false;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto number = address_number(parts[i]);
    const std::size_t bytes = i + 1 == parts.size() ? 5 - parts.size() : 1;
    if (!number || *number >= 1ULL << (8 * bytes)) return false;
  }
  return true;
}

bool is_host(std::string_view host, bool special) {
  if (host.starts_with('[')) {
    in6_addr address{};
    if (!host.ends_with(']')) return false;
    const std::string inner(host.substr(1, host.size() - 2));
    return inet_pton(AF_INET6, inner.c_str(), &address) == 1;
  }
  if (!special) return !has_forbidden(host, false);
  const std::string domain = percent_decoded(host);
  if (domain.empty() || base::first_invalid_utf8(domain)) return false;
  return !has_forbidden(domain, true) && is_sound_domain(domain);
}

bool is_port(std::string_view text) {
  constexpr unsigned most = 65535;
  unsigned value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return false;
    value = std::min(value * 10 + static_cast<unsigned>(c - '0'), most + 1);
  }
  return value <= most;
}

/// `user:password@host:port`
bool is_authority(std::string_view text, bool special) {
  const std::size_t at = text.rfind('@');
  if (at != npos) {
    text.remove_prefix(at + 1);
    if (text.empty()) return false;
  }
  const std::size_t bracket = text.starts_with('[') ? text.find(']') : 0;
  const std::size_t colon = bracket == npos ? npos : text.find(':', bracket);
  const std::string_view host = text.substr(0, colon);
  if (host.empty()) return !special && colon == npos;
  return is_host(host, special) && (colon == npos || is_port(text.substr(colon + 1)));
}

bool is_drive(std::string_view text) {
  return text.size() == 2 && is_letter(text[0]) && (text[1] == ':' || text[1] == '|');
}

}  // namespace

bool is_url(std::string_view text) {
  const std::string clean = cleaned(text);
  const std::size_t colon = clean.find(':');
  if (colon == npos || colon == 0 || !is_letter(clean[0])) return false;
  const std::string scheme = base::to_lower_ascii(clean.substr(0, colon));
  const bool is_scheme = std::ranges::all_of(scheme, [](char c) {
    return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
  if (!is_scheme) return false;
  std::string_view rest = std::string_view(clean).substr(colon + 1);
  const bool is_file = scheme == "file";
  const bool special = is_file || scheme == "http" || scheme == "https" || scheme == "ws" ||
                       scheme == "wss" || scheme == "ftp";
  const char* const slashes = special ? "/\\" : "/";
  const auto is_slash = [&](char c) { return c == '/' || (special && c == '\\'); };
  const bool has_authority = rest.size() > 1 && is_slash(rest[0]) && is_slash(rest[1]);
  if (special && !is_file) {
    rest.remove_prefix(std::min(rest.find_first_not_of(slashes), rest.size()));
  } else if (!has_authority) {
    return true;
  } else {
    rest.remove_prefix(2);
  }
  const std::string_view authority = rest.substr(0, rest.find_first_of(special ? "/\\?#" : "/?#"));
  if (is_file) return authority.empty() || is_drive(authority) || is_host(authority, true);
  return is_authority(authority, special);
}

}  // namespace agent
