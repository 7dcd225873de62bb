#include "agent/manifest/words.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "agent/host.hpp"
#include "base/text.hpp"

namespace agent::manifest {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_alphanumeric(char c) {
  return is_letter(c) || is_digit(c);
}
bool is_hexadecimal(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Letters and digits alone, in lower case.
std::string squeezed(std::string_view word) {
  std::string out;
  std::ranges::copy_if(word, std::back_inserter(out), is_alphanumeric);
  return base::to_lower_ascii(out);
}

bool joins_official(std::string_view squeezed_name) {
  const auto has = [&](std::string_view part) {
    return squeezed_name.find(part) != std::string_view::npos;
  };
  return has("officialclaude") || has("officialanthropic") || has("claudeofficial") ||
         has("anthropicofficial");
}

constexpr std::string_view official_marketplaces =
    "claude-code-marketplace claude-code-plugins claude-plugins-official anthropic-marketplace "
    "anthropic-plugins agent-skills anthropic-agent-skills life-sciences knowledge-work-plugins "
    "claude-for-legal claude-for-financial-services financial-services-plugins "
    "first-party-plugins claude-tag-plugins healthcare";
constexpr std::string_view other_marketplaces =
    "claude-community claude-plugins-community anthropic-plugin-directory claude-plugin-directory";

}  // namespace

bool is_url(std::string_view word) {
  word = base::trim(word);
  const std::size_t colon = word.find(':');
  if (colon == word.npos || colon == 0 || !is_letter(word[0])) return false;
  const std::string scheme = base::to_lower_ascii(word.substr(0, colon));
  const bool sound = std::ranges::all_of(
      scheme, [](char c) { return is_alphanumeric(c) || c == '+' || c == '-' || c == '.'; });
  if (!sound) return false;
  if (!fits_words("http https ftp ws wss", scheme)) return true;
  std::string_view rest = word.substr(colon + 1);
  rest.remove_prefix(std::min(rest.find_first_not_of("/\\"), rest.size()));
  std::string_view host = rest.substr(0, rest.find_first_of("/\\?#"));
  if (const std::size_t at = host.rfind('@'); at != host.npos) host.remove_prefix(at + 1);
  if (host.starts_with('[')) return host.find(':') != host.npos && host.find(']') != host.npos;
  const std::size_t end = std::min(host.find(':'), host.size());
  const std::string_view port = host.substr(std::min(host.size(), end + 1));
  host = host.substr(0, end);
  constexpr unsigned highest_port = 65535;
  const bool is_port = port.size() <= 5 && std::ranges::all_of(port, is_digit) &&
                       (port.empty() || std::stoul(std::string(port)) <= highest_port);
  return !host.empty() && host.find_first_of(" <>[]^|%\t") == host.npos && is_port;
}

bool is_id(std::string_view word) {
  return !word.empty() && is_alphanumeric(word[0]) && std::ranges::all_of(word, [](char c) {
    return is_alphanumeric(c) || c == '-' || c == '.' || c == '_';
  });
}

bool is_dependency(std::string_view word) {
  const std::size_t at = word.find('@');
  if (at == word.npos) return is_id(word);
  if (!is_id(word.substr(0, at))) return false;
  std::string_view rest = word.substr(at + 1);
  if (!rest.starts_with('^')) {
    const std::size_t next = rest.find('@');
    if (!is_id(rest.substr(0, next))) return false;
    if (next == rest.npos) return true;
    rest.remove_prefix(next + 1);
  }
  return rest.starts_with('^') && rest.find('@') == rest.npos;
}

bool is_identifier(std::string_view word) {
  return !word.empty() && !is_digit(word[0]) &&
         std::ranges::all_of(word, [](char c) { return is_alphanumeric(c) || c == '_'; });
}

bool is_version_range(std::string_view word) {
  for (std::string_view rest = base::trim(word); !rest.empty();) {
    const std::size_t end = std::min(rest.find_first_of(" |"), rest.size());
    std::string_view part = rest.substr(0, end);
    rest.remove_prefix(std::min(rest.size(), end + 1));
    if (part == "-") continue;
    part.remove_prefix(std::min(part.find_first_not_of("<>=~^v"), part.size()));
    if (part.empty()) continue;
    const bool starts = is_digit(part[0]) || part[0] == 'x' || part[0] == 'X' || part[0] == '*';
    const bool sound = std::ranges::all_of(part, [](char c) {
      return is_alphanumeric(c) || c == '.' || c == '*' || c == '-' || c == '+';
    });
    if (!starts || !sound) return false;
  }
  return true;
}

bool is_commit(std::string_view word) {
  return word.size() == 40 &&
         std::ranges::all_of(word, [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

bool is_sha256(std::string_view word) {
  return word.size() == 64 && std::ranges::all_of(word, is_hexadecimal);
}

bool is_host(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || c == '.' || c == '-';
  });
}

bool is_kebab_case(std::string_view word) {
  char before = '-';
  for (const char c : word) {
    const bool in_word = is_digit(c) || (c >= 'a' && c <= 'z');
    if (!in_word && (c != '-' || before == '-')) return false;
    before = c;
  }
  return before != '-';
}

bool has_blank(std::string_view word) {
  return word.find_first_of(" \t\r\n") != word.npos;
}

bool is_reserved_plugin(std::string_view name) {
  const std::string all = squeezed(name);
  if (joins_official(all)) return true;
  if (fits_words("claude anthropic anthropics claudecode claudemods", all)) return true;
  // The longest mark is shorter than this; a word ends where something else than a letter follows.
  constexpr std::size_t longest = 16;
  std::string begun;
  for (std::size_t i = 0; i < name.size() && begun.size() < longest; ++i) {
    if (!is_alphanumeric(name[i])) {
      if (begun.size() < all.size() && fits_words("claude anthropic anthropics ccplugin", begun)) {
        return true;
      }
      continue;
    }
    begun += base::to_lower_ascii(name.substr(i, 1));
  }
  return false;
}

bool is_official_marketplace(std::string_view name) {
  return fits_words(official_marketplaces, base::to_lower_ascii(name));
}

bool is_forged_marketplace(std::string_view name) {
  if (is_official_marketplace(name)) return false;
  if (fits_words(other_marketplaces, base::to_lower_ascii(name))) return false;
  const std::string all = squeezed(name);
  if (joins_official(all)) return true;
  for (const std::string_view mark : {"anthropic", "claude"}) {
    if (!all.starts_with(mark)) continue;
    const std::string_view rest = std::string_view(all).substr(mark.size());
    for (const std::string_view word :
         {"marketplace", "plugins", "official", "directory", "directories"}) {
      if (rest.starts_with(word)) return true;
    }
  }
  return false;
}

}  // namespace agent::manifest
