#include "http/address.hpp"

#include <arpa/inet.h>

#include <algorithm>

#include "base/text.hpp"

namespace http {

bool is_loopback(std::string_view host) {
  if (base::to_lower_ascii(host) == "localhost") return true;
  constexpr std::uint32_t network = 127;
  in_addr four{};
  if (inet_pton(AF_INET, std::string(host).c_str(), &four) == 1) {
    return ntohl(four.s_addr) >> 24 == network;
  }
  if (!host.starts_with('[') || !host.ends_with(']')) return false;
  in6_addr six{};
  const std::string inner(host.substr(1, host.size() - 2));
  return inet_pton(AF_INET6, inner.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}

bool is_header_text(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return (static_cast<unsigned char>(c) >= 0x20 && c != '\x7F') || c == '\t';
  });
}

std::string one_line(std::string_view text) {
  constexpr std::size_t most = 300;
  std::string line = base::to_valid_utf8(base::trim(text.substr(0, most)));
  std::ranges::replace_if(
      line, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; }, ' ');
  return line;
}

}  // namespace http
