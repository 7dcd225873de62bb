#include <algorithm>
#include <set>

#include "agent/discovery.hpp"
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
      roots_.push_back(
          {std::string(place.path), split_path(place.path), place.format, hidden, place.deep});
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
                      here ? std::vector<std::string>() : split_path(root.path),
                      {kind, host},
                      false,
                      deep});
    directories.insert(literal_prefix(roots_.back().parts));
  }
  directories_ = outermost(directories);
  index_roots();
}

void Classifier::index_roots() {
  for (std::size_t i = 0; i < roots_.size(); ++i) {
    const Root& root = roots_[i];
    if (root.pattern.find_first_of("*?[") != std::string::npos) {
      patterns_.push_back(i);
    } else {
      (root.anywhere ? anywhere_ : fixed_)[root.pattern].push_back(i);
    }
  }
}

/// The roots that are the first `depth` components of the path, in the order of the table. ends[i]
/// is where component i ends.
std::vector<std::size_t> Classifier::roots_at(std::string_view path,
                                              const std::vector<std::size_t>& ends,
                                              std::size_t depth) const {
  std::vector<std::size_t> found;
  const auto take = [&](const ByPath& roots, std::string_view key) {
    const auto at = roots.find(key);
    if (at != roots.end()) found.insert(found.end(), at->second.begin(), at->second.end());
  };
  const std::string_view prefix = path.substr(0, depth == 0 ? 0 : ends[depth - 1]);
  take(fixed_, prefix);
  for (std::size_t back = 1; back <= std::min<std::size_t>(depth, 2); ++back) {
    take(anywhere_, prefix.substr(depth == back ? 0 : ends[depth - back - 1] + 1));
  }
  for (const std::size_t i : patterns_) {
    if (roots_[i].parts.size() != depth) continue;
    bool fits = true;
    for (std::size_t k = 0; k < depth && fits; ++k) {
      const std::size_t begin = k == 0 ? 0 : ends[k - 1] + 1;
      const std::string_view part = path.substr(begin, ends[k] - begin);
      fits = roots_[i].parts[k] == part || base::glob_match(roots_[i].parts[k], part);
    }
    if (fits) found.push_back(i);
  }
  std::ranges::sort(found);
  return found;
}

/// Of the innermost roots that the file lies in the first that has a name for it: a skill's own
/// files are no agents, whatever holds the skills.
const Classifier::Root* Classifier::best_root(std::string_view path,
                                              const std::vector<std::size_t>& ends,
                                              std::string_view file, std::size_t& depth) const {
  for (depth = ends.size() - 1;; --depth) {
    const auto candidates = roots_at(path, ends, depth);
    for (const std::size_t i : candidates) {
      const Root& root = roots_[i];
      const bool is_base = root.format.kind == Kind::agent && file == base_name_;
      if (is_base || has_name_of(root.format, root.pattern, file)) return &root;
    }
    if (!candidates.empty() || depth == 0) return nullptr;
  }
}

std::optional<Classified> Classifier::classify(std::string_view path) const {
  const auto file = os::file_name(path);
  if (file.empty() || file[0] == '.' || is_documentation(file)) return std::nullopt;
  if (file != base_name_ && !may_be_definition(file, 0)) return std::nullopt;
  if (!output_.empty() && is_below(path, output_)) return std::nullopt;

  std::vector<std::size_t> ends;
  for (std::size_t at = path.find('/'); at != path.npos; at = path.find('/', at + 1)) {
    ends.push_back(at);
  }
  ends.push_back(path.size());
  std::size_t depth = 0;
  const Root* best = best_root(path, ends, file, depth);
  if (!best) return std::nullopt;
  if (!best->deep && depth + 1 != ends.size()) return std::nullopt;
  for (std::size_t i = depth; i + 1 < ends.size(); ++i) {
    if (path[i == 0 ? 0 : ends[i - 1] + 1] == '.') return std::nullopt;
  }
  // A file of another spelling is a skill only where the skill's own file would be.
  const bool misspelled = best->format.kind == Kind::skill && file != "SKILL.md";
  if (misspelled && depth + 2 != ends.size()) return std::nullopt;

  Classified classified{refined(best->format, file),
                        std::string(path.substr(0, depth == 0 ? 0 : ends[depth - 1]))};
  if (best->format.kind == Kind::agent && file == base_name_) classified.format.kind = Kind::base;
  return classified;
}

}  // namespace agent
