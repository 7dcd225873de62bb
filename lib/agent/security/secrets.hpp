#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "agent/security/source.hpp"

namespace agent::security {

/// A credential whose form gives it away.
struct Token {
  Range range;
  std::string_view service;  ///< "a GitHub personal access token"
};

/// The token whose prefix begins at `at`; placeholders are none.
std::optional<Token> token_at(std::string_view bytes, std::size_t at);

/// Checks secret-token where a prefix of tokens begins.
void check_token(Source& source, std::size_t at);

/// Checks private-key at "-----BEGIN ".
void check_private_key(Source& source, std::size_t at);

}  // namespace agent::security
