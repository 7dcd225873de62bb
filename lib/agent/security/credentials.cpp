#include "agent/security/credentials.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "agent/security/ascii.hpp"
#include "agent/security/placeholder.hpp"
#include "agent/security/secrets.hpp"
#include "base/text.hpp"

namespace agent::security {
namespace {

constexpr std::string_view example_hosts[] = {"localhost", "example",  "host",   "your",
                                              "my-",       "server",   ".local", ".invalid",
                                              "domain",    "internal", "proxy"};
constexpr std::string_view example_parts[] = {"pass", "pwd",  "secret",  "token", "user",   "xxx",
                                              "key",  "your", "example", "admin", "change", "pw",
                                              "cred", "test", "root",    "***",   "...",    "…"};

/// Of a host, without its port: names of one part and numbers of the machine itself are local.
bool is_example_host(std::string_view host) {
  const std::string lower = base::to_lower_ascii(host.substr(0, host.find(':')));
  if (lower.find('.') == lower.npos) return true;
  if (lower.starts_with("127.") || lower.starts_with("0.0.") || lower.starts_with("10.") ||
      lower.starts_with("192.168.")) {
    return true;
  }
  return contains_any(lower, example_hosts);
}

}  // namespace

void check_assignment(Source& source, std::size_t at) {
  constexpr std::size_t longest_key_rest = 24;
  constexpr std::size_t longest_value = 256;
  constexpr std::size_t least_value = 12;
  const std::string_view text = source.bytes().substr(at, longest_key_rest + longest_value);
  std::size_t i = 0;
  while (i < text.size() && is_word(static_cast<unsigned char>(text[i]))) ++i;
  if (i > longest_key_rest) return;
  if (i < text.size() && (text[i] == '"' || text[i] == '\'')) ++i;
  while (i < text.size() && is_blank(text[i])) ++i;
  const std::size_t sign = i;
  while (i < text.size() && (text[i] == ':' || text[i] == '=' || text[i] == '>')) ++i;
  if (i == sign || i - sign > 2) return;
  while (i < text.size() && is_blank(text[i])) ++i;
  if (i >= text.size() || (text[i] != '"' && text[i] != '\'')) return;
  const std::size_t begin = i + 1;
  const std::size_t end = text.find(text[i], begin);
  if (end == text.npos || end - begin < least_value) return;
  const std::string_view value = text.substr(begin, end - begin);
  const bool has_digit = std::ranges::any_of(value, [](unsigned char c) { return is_digit(c); });
  if (!has_digit || value.find_first_of("\n()/\\ ,;") != value.npos) return;
  if (is_placeholder(value, 3.5) || token_at(source.bytes(), at + begin)) return;
  source.add({.rule = "generic-secret",
              .begin = at,
              .end = at + end + 1,
              .message = "what looks like a secret is written in quotes: '" +
                         std::string(text.substr(0, sign)) + "'",
              .consequence = "everyone who can read the repository or its history can use it",
              .hint = "read it from the environment instead",
              .secret = true});
}

void check_url(Source& source, std::size_t at) {
  constexpr std::size_t longest = 256;
  const std::string_view bytes = source.bytes();
  const std::string_view text = bytes.substr(at + 3, longest);
  const std::string_view authority = text.substr(0, text.find_first_of("/ \t\r\n\"'`<>)]|\\?#"));
  const std::size_t sign = authority.rfind('@');
  const std::size_t colon = authority.find(':');
  if (sign == authority.npos || colon == authority.npos || colon > sign) return;
  const std::string_view user = authority.substr(0, colon);
  const std::string_view password = authority.substr(colon + 1, sign - colon - 1);
  const std::string_view host = authority.substr(sign + 1);
  if (password.size() < 4 || password == user || is_example_host(host)) return;
  if (authority.find_first_of("{}$*%[") != authority.npos) return;
  if (contains_any(base::to_lower_ascii(password), example_parts)) return;
  std::size_t begin = at;
  while (begin > 0 && at - begin < 16 && is_alnum(static_cast<unsigned char>(bytes[begin - 1])))
    --begin;
  source.add({.rule = "credential-url",
              .begin = begin,
              .end = at + 3 + authority.size(),
              .message = "the URL for '" + std::string(host) + "' holds a password",
              .consequence = "everyone who can read the repository or its history can use it",
              .hint = "read it from the environment, or write <user>:<password>",
              .secret = true});
}

}  // namespace agent::security
