// Every literal is found by its rarest pair of adjacent bytes: one look into a table per byte of
// text, and in fewer than 1 of 100 places a comparison.

#include "agent/security/triggers.hpp"

#include <array>
#include <bit>
#include <cstring>

namespace agent::security {
namespace {

struct Trigger {
  Suspect suspect;
  std::string_view literal = {};
  std::size_t rare = 0;  ///< offset of the pair in the literal
  bool any_case = false;
};

using enum Suspect;

/// The first two are found by ranges of bytes and have no literal.
constexpr Trigger triggers[] = {
    {control},
    {unseen},
    {token, "AKIA", 0},
    {token, "ASIA", 2},
    {token, "ghp_", 1},
    {token, "gho_", 2},
    {token, "ghu_", 2},
    {token, "ghs_", 1},
    {token, "ghr_", 2},
    {token, "github_pat_", 5},
    {token, "sk-", 1},
    {token, "sk_live_", 1},
    {token, "rk_live_", 6},
    {token, "xox", 0},
    {token, "AIza", 1},
    {token, "npm_", 2},
    {token, "eyJ", 1},
    {token, "hf_", 0},
    {token, "hooks.slack.com/services/", 10},
    {token, "/api/webhooks/", 7},
    {token, "glpat-", 1},
    {private_key, "-----BEGIN ", 6},
    {assignment, "passw", 3, true},
    {assignment, "secret", 2, true},
    {assignment, "token", 1, true},
    {assignment, "api_key", 3, true},
    {assignment, "apikey", 2, true},
    {assignment, "api-key", 3, true},
    {url, "://", 0},
    {download, "curl ", 2},
    {download, "wget ", 0},
    {download, "iwr ", 0, true},
    {download, "irm ", 0, true},
    {download, "Invoke-WebRequest", 6, true},
    {download, "Invoke-RestMethod", 10, true},
    {download, "DownloadString", 7, true},
    {bypass, "dangerously-", 8},
    {bypass, "--yolo", 1},
    {override, "ignore", 1, true},
    {override, "disregard", 2, true},
    {override, "forget", 2, true},
    {override, "override", 0, true},
    {user, "the user", 3, true},
    {comment, "<!--", 1},
    {command, "!`", 0},
    {command, "```!", 2},
    {command, "!{", 0},
};
constexpr std::size_t trigger_count = std::size(triggers);
static_assert(trigger_count < 255);

constexpr unsigned char lower(unsigned char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<unsigned char>(c + 32) : c;
}
constexpr unsigned char upper(unsigned char c) {
  return c >= 'a' && c <= 'z' ? static_cast<unsigned char>(c - 32) : c;
}
/// As the two bytes lie in memory.
constexpr std::size_t index_of(unsigned char first, unsigned char second) {
  return std::bit_cast<std::uint16_t>(std::array{first, second});
}

/// For each pair the position of its trigger in `triggers` plus 1, or 0.
struct Index {
  std::array<std::uint8_t, 65536> ids{};

  constexpr void put(std::size_t pair, std::uint8_t id) {
    if (ids[pair] != 0 && ids[pair] != id) throw "two triggers have the same pair";
    ids[pair] = id;
  }
  /// Pairs of `first` with every byte of [low, high].
  constexpr void put_unseen(unsigned char first, unsigned low, unsigned high) {
    for (unsigned second = low; second <= high; ++second) {
      ids[index_of(first, static_cast<unsigned char>(second))] = 2;
    }
  }
};

constexpr bool is_control(unsigned c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
}

constexpr Index make_index() {
  Index index;
  for (std::size_t i = 2; i < trigger_count; ++i) {
    const Trigger& trigger = triggers[i];
    const auto id = static_cast<std::uint8_t>(i + 1);
    const auto first = static_cast<unsigned char>(trigger.literal[trigger.rare]);
    const auto second = static_cast<unsigned char>(trigger.literal[trigger.rare + 1]);
    if (!trigger.any_case) {
      index.put(index_of(first, second), id);
      continue;
    }
    for (const unsigned char a : {lower(first), upper(first)}) {
      for (const unsigned char b : {lower(second), upper(second)}) index.put(index_of(a, b), id);
    }
  }
  for (unsigned c = 0; c < 0x80; ++c) {
    if (!is_control(c)) continue;
    for (unsigned second = 0; second < 256; ++second) {
      index.ids[index_of(static_cast<unsigned char>(c), static_cast<unsigned char>(second))] = 1;
    }
  }
  index.put_unseen(0xC2, 0x80, 0xA0);  // U+0080–U+00A0
  index.put_unseen(0xC2, 0xAD, 0xAD);  // U+00AD
  index.put_unseen(0xCD, 0x8F, 0x8F);  // U+034F
  index.put_unseen(0xD8, 0x9C, 0x9C);  // U+061C
  index.put_unseen(0x85, 0x9F, 0xA0);  // U+115F, U+1160
  index.put_unseen(0x9A, 0x80, 0x80);  // U+1680
  index.put_unseen(0xA0, 0x8E, 0x8E);  // U+180E
  index.put_unseen(0x80, 0x80, 0x8F);  // U+2000–U+200F, U+3000
  index.put_unseen(0x80, 0xA8, 0xAF);  // U+2028–U+202F
  index.put_unseen(0x81, 0x9F, 0xAF);  // U+205F–U+206F
  index.put_unseen(0xA0, 0x80, 0x80);  // U+2800
  index.put_unseen(0x85, 0xA4, 0xA4);  // U+3164
  index.put_unseen(0xB8, 0x80, 0x8F);  // U+FE00–U+FE0F
  index.put_unseen(0xBB, 0xBF, 0xBF);  // U+FEFF
  index.put_unseen(0xBE, 0xA0, 0xA0);  // U+FFA0
  index.put_unseen(0xBF, 0xB9, 0xBD);  // U+FFF9–U+FFFD
  index.put_unseen(0xF3, 0xA0, 0xA0);  // U+E0000–U+E0FFF
  return index;
}

constexpr Index index = make_index();

std::size_t pair_at(const char* bytes) {
  std::uint16_t pair = 0;
  std::memcpy(&pair, bytes, sizeof pair);
  return pair;
}

bool equals(std::string_view text, const Trigger& trigger) {
  if (!trigger.any_case) return text == trigger.literal;
  if (text.size() != trigger.literal.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (lower(static_cast<unsigned char>(text[i])) !=
        lower(static_cast<unsigned char>(trigger.literal[i]))) {
      return false;
    }
  }
  return true;
}

}  // namespace

bool TriggerScan::find_pair() {
  const char* const bytes = bytes_.data();
  const std::size_t size = bytes_.size();
  std::size_t at = pair_;
  for (; at + 5 <= size; at += 4) {
    const int any = index.ids[pair_at(bytes + at)] | index.ids[pair_at(bytes + at + 1)] |
                    index.ids[pair_at(bytes + at + 2)] | index.ids[pair_at(bytes + at + 3)];
    if (any != 0) break;
  }
  while (at < size && id_at(at) == 0) ++at;
  pair_ = at;
  return at < size;
}

std::uint8_t TriggerScan::id_at(std::size_t at) const {
  const auto first = static_cast<unsigned char>(bytes_[at]);
  const char second = at + 1 < bytes_.size() ? bytes_[at + 1] : '\n';
  return index.ids[index_of(first, static_cast<unsigned char>(second))];
}

std::optional<TriggerScan::Hit> TriggerScan::next() {
  while (find_pair()) {
    const Trigger& trigger = triggers[id_at(pair_) - 1];
    const std::size_t found = pair_++;
    if (found < trigger.rare) continue;
    const std::size_t at = found - trigger.rare;
    if (equals(bytes_.substr(at, trigger.literal.size()), trigger)) {
      return Hit{trigger.suspect, at};
    }
  }
  return std::nullopt;
}

}  // namespace agent::security
