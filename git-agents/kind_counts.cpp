#include "git-agents/kind_counts.hpp"

#include <algorithm>

namespace cli {
namespace {

/// A file that is too broken to be read as a definition was still meant as one.
bool counts(const agent::Parsed& parsed) {
  return parsed.is_definition ||
         std::ranges::any_of(parsed.diagnostics, [](const base::Diagnostic& diagnostic) {
           return diagnostic.severity == base::Severity::error;
         });
}

std::string noun(agent::Kind kind, std::size_t count) {
  std::string word(to_string(kind));
  const bool plural_already = word.ends_with('s') || word == "steering";
  if (count != 1 && !plural_already) word += 's';
  return word;
}

}  // namespace

KindCounts count_kinds(const source::Catalog& catalog,
                       const std::function<bool(const std::string& root)>& wanted) {
  KindCounts by_kind;
  for (const auto& definition : catalog.definitions) {
    if (!counts(*definition.parsed)) continue;
    if (wanted(definition.root.empty() ? "." : definition.root)) ++by_kind[definition.format.kind];
  }
  return by_kind;
}

std::string counts_text(const KindCounts& counts) {
  if (counts.empty()) return "nothing";
  std::string text;
  std::size_t left = counts.size();
  for (const auto& [kind, count] : counts) {
    if (!text.empty()) text += left == 1 ? " and " : ", ";
    text += std::to_string(count) + " " + noun(kind, count);
    --left;
  }
  return text;
}

}  // namespace cli
