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
bool has_name_of(Format format, std::string_view root, std::string_view file) {
  const auto ends = [&](std::string_view suffix) {
    return file.size() > suffix.size() && file.ends_with(suffix);
  };
  switch (format.kind) {
    case Kind::plugin:
      return file == "plugin.json";
    case Kind::marketplace:
      return file == "marketplace.json";
    case Kind::hooks:
      return file == "hooks.json";
    case Kind::skill:
      // Other spellings are a defect to report, where the system tells them apart.
      return base::to_lower_ascii(file) == "skill.md";
    case Kind::prompt:
      return ends(format.host == Host::copilot ? ".prompt.md" : ".md");
    case Kind::instructions:
      return ends(".instructions.md");
    case Kind::chat_mode:
      return ends(".chatmode.md");
    default:
      break;
  }
  switch (format.host) {
    case Host::copilot:
      if (format.kind != Kind::agent || ends(".agent.md")) return ends(".md");
      // Elsewhere only the longer ending tells agents from other Markdown.
      return ends(".md") && (root == "agents" || root.ends_with(".github/agents"));
    case Host::codex:
      return ends(".toml");
    case Host::gemini:
      return format.kind == Kind::command ? ends(".toml") : ends(".md") && file[0] != '_';
    case Host::cursor:
      if (format.kind == Kind::rule && ends(".mdc")) return true;
      return ends(".md") && (format.kind != Kind::rule || root.ends_with(".cursor/rules"));
    default:
      return ends(".md");
  }
}

/// What the file's name tells beyond its place.
Format refined(Format format, std::string_view file) {
  const bool bare = format.host == Host::any && format.kind == Kind::agent;
  if (bare && file.ends_with(".agent.md")) format.host = Host::copilot;
  return format;
}

template <class Part>
std::vector<Part> split_path(std::string_view path) {
  std::vector<Part> parts;
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
      roots_.push_back({std::string(place.path), split_path<std::string>(place.path), place.format,
                        hidden, place.deep});
      directories.insert(std::string(place.path.substr(0, place.path.find('/'))));
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
    bool deep = true;
    for (const auto& place : well_known_places()) {
      const bool same =
          place.format == Format{kind, host} &&
          (root.path == place.path || root.path.ends_with("/" + std::string(place.path)));
      if (same) deep = place.deep;
    }
    const bool here = root.path == ".";
    roots_.push_back({here ? std::string() : root.path,
                      here ? std::vector<std::string>() : split_path<std::string>(root.path),
                      {kind, host},
                      false,
                      deep});
    directories.insert(literal_prefix(roots_.back().parts));
  }
  directories_ = outermost(directories);
}

/// Of the innermost roots that the file lies in the first that has a name for it: a skill's own
/// files are no agents, whatever holds the skills.
const Classifier::Root* Classifier::best_root(const std::vector<std::string_view>& parts,
                                              std::string_view file, std::size_t& end) const {
  const Root* best = nullptr;
  end = 0;
  for (const auto& root : roots_) {
    if (root.parts.size() >= parts.size()) continue;
    const std::size_t last = root.anywhere ? parts.size() - 1 - root.parts.size() : 0;
    for (std::size_t at = 0; at <= last; ++at) {
      const std::size_t stop = at + root.parts.size();
      if (stop < end || (best && stop == end)) continue;
      const bool fits = std::equal(root.parts.begin(), root.parts.end(),
                                   parts.begin() + static_cast<std::ptrdiff_t>(at),
                                   [](const auto& pattern, const auto& part) {
                                     return pattern == part || base::glob_match(pattern, part);
                                   });
      if (!fits) continue;
      const bool is_base = root.format.kind == Kind::agent && file == base_name_;
      best = is_base || has_name_of(root.format, root.pattern, file) ? &root : nullptr;
      end = stop;
    }
  }
  return best;
}

std::optional<Classified> Classifier::classify(std::string_view path) const {
  const auto file = os::file_name(path);
  if (file.empty() || file[0] == '.' || is_documentation(file)) return std::nullopt;
  if (!output_.empty() && is_below(path, output_)) return std::nullopt;

  const auto parts = split_path<std::string_view>(path);
  std::size_t end = 0;
  const Root* best = best_root(parts, file, end);
  if (!best) return std::nullopt;
  if (!best->deep && end + 1 != parts.size()) return std::nullopt;
  for (std::size_t i = end; i + 1 < parts.size(); ++i) {
    if (parts[i].starts_with('.')) return std::nullopt;
  }
  // A file of another spelling is a skill only where the skill's own file would be.
  const bool misspelled = best->format.kind == Kind::skill && file != "SKILL.md";
  if (misspelled && end + 2 != parts.size()) return std::nullopt;

  Classified classified{refined(best->format, file), {}};
  for (std::size_t i = 0; i < end; ++i) {
    if (i != 0) classified.root += '/';
    classified.root += parts[i];
  }
  if (best->format.kind == Kind::agent && file == base_name_) classified.format.kind = Kind::base;
  return classified;
}

}  // namespace agent
