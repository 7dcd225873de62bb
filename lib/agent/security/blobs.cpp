#include "agent/security/blobs.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "agent/security/ascii.hpp"
#include "agent/security/placeholder.hpp"

namespace agent::security {
namespace {

constexpr std::size_t least_blob = 120;
/// Encoders break lines at 60 to 76 bytes; shorter runs are words, paths and hashes.
constexpr std::size_t least_line = 56;
constexpr std::size_t sha512_digits = 128;

constexpr std::array<bool, 256> make_alphabet() {
  std::array<bool, 256> table{};
  for (unsigned c = 0; c < 256; ++c) table[c] = is_word(c) || c == '+' || c == '/';
  return table;
}
constexpr std::array<bool, 256> alphabet = make_alphabet();

bool is_encoded(char c) {
  return alphabet[static_cast<unsigned char>(c)];
}

/// A run of `least_line` bytes holds a probe together with so many bytes before it.
constexpr std::size_t stride = least_line / 2;

/// May the `stride` bytes up to `at` be encoded? Looks at every fourth of them: most text is told
/// apart without a walk over its words.
bool may_be_encoded(std::string_view bytes, std::size_t at) {
  bool all = true;
  for (std::size_t back = 0; back < stride; back += 4) all &= is_encoded(bytes[at - back]);
  return all;
}

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdefABCDEF") == text.npos;
}

/// Do the bytes look random, unlike paths, identifiers and rules made of dashes?
bool looks_encoded(std::string_view text) {
  if (is_hex(text)) return entropy(text) > 3.0;
  constexpr std::size_t least_piece = 20;
  std::size_t uppers = 0, lowers = 0, digits = 0, others = 0, piece = 0, longest_piece = 0;
  for (const unsigned char c : text) {
    uppers += is_upper(c);
    lowers += is_lower(c);
    digits += is_digit(c);
    others += !is_alnum(c);
    piece = is_alnum(c) ? piece + 1 : 0;
    longest_piece = std::max(longest_piece, piece);
  }
  const std::size_t few = text.size() / 25;
  return uppers > few && lowers > few && digits > few && others < text.size() / 8 &&
         longest_piece >= least_piece && entropy(text) > 4.5;
}

bool is_exempt(std::string_view bytes, Range run) {
  constexpr std::size_t reach = 64;
  const std::size_t first = run.begin > reach ? run.begin - reach : 0;
  const std::string_view before = bytes.substr(first, run.begin - first);
  const std::size_t uri = before.rfind("data:");
  if (uri != before.npos) {
    const std::string_view type = before.substr(uri + 5);
    if (type.starts_with("image/") || type.starts_with("font/")) return true;
  }
  const std::string_view text = bytes.substr(run.begin, run.end - run.begin);
  const bool is_hash = is_hex(text) && text.size() == sha512_digits;
  const bool is_certificate = before.rfind("-----BEGIN ") != before.npos;
  return is_hash || is_certificate || text.starts_with("sha512-") || text.starts_with("sha384-");
}

/// The end of the run that begins at `begin` and of the lines below that go on with it.
Range whole_blob(std::string_view bytes, Range line, std::size_t& encoded) {
  encoded = line.end - line.begin;
  Range blob = line;
  while (blob.end < bytes.size()) {
    std::size_t next = blob.end;
    while (next < bytes.size() && bytes[next] == '=') ++next;
    if (next < bytes.size() && bytes[next] == '\r') ++next;
    if (next >= bytes.size() || bytes[next] != '\n') break;
    next = bytes.find_first_not_of(" \t>", next + 1);
    if (next == bytes.npos) break;
    std::size_t end = next;
    while (end < bytes.size() && is_encoded(bytes[end])) ++end;
    const bool ends_line =
        end == bytes.size() || bytes[end] == '\n' || bytes[end] == '\r' || bytes[end] == '=';
    if (!ends_line || end - next < least_line) break;
    encoded += end - next;
    blob.end = end;
  }
  return blob;
}

}  // namespace

void check_blobs(Source& source) {
  const std::string_view bytes = source.bytes();
  for (std::size_t at = stride - 1; at < bytes.size(); at += stride) {
    if (!may_be_encoded(bytes, at)) continue;
    Range line{at, at + 1};
    while (line.begin > 0 && is_encoded(bytes[line.begin - 1])) --line.begin;
    while (line.end < bytes.size() && is_encoded(bytes[line.end])) ++line.end;
    const std::size_t size = line.end - line.begin;
    if (size < least_line) continue;
    at = std::max(at, line.end);
    if (!looks_encoded(bytes.substr(line.begin, std::min<std::size_t>(size, 4096)))) continue;
    std::size_t encoded = 0;
    const Range blob = whole_blob(bytes, line, encoded);
    at = std::max(at, blob.end);
    if (encoded < least_blob || is_exempt(bytes, line) || source.is_secret(blob)) continue;
    source.add(
        {.rule = "encoded-blob",
         .begin = line.begin,
         .end = line.end,
         .message = std::to_string(encoded) + " bytes of encoded data",
         .consequence = "nobody who reviews the file can read it, a model can",
         .hint = "write it in clear text, or keep it in a file of its own and say what it is"});
  }
}

}  // namespace agent::security
