#pragma once

#include <string>
#include <string_view>

namespace http {

/// `text` with every byte that is not unreserved (RFC 3986 §2.3: letters, digits, "-._~") or among
/// `keep` as %XX.
std::string percent_encoded(std::string_view text, std::string_view keep = {});

}  // namespace http
