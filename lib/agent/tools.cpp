#include "agent/tools.hpp"

#include <algorithm>
#include <iterator>

#include "base/edit_distance.hpp"
#include "base/text.hpp"

namespace agent {
namespace {

enum class Standing { known, removed, unknown };

std::string_view name_in(const Tools& tools, std::string_view entry) {
  if (tools.accepts) return entry;
  return base::trim(entry.substr(0, entry.find('(')));
}

Standing standing(const Tools& tools, std::string_view entry) {
  const std::string_view name = name_in(tools, entry);
  if (tools.accepts && tools.accepts(name)) return Standing::known;
  const auto fits = [&](std::string_view pattern) { return fits_words(pattern, name); };
  if (std::ranges::any_of(tools.patterns, fits)) return Standing::known;
  if (std::ranges::binary_search(tools.known, name)) return Standing::known;
  return std::ranges::binary_search(tools.removed, name) ? Standing::removed : Standing::unknown;
}

std::string hint_for(const Tools& tools, std::string_view name) {
  for (const std::string_view known : tools.known) {
    if (base::to_lower_ascii(name) == base::to_lower_ascii(known)) {
      return "write '" + std::string(known) + "'";
    }
  }
  const auto near = base::nearest(name, tools.known);
  return near ? "did you mean '" + std::string(*near) + "'?" : std::string();
}

void split_entries(std::string_view text, Separator separator, const ToolEntry& place, bool exact,
                   std::vector<ToolEntry>& entries) {
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ',';
    if (c == '(') ++depth;
    if (c == ')' && depth > 0) --depth;
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    const bool ends =
        i == text.size() ||
        (depth == 0 && (c == ',' || (blank && separator == Separator::comma_or_blank)));
    if (!ends) continue;
    const std::string_view raw = text.substr(begin, i - begin);
    const std::string_view entry = base::trim(raw);
    if (!entry.empty()) {
      ToolEntry made{std::string(entry), place.begin, place.end};
      if (exact) {
        made.begin += static_cast<std::size_t>(entry.data() - text.data());
        made.end = made.begin + entry.size();
      }
      entries.push_back(std::move(made));
    }
    begin = i + 1;
  }
}

void add_scalar(const syntax::Node& node, Separator separator, std::size_t shift,
                std::vector<ToolEntry>& entries) {
  if (node.kind != syntax::Kind::scalar || node.type == syntax::Type::null) return;
  const bool quoted =
      node.style == syntax::Style::single_quoted || node.style == syntax::Style::double_quoted;
  const std::size_t edge = quoted ? 1 : 0;
  const bool exact = node.end - node.begin == node.value.size() + 2 * edge &&
                     node.style != syntax::Style::literal && node.style != syntax::Style::folded;
  ToolEntry place{{}, node.begin + shift + (exact ? edge : 0), node.end + shift};
  split_entries(node.value, separator, place, exact, entries);
}

}  // namespace

std::vector<ToolEntry> tool_entries(const syntax::Node& node, Separator separator,
                                    std::size_t shift) {
  std::vector<ToolEntry> entries;
  if (node.kind == syntax::Kind::scalar) add_scalar(node, separator, shift, entries);
  for (const syntax::Node& item : node.items) add_scalar(item, separator, shift, entries);
  for (const auto& [key, value] : node.entries) {
    if (value.value != "false") add_scalar(key, Separator::comma, shift, entries);
  }
  return entries;
}

std::vector<std::string> tool_arguments(std::string_view entry, std::string_view tool) {
  if (!entry.starts_with(tool) || !entry.ends_with(')')) return {};
  entry.remove_prefix(tool.size());
  if (!entry.starts_with('(')) return {};
  entry = entry.substr(1, entry.size() - 2);
  std::vector<ToolEntry> parts;
  split_entries(entry, Separator::comma, {}, false, parts);
  std::vector<std::string> names;
  for (ToolEntry& part : parts) names.push_back(std::move(part.text));
  return names;
}

void check_tools(const Spec& spec, const std::vector<ToolEntry>& entries, Findings& findings,
                 Parsed& parsed, ToolList list) {
  const Tools& tools = *spec.tools;
  const std::string reader(spec.reader);
  const bool none = !entries.empty() && std::ranges::none_of(entries, [&](const ToolEntry& entry) {
    return standing(tools, entry.text) == Standing::known;
  });
  // `search/codebase` and `read` are tools of Copilot, whose agents may lie in the same place.
  static constexpr std::string_view copilot_tools[] = {"agent", "edit", "execute", "read", "search",
                                                       "shell", "todo", "todos",   "web"};
  const bool of_copilot =
      spec.format.host == Host::any && std::ranges::any_of(entries, [](const ToolEntry& entry) {
        return entry.text.find('/') != std::string::npos ||
               std::ranges::find(copilot_tools, entry.text) != std::end(copilot_tools);
      });
  const bool refused = list == ToolList::allowed && none && !of_copilot &&
                       spec.format.kind == Kind::agent && spec.names == NameRule::claude;
  if (refused) {
    findings.add({.rule = "tools-unresolved",
                  .begin = entries.front().begin,
                  .end = entries.back().end,
                  .message = "no tool of the list is known to " + reader,
                  .consequence = reader + " refuses to start this agent",
                  .hint = entries.size() == 1 ? hint_for(tools, entries.front().text)
                                              : "remove 'tools' to allow all, or name real tools"});
    return;
  }
  for (const ToolEntry& entry : entries) {
    if (findings.full()) return;
    const Standing is = standing(tools, entry.text);
    if (is == Standing::known) continue;
    const std::string name(name_in(tools, entry.text));
    const bool removed = is == Standing::removed;
    Finding finding{.rule = "tools-unresolved",
                    .begin = entry.begin,
                    .end = entry.end,
                    .message = removed ? reader + " no longer has the tool '" + name + "'"
                                       : reader + " knows no tool '" + name + "'",
                    .consequence = "it runs without that tool",
                    .hint = removed ? "remove it from the list" : hint_for(tools, name),
                    .severity = base::Severity::info};
    if (list == ToolList::disallowed && !removed) {
      finding.consequence = "the tool that was meant is not taken away";
      finding.severity = base::Severity::warning;
    }
    if (spec.strict) {
      finding.severity = base::Severity::error;
      finding.consequence = spec.unloaded;
      parsed.loads = false;
    }
    findings.add(std::move(finding));
  }
}

}  // namespace agent
