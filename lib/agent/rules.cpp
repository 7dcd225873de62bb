#include "agent/rules.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/glob.hpp"

namespace agent {
namespace {

using enum base::Severity;

constexpr Rule table[] = {
    {"base-agent", warning, false, "a base has frontmatter, or nothing inherits it"},
    {"binary", error, false, "the file holds NUL bytes or is UTF-16"},
    {"broken-link", warning, false, "a relative link leads to a file that is not there"},
    {"configuration", error, false, "the configuration or the baseline cannot be used"},
    {"conflict-markers", error, false, "merge conflict markers were left in the file"},
    {"cycle", error, false, "definitions need each other in a circle"},
    {"dangling-agent", error, false, "a reference names an agent that does not exist"},
    {"description-missing", error, false, "a definition has no description"},
    {"duplicate-key", error, false, "a frontmatter key occurs twice"},
    {"duplicate-name", error, false, "two definitions have one identity"},
    {"encrypted", warning, false, "the file is encrypted by git-crypt"},
    {"eol", error, false, "lines end in a lone carriage return"},
    {"frontmatter-not-first", error, false, "something stands before the opening '---'"},
    {"length", error, false, "a name or a text is longer than the host takes"},
    {"lfs-pointer", error, false, "the file is a Git LFS pointer"},
    {"missing-frontmatter", error, false, "an agent or a skill has no frontmatter"},
    {"missing-object", warning, false, "a file's content is not in the repository"},
    {"name-charset", error, false, "a name has characters that the host refuses"},
    {"name-missing", error, false, "a definition has no name"},
    {"near-miss-key", error, false, "a key is a known one misspelled"},
    {"not-an-agent", info, false, "a Markdown file among agents is no agent"},
    {"not-mapping", error, false, "the frontmatter is not a mapping"},
    {"not-utf8", error, false, "the file is not valid UTF-8"},
    {"submodule", info, false, "a submodule lies at a definition's place"},
    {"symlink", warning, false, "a definition is a symbolic link"},
    {"too-large", error, false, "a file is larger than the limit"},
    {"tools-unresolved", error, false, "no tool, or not every tool, of a list is known"},
    {"unclosed-frontmatter", error, false, "the closing '---' is missing"},
    {"unmerged", error, false, "a file has unmerged changes"},
    {"wrong-type", error, false, "a value has a type that the host does not take"},
    {"yaml-portability", warning, false, "strict YAML fails where hosts are lenient"},
    {"yaml-syntax", error, false, "the frontmatter is not YAML"},
};

constexpr auto ids = [] {
  std::array<std::string_view, std::size(table)> list;
  for (std::size_t i = 0; i < list.size(); ++i) list[i] = table[i].id;
  return list;
}();

static_assert(std::ranges::is_sorted(ids));

bool names_rule(const Definition& definition, std::string_view rule) {
  const auto& ignored = definition.parsed->ignored_rules;
  return std::ranges::find(ignored, rule) != ignored.end();
}

std::optional<base::Severity> severity_from(std::string_view word) {
  if (word == "error") return error;
  if (word == "warning") return warning;
  if (word == "info") return info;
  return std::nullopt;
}

}  // namespace

std::span<const Rule> rules() {
  return table;
}
std::span<const std::string_view> rule_ids() {
  return ids;
}

const Rule* find_rule(std::string_view id) {
  const auto at = std::ranges::lower_bound(ids, id);
  return at != ids.end() && *at == id ? &table[at - ids.begin()] : nullptr;
}

base::Diagnostics configured(base::Diagnostics diagnostics, const settings::Validate& validate,
                             std::span<const Definition> definitions) {
  const base::PathFilter ignored(validate.ignore);
  std::erase_if(diagnostics, [&](base::Diagnostic& diagnostic) {
    if (!ignored.empty() && ignored.matches(diagnostic.path)) return true;
    const auto at = std::ranges::lower_bound(definitions, diagnostic.path, {}, &Definition::path);
    if (at != definitions.end() && at->path == diagnostic.path &&
        names_rule(*at, diagnostic.rule)) {
      return true;
    }
    const auto level = validate.rules.find(diagnostic.rule);
    if (level == validate.rules.end()) return false;
    const auto severity = severity_from(level->second);

    if (severity) diagnostic.severity = *severity;
    return !severity;
  });
  return diagnostics;
}

}  // namespace agent
