#include "os/digest.hpp"

#include <nettle/sha1.h>
#include <nettle/sha2.h>

#include <new>
#include <span>
#include <type_traits>

namespace os {
namespace {

static_assert(std::is_trivially_copyable_v<sha256_ctx>);

const std::uint8_t* as_bytes(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

std::string to_hex(std::span<const std::uint8_t> digest) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  hex.reserve(digest.size() * 2);
  for (const std::uint8_t byte : digest) {
    hex += digits[byte >> 4];
    hex += digits[byte & 15];
  }
  return hex;
}

template <std::size_t size>
sha256_ctx* context(std::array<std::byte, size>& state) {
  static_assert(sizeof(sha256_ctx) <= size && alignof(sha256_ctx) <= 16);
  return std::launder(reinterpret_cast<sha256_ctx*>(state.data()));
}

}  // namespace

Sha256::Sha256() {
  sha256_init(new (state_.data()) sha256_ctx);
}

void Sha256::update(std::string_view bytes) {
  sha256_update(context(state_), bytes.size(), as_bytes(bytes));
}

void Sha256::field(std::string_view bytes) {
  std::array<char, 8> length;
  std::uint64_t rest = bytes.size();
  for (char& byte : length) {
    byte = static_cast<char>(rest & 0xFF);
    rest >>= 8;
  }
  update({length.data(), length.size()});
  update(bytes);
}

std::string Sha256::hex() {
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest;
  sha256_digest(context(state_), digest.size(), digest.data());
  return to_hex(digest);
}

std::string sha256_hex(std::string_view bytes) {
  Sha256 digest;
  digest.update(bytes);
  return digest.hex();
}

std::string git_object_id(std::string_view type, std::string_view content, bool sha256) {
  std::string header(type);
  header.append(" ").append(std::to_string(content.size())).push_back('\0');
  if (sha256) {
    Sha256 digest;
    digest.update(header);
    digest.update(content);
    return digest.hex();
  }
  sha1_ctx context;
  sha1_init(&context);
  sha1_update(&context, header.size(), as_bytes(header));
  sha1_update(&context, content.size(), as_bytes(content));
  std::array<std::uint8_t, SHA1_DIGEST_SIZE> digest;
  sha1_digest(&context, digest.size(), digest.data());
  return to_hex(digest);
}

std::string git_blob_id(std::string_view content, bool sha256) {
  return git_object_id("blob", content, sha256);
}

}  // namespace os
