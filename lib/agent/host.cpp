#include "agent/host.hpp"

#include <algorithm>
#include <vector>

#include "agent/hosts/tables.hpp"

namespace agent {
namespace {

const std::vector<const Spec*>& catalogue() {
  static const std::vector<const Spec*> all = [] {
    std::vector<const Spec*> made;
    for (const auto& table :
         {claude_specs, claude_json_specs, claude_mpm_specs, agentskills_specs, cursor_specs,
          copilot_specs, opencode_specs, codex_specs, gemini_specs, windsurf_specs, kiro_specs}) {
      for (const Spec& spec : table) made.push_back(&spec);
    }
    std::ranges::sort(made, {}, &Spec::format);
    return made;
  }();
  return all;
}

/// `*` takes as little as it can and one byte more whenever the rest does not fit, so the time is
/// bounded by the product of the lengths.
bool fits(std::string_view pattern, std::string_view word) {
  std::size_t p = 0, w = 0, star = std::string_view::npos, taken = 0;
  while (w < word.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      taken = w;
    } else if (p < pattern.size() && pattern[p] == word[w]) {
      ++p;
      ++w;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      w = ++taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

}  // namespace

const Spec* find_spec(Format format) {
  const auto& all = catalogue();
  const auto at = std::ranges::lower_bound(all, format, {}, &Spec::format);
  return at != all.end() && (*at)->format == format ? *at : nullptr;
}

std::span<const Spec* const> specs() {
  return catalogue();
}

const Field* find_field(const Spec& spec, std::string_view word) {
  const auto at = std::ranges::find(spec.fields, word, &Field::word);
  return at == spec.fields.end() ? nullptr : &*at;
}

bool fits_words(std::string_view patterns, std::string_view word) {
  while (!patterns.empty()) {
    const std::size_t end = patterns.find(' ');
    const std::string_view pattern = patterns.substr(0, end);
    if (!pattern.empty() && fits(pattern, word)) return true;
    if (end == std::string_view::npos) return false;
    patterns.remove_prefix(end + 1);
  }
  return false;
}

}  // namespace agent
