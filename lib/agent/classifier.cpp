#include <algorithm>
#include <set>

#include "agent/kind.hpp"
#include "base/glob.hpp"
#include "base/text.hpp"
#include "os/file.hpp"

namespace agent {
namespace {

/// Documentation that people keep beside definitions; "security.md" may well be an agent.
bool is_documentation(std::string_view file) {
  static constexpr std::string_view names[] = {"CHANGELOG.md", "CODE_OF_CONDUCT.md",
                                               "CONTRIBUTING.md", "LICENSE.md", "SECURITY.md"};
  return base::to_lower_ascii(file) == "readme.md" ||
         std::ranges::find(names, file) != std::end(names);
}

/// Does a file of this name hold a definition in a directory of this format?
bool has_extension_of(Format format, std::string_view file) {
  const auto ends = [&](std::string_view suffix) {
    return file.size() > suffix.size() && file.ends_with(suffix);
  };
  switch (format.host) {
    case Host::copilot:
      if (format.kind == Kind::prompt) return ends(".prompt.md");
      if (format.kind == Kind::instructions) return ends(".instructions.md");
      if (format.kind == Kind::chat_mode) return ends(".chatmode.md");
      return ends(".md");
    case Host::codex:
      return ends(".toml");
    case Host::gemini:
      return format.kind == Kind::command ? ends(".toml") : ends(".md") && file[0] != '_';
    case Host::cursor:
      return ends(".md") || (format.kind == Kind::rule && ends(".mdc"));
    default:
      return ends(".md");
  }
}

std::vector<std::string> split_path(std::string_view path) {
  std::vector<std::string> parts;
  while (!path.empty()) {
    const auto slash = path.find('/');
    parts.emplace_back(path.substr(0, slash));
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
  }
  return parts;
}

std::string literal_prefix(const std::vector<std::string>& parts) {
  std::string prefix;
  for (const auto& part : parts) {
    if (part.find_first_of("*?[") != std::string::npos) break;
    if (!prefix.empty()) prefix += '/';
    prefix += part;
  }
  return prefix;
}

bool is_below(std::string_view path, std::string_view directory) {
  return directory.empty() || path == directory ||
         (path.size() > directory.size() && path.starts_with(directory) &&
          path[directory.size()] == '/');
}

/// Keeps only directories that no other one holds; sorted.
std::vector<std::string> outermost(const std::set<std::string>& directories) {
  std::vector<std::string> kept;
  for (const auto& directory : directories) {
    const bool inside =
        std::ranges::any_of(kept, [&](const auto& other) { return is_below(directory, other); });
    if (!inside) kept.push_back(directory);
  }
  return kept;
}

}  // namespace

Classifier::Classifier(const settings::Settings& settings)
    : base_name_(settings.build.base), output_(settings.build.output) {
  std::set<std::string> directories;
  if (settings.definitions.empty()) {
    for (const auto& place : well_known_places()) {
      const bool hidden = place.path.starts_with('.');
      roots_.push_back({std::string(place.path), split_path(place.path), place.format, hidden});
      directories.insert(split_path(place.path).front());
    }
  }
  for (const auto& root : settings.definitions) {
    const auto kind = kind_from(root.kind).value_or(Kind::agent);
    Host host = host_from(root.profile).value_or(Host::any);
    if (root.profile.empty()) {
      std::size_t longest = 0;
      for (const auto& place : well_known_places()) {
        const bool same =
            root.path == place.path || root.path.ends_with("/" + std::string(place.path));
        // ".claude/agents" ends with "agents" too.
        if (!same || place.format.kind != kind || place.path.size() < longest) continue;
        longest = place.path.size();
        host = place.format.host;
      }
    }
    roots_.push_back({root.path, split_path(root.path), {kind, host}, false});
    directories.insert(literal_prefix(roots_.back().parts));
  }
  directories_ = outermost(directories);
}

std::optional<Classified> Classifier::classify(std::string_view path) const {
  const auto file = os::file_name(path);
  if (file.empty() || file[0] == '.' || is_documentation(file)) return std::nullopt;
  if (!output_.empty() && is_below(path, output_)) return std::nullopt;

  const auto parts = split_path(path);
  const Root* best = nullptr;
  std::size_t best_end = 0;
  for (const auto& root : roots_) {
    if (root.parts.size() >= parts.size()) continue;
    const std::size_t last = root.anywhere ? parts.size() - 1 - root.parts.size() : 0;
    for (std::size_t at = 0; at <= last; ++at) {
      const bool fits = std::equal(root.parts.begin(), root.parts.end(),
                                   parts.begin() + static_cast<std::ptrdiff_t>(at),
                                   [](const auto& pattern, const auto& part) {
                                     return pattern == part || base::glob_match(pattern, part);
                                   });
      const std::size_t end = at + root.parts.size();
      if (fits && (!best || end > best_end)) {
        best = &root;
        best_end = end;
      }
    }
  }
  if (!best) return std::nullopt;
  for (std::size_t i = best_end; i + 1 < parts.size(); ++i) {
    if (parts[i].starts_with('.')) return std::nullopt;
  }

  Classified classified{best->format, {}};
  for (std::size_t i = 0; i < best_end; ++i) {
    classified.root += (i == 0 ? "" : "/") + parts[i];
  }
  switch (best->format.kind) {
    case Kind::skill:
      if (file != "SKILL.md") return std::nullopt;
      break;
    case Kind::agent:
      if (file == base_name_) {
        classified.format.kind = Kind::base;
      } else if (!has_extension_of(best->format, file)) {
        return std::nullopt;
      }
      break;
    default:
      if (!has_extension_of(best->format, file)) return std::nullopt;
  }
  return classified;
}

}  // namespace agent
