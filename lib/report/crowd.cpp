#include "report/crowd.hpp"

#include <map>
#include <utility>

namespace report {
namespace {

constexpr std::size_t most_shown_whole = 5;
constexpr std::size_t shown_of_crowd = 3;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Where the quoted name that begins at `open` ends, or npos. An apostrophe inside of a word is no
/// quote.
std::size_t closing_quote(std::string_view message, std::size_t open) {
  std::size_t at = message.find('\'', open + 1);
  while (at != message.npos && at + 1 < message.size() && is_word(message[at + 1])) {
    at = message.find('\'', at + 1);
  }
  return at;
}

}  // namespace

std::string message_pattern(std::string_view message) {
  std::string pattern;
  bool quotes_close = true;
  for (std::size_t i = 0; i < message.size(); ++i) {
    const char c = message[i];
    if (c == '\'' && quotes_close && (i == 0 || !is_word(message[i - 1]))) {
      const std::size_t end = closing_quote(message, i);
      quotes_close = end != message.npos;
      if (quotes_close) {
        pattern += "''";
        i = end;
        continue;
      }
    }
    if (is_digit(c)) {
      while (i + 1 < message.size() && is_digit(message[i + 1])) ++i;
      pattern += '0';
      continue;
    }
    pattern += c;
  }
  return pattern;
}

std::vector<Shown> without_crowds(std::span<const base::Diagnostic> of_one_file) {
  struct Crowd {
    std::size_t size = 0, shown = 0;
  };
  std::map<std::pair<std::string_view, std::string>, Crowd> crowds;
  std::vector<Crowd*> crowd_of;
  crowd_of.reserve(of_one_file.size());
  for (const base::Diagnostic& diagnostic : of_one_file) {
    Crowd& crowd = crowds[{diagnostic.rule, message_pattern(diagnostic.message)}];
    ++crowd.size;
    crowd_of.push_back(&crowd);
  }

  std::vector<Shown> shown;
  for (std::size_t i = 0; i < of_one_file.size(); ++i) {
    Crowd& crowd = *crowd_of[i];
    const bool crowded = crowd.size > most_shown_whole;
    if (crowded && crowd.shown == shown_of_crowd) continue;
    ++crowd.shown;
    const bool last = crowded && crowd.shown == shown_of_crowd;
    shown.push_back({&of_one_file[i], last ? crowd.size - shown_of_crowd : 0});
  }
  return shown;
}

}  // namespace report
