#pragma once

#include <string>
#include <string_view>

namespace http {

/// What two URLs must share for one to get what is meant for the other.
struct Origin {
  std::string scheme, host, port;  ///< host in lower case, IPv6 in brackets
  bool operator==(const Origin&) const = default;
};

/// "localhost", 127.0.0.0/8 or [::1]: a machine talks to itself there.
bool is_loopback(std::string_view host);

/// The bytes that may be in a header's value: no control characters.
bool is_header_text(std::string_view text);

/// `text` from a library or a server as a message can hold it: one line, no control characters.
std::string one_line(std::string_view text);

}  // namespace http
