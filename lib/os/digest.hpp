#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace os {

/// SHA-256 (FIPS 180-4) of a stream of bytes.
class Sha256 {
 public:
  Sha256();
  void update(std::string_view bytes);
  /// `bytes` preceded by its length, so that fields cannot run into each other.
  void field(std::string_view bytes);
  std::string hex();  ///< 64 lower-case digits; the object is then spent

 private:
  alignas(16) std::array<std::byte, 128> state_;
};

std::string sha256_hex(std::string_view bytes);

/// The id that git gives an object of this type ("blob", "tree", …) and content: 40 hex digits
/// (SHA-1) or 64 (SHA-256).
std::string git_object_id(std::string_view type, std::string_view content, bool sha256);
std::string git_blob_id(std::string_view content, bool sha256);

}  // namespace os
