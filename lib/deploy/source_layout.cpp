#include "deploy/source_layout.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "agent/kind.hpp"
#include "agent/names.hpp"
#include "base/text.hpp"
#include "os/file.hpp"
#include "source/validation.hpp"
#include "syntax/document.hpp"

namespace deploy {
namespace {

constexpr std::size_t max_settings_bytes = std::size_t{256} << 10;

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> places = {
    {{"agents", "agent"}, {"skills", "skill"}, {"commands", "command"}, {"rules", "rule"}}};

struct LineRange {
  std::uint32_t first, last;
};

/// The lines that say how the tree is read; nothing where the file is no mapping.
std::optional<std::vector<LineRange>> counting_lines(std::string_view text) {
  const syntax::Document document = syntax::parse_yaml(text);
  if (!document.root || document.root->kind != syntax::Kind::mapping) return std::nullopt;
  std::vector<LineRange> ranges;
  const base::Lines lines(text);
  for (const auto& [key, value] : document.root->entries) {
    const bool counts =
        key.value == "version" || key.value == "definitions" || key.value == "build";
    if (!counts) continue;
    const std::size_t end = std::max(key.end, value.end);
    ranges.push_back({lines.line_of(key.begin), lines.line_of(end > 0 ? end - 1 : 0)});
  }
  return ranges;
}

std::string text_of_settings(source::Tree& tree) {
  const std::string path(agent::settings_file);
  const std::vector<git::Entry> entries = tree.list({path});
  const auto entry = source::find_entry(entries, path);
  if (entry == entries.end()) return {};
  return tree.read_one(*entry, max_settings_bytes).value_or("");
}

/// The first mistake that concerns how the tree is read; "" where there is none.
std::string first_problem(source::Tree& tree, const base::Diagnostics& diagnostics) {
  const bool placed = std::ranges::all_of(
      diagnostics, [](const base::Diagnostic& diagnostic) { return diagnostic.place.line != 0; });
  const auto ranges = placed ? counting_lines(text_of_settings(tree)) : std::nullopt;
  const auto counts = [&](const base::Diagnostic& diagnostic) {
    // The baseline accepts nothing here, so that it need not be right.
    if (diagnostic.path != agent::settings_file) return false;
    return !ranges || std::ranges::any_of(*ranges, [&](const LineRange& range) {
      return diagnostic.place.line >= range.first && diagnostic.place.line <= range.last;
    });
  };
  const auto first = std::ranges::find_if(diagnostics, counts);
  if (first == diagnostics.end()) return {};
  std::string place(agent::settings_file);
  if (first->place.line != 0) {
    place += ":" + std::to_string(first->place.line) + ":" + std::to_string(first->place.column);
  }
  return place + ": " + first->message;
}

bool below(std::string_view path, std::string_view directory) {
  return directory.empty() || path == directory ||
         (path.size() > directory.size() && path.starts_with(directory) &&
          path[directory.size()] == '/');
}

/// Roots beside the part say nothing of what is in it.
void keep_related(std::vector<settings::DefinitionRoot>& roots, const std::string& part) {
  std::erase_if(roots, [&](const settings::DefinitionRoot& root) {
    std::string_view path = root.path == "." ? std::string_view() : root.path;
    if (path.find('*') != path.npos) path = os::parent(path.substr(0, path.find('*')));
    return !below(path, part) && !below(part, path);
  });
}

class Part {
 public:
  Part(source::Tree& tree, const std::string& part) : part_(part), entries_(tree.list({part})) {}

  bool empty() const { return entries_.empty(); }

  /// Is anything below `directory` a definition under these settings?
  bool holds_definitions(const settings::Settings& settings, const std::string& directory) const {
    const agent::Classifier classifier(settings);
    return std::ranges::any_of(entries_, [&](const git::Entry& entry) {
      if (!below(entry.path, directory)) return false;
      const auto classified = classifier.classify(entry.path);
      return classified && classified->format.kind != agent::Kind::base;
    });
  }

  /// The directories of the part whose names say what they hold.
  void add_places(settings::Settings& settings) const {
    const settings::Settings before = settings;
    for (const auto& [name, kind] : places) {
      const std::string directory = os::join(part_, name);
      const bool there = std::ranges::any_of(
          entries_, [&](const git::Entry& entry) { return below(entry.path, directory); });
      if (there && !holds_definitions(before, directory)) {
        settings.definitions.push_back({directory, std::string(kind), ""});
      }
    }
  }

  void add_itself(settings::Settings& settings) const {
    const auto* place = std::ranges::find(places, os::file_name(part_),
                                          &std::pair<std::string_view, std::string_view>::first);
    settings.definitions.push_back(
        {part_, std::string(place == places.end() ? places.front().second : place->second), ""});
  }

 private:
  const std::string& part_;
  std::vector<git::Entry> entries_;
};

}  // namespace

Layout source_layout(source::Tree& tree, const std::string& part) {
  const source::Governance governance = source::govern(tree);
  Layout layout;
  layout.settings.definitions = governance.loaded.settings.definitions;
  layout.settings.discovered = governance.loaded.settings.discovered;
  layout.settings.build = governance.loaded.settings.build;
  if (!governance.loaded.diagnostics.empty()) {
    layout.problem = first_problem(tree, governance.loaded.diagnostics);
  }
  if (!layout.problem.empty() || part.empty()) return layout;
  const Part looked_at(tree, part);
  if (looked_at.empty()) {
    layout.problem = "there is no " + base::quote_path(part) + " in it";
    return layout;
  }
  keep_related(layout.settings.definitions, part);
  if (layout.settings.discovered) looked_at.add_places(layout.settings);
  if (!looked_at.holds_definitions(layout.settings, part)) looked_at.add_itself(layout.settings);
  return layout;
}

}  // namespace deploy
