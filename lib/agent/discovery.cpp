#include "agent/discovery.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "agent/kind.hpp"
#include "agent/names.hpp"
#include "base/text.hpp"
#include "os/file.hpp"
#include "syntax/json.hpp"

namespace agent {
namespace {

using Root = settings::DefinitionRoot;
constexpr std::size_t roots_for_a_pattern = 3;
constexpr syntax::Limits manifest_limits{.depth = 64, .nodes = 500'000};

/// Does the path lie among tests or documentation, whose definitions nobody loads?
bool is_set_aside(std::string_view path) {
  static constexpr std::string_view words[] = {
      "__fixtures__", "__tests__", "archive",     "archived",     "doc",    "docs", "evals",
      "examples",     "fixture",   "fixtures",    "node_modules", "spec",   "test", "test-fixtures",
      "testdata",     "tests",     "third_party", "vendor",       "website"};
  while (!path.empty()) {
    const auto slash = path.find('/');
    if (slash == path.npos) return false;
    const std::string word = base::to_lower_ascii(path.substr(0, slash));
    if (std::ranges::binary_search(words, std::string_view(word))) return true;
    path.remove_prefix(slash + 1);
  }
  return false;
}

auto order(const Root& root) {
  return std::tie(root.path, root.kind, root.profile);
}
bool before(const Root& a, const Root& b) {
  return order(a) < order(b);
}
bool same(const Root& a, const Root& b) {
  return order(a) == order(b);
}

class Discovery {
 public:
  Discovery(const std::vector<std::string>& paths, const ReadText& read)
      : paths_(paths), read_(read) {}

  std::vector<Root> roots() {
    well_known();
    links();
    for (const auto& path : paths_) {
      if (is_manifest(path) && !is_set_aside(path)) manifest(path);
    }
    telling_names();
    bases();
    return inhabited();
  }

 private:
  void add(std::string path, Kind kind, std::string profile) {
    candidates_.push_back({std::move(path), std::string(to_string(kind)), std::move(profile)});
  }

  void well_known() {
    const Classifier classifier{settings::Settings{}};
    std::set<std::pair<std::string, Format>> seen;
    for (const auto& path : paths_) {
      const auto found = classifier.classify(path);
      if (!found || found->format.kind == Kind::base || is_set_aside(path)) continue;
      if (!seen.emplace(found->root, found->format).second) continue;
      const bool any = found->format.host == Host::any;
      add(found->root, found->format.kind, any ? "" : std::string(to_string(found->format.host)));
    }
  }

  /// A well-known place that is itself in the list is a link or a submodule: there to be told.
  void links() {
    for (const auto& place : well_known_places()) {
      const std::string path(place.path);
      if (!std::ranges::binary_search(paths_, path)) continue;
      const bool any = place.format.host == Host::any;
      add(path, place.format.kind, any ? "" : std::string(to_string(place.format.host)));
      links_.insert(path);
    }
  }

  void manifest(const std::string& path) {
    if (!manifests_.insert(path).second) return;
    const std::string plugin(os::parent(os::parent(path)));
    default_places(plugin);
    const auto text = read_(path);
    if (!text) return;
    const auto document = syntax::parse_json(*text, manifest_limits);
    if (!document.root) return;
    components(plugin, *document.root);
    const auto* plugins = document.root->find("plugins");
    if (plugins == nullptr) return;
    std::string top = plugin;
    if (const auto* metadata = document.root->find("metadata")) {
      const auto* below = metadata->find("pluginRoot");
      if (below != nullptr) top = inside(plugin, below->value).value_or(plugin);
    }
    for (const auto& item : plugins->items) {
      const auto* source = item.find("source");
      if (source == nullptr || source->kind != syntax::Kind::scalar) continue;
      if (!source->value.starts_with("./") && top == plugin) continue;
      const auto place = inside(top, source->value);
      if (!place) continue;
      default_places(*place);
      components(*place, item);
      // The marketplace names it, wherever it lies.
      const std::string own = below(*place, ".claude-plugin/plugin.json");
      if (std::ranges::binary_search(paths_, own)) manifest(own);
    }
  }

  /// `relative` below `directory`, where it stays inside the repository.
  static std::optional<std::string> inside(const std::string& directory,
                                           const std::string& relative) {
    if (relative.empty() || relative.front() == '/') return std::nullopt;
    const std::string path = os::normalise(os::join(directory.empty() ? "." : directory, relative));
    if (!os::stays_inside(path)) return std::nullopt;
    return path == "." ? std::string() : path;
  }

  static std::string below(const std::string& directory, std::string_view name) {
    return directory.empty() ? std::string(name) : os::join(directory, name);
  }

  void default_places(const std::string& plugin) {
    if (!plugins_.insert(plugin).second) return;
    // A repository that is a plugin is also read by whoever opens it.
    const std::string host = plugin.empty() ? "" : std::string(to_string(Host::claude_plugin));
    add(below(plugin, "agents"), Kind::agent, host);
    add(below(plugin, "skills"), Kind::skill, "");
    add(below(plugin, "commands"), Kind::command, "");
    add(below(plugin, "hooks"), Kind::hooks, "");
    add(below(plugin, "output-styles"), Kind::output_style, "claude");
    if (std::ranges::binary_search(paths_, below(plugin, "SKILL.md"))) {
      add(plugin.empty() ? "." : plugin, Kind::skill, "");
    }
  }

  /// The places that a manifest, or an entry of a marketplace, adds to the default ones.
  void components(const std::string& plugin, const syntax::Node& manifest) {
    const std::pair<const char*, Kind> places[] = {{"agents", Kind::agent},
                                                   {"skills", Kind::skill},
                                                   {"commands", Kind::command},
                                                   {"outputStyles", Kind::output_style}};
    for (const auto& place : places) {
      const auto* value = manifest.find(place.first);
      if (value == nullptr) continue;
      if (value->kind == syntax::Kind::scalar) component(plugin, value->value, place.second);
      for (const auto& entry : value->entries) {
        if (const auto* source = entry.second.find("source")) {
          component(plugin, source->value, place.second);
        }
      }
      for (const auto& item : value->items) {
        if (item.kind == syntax::Kind::scalar) component(plugin, item.value, place.second);
      }
    }
  }

  void component(const std::string& plugin, const std::string& relative, Kind kind) {
    auto path = inside(plugin, relative);
    if (!path) return;
    if (path->ends_with(".md")) path = std::string(os::parent(*path));
    // A skill may be named by its own directory.
    if (kind == Kind::skill && std::ranges::binary_search(paths_, *path + "/SKILL.md")) {
      path = std::string(os::parent(*path));
    }
    const bool is_plugin_agent = kind == Kind::agent && !plugin.empty();
    std::string profile = kind == Kind::output_style ? "claude" : "";
    if (is_plugin_agent) profile = to_string(Host::claude_plugin);
    add(path->empty() ? "." : *path, kind, std::move(profile));
  }

  /// Files whose names say what they are, wherever they lie.
  void telling_names() {
    static constexpr struct {
      std::string_view ending;
      Kind kind;
      std::string_view profile;
    } endings[] = {{".agent.md", Kind::agent, "copilot"},
                   {".prompt.md", Kind::prompt, "copilot"},
                   {".instructions.md", Kind::instructions, "copilot"},
                   {".chatmode.md", Kind::chat_mode, "copilot"},
                   {".mdc", Kind::rule, "cursor"}};
    const bool deeper_skills = std::ranges::any_of(paths_, [](const std::string& path) {
      return path.ends_with("/SKILL.md") && !os::parent(os::parent(path)).empty() &&
             !is_set_aside(path);
    });
    for (const auto& path : paths_) {
      if (is_set_aside(path)) continue;
      const std::string directory(os::parent(path));
      for (const auto& ending : endings) {
        if (!path.ends_with(ending.ending)) continue;
        add(directory.empty() ? "." : directory, ending.kind, std::string(ending.profile));
      }
      if (os::file_name(path) == "SKILL.md" && !directory.empty()) {
        skill(directory, deeper_skills);
      }
    }
  }

  /// At the top a directory is a skill of the repository only where there is no other place.
  void skill(const std::string& directory, bool elsewhere) {
    const std::string above(os::parent(directory));
    if (!above.empty() || !elsewhere) add(above.empty() ? "." : above, Kind::skill, "");
  }

  void bases() {
    const std::string base_name = settings::Build{}.base;
    std::set<std::string> tops;
    for (const auto& path : paths_) {
      if (os::file_name(path) != base_name || is_set_aside(path)) continue;
      const std::string directory(os::parent(path));
      if (!lies_in(directory, [&](const std::string& top) { return tops.contains(top); })) {
        tops.insert(directory);
      }
    }
    std::set<std::string> known;
    for (const auto& root : candidates_) {
      if (root.kind == to_string(Kind::agent)) known.insert(root.path);
    }
    for (const auto& top : tops) {
      const bool is_known =
          top.empty()
              ? !known.empty()
              : lies_in(top, [&](const std::string& other) { return known.contains(other); });
      if (!is_known) add(top.empty() ? "." : top, Kind::agent, "");
    }
  }

  /// Does `has` hold for the directory or one above it, the top ("") included?
  template <class Has>
  static bool lies_in(std::string directory, const Has& has) {
    for (;;) {
      if (has(directory)) return true;
      if (directory.empty()) return false;
      directory = std::string(os::parent(directory));
    }
  }

  /// The candidates that classify at least one path as a definition, without those inside another.
  std::vector<Root> inhabited() {
    std::ranges::stable_sort(candidates_, before);
    std::vector<Root> distinct;
    std::set<std::tuple<std::string, std::string, std::string>> taken;
    // Skills that a host is known for are not also anybody's.
    std::set<std::string> hosted;
    for (const auto& root : candidates_) {
      if (root.kind == to_string(Kind::skill) && !root.profile.empty()) hosted.insert(root.path);
    }
    for (const auto& root : candidates_) {
      const bool bare_skill = root.kind == to_string(Kind::skill) && root.profile.empty();
      if (bare_skill &&
          lies_in(root.path, [&](const std::string& path) { return hosted.contains(path); })) {
        continue;
      }
      const auto has = [&](const std::string& path) {
        return taken.contains({path.empty() ? "." : path, root.kind, root.profile});
      };
      if (lies_in(root.path == "." ? std::string() : root.path, has)) continue;
      taken.emplace(root.path, root.kind, root.profile);
      distinct.push_back(root);
    }
    settings::Settings settings;
    settings.definitions = distinct;
    if (distinct.empty()) return {};
    const Classifier classifier(settings);
    std::set<std::pair<std::string, std::string>> used;
    for (const auto& path : paths_) {
      const auto found = classifier.classify(path);
      if (!found || found->format.kind == Kind::base) continue;
      used.emplace(found->root.empty() ? "." : found->root, to_string(found->format.kind));
    }
    std::erase_if(distinct, [&](const Root& root) {
      return !used.contains({root.path, root.kind}) && !links_.contains(root.path);
    });
    return distinct;
  }

  const std::vector<std::string>& paths_;
  const ReadText& read_;
  std::set<std::string> plugins_, manifests_, links_;
  std::vector<Root> candidates_;
};

/// `path` with each of its components in turn as `*`.
std::vector<std::string> patterns_of(const std::string& path) {
  std::vector<std::string> patterns;
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    patterns.push_back(path.substr(0, begin) + "*" + path.substr(end));
    begin = end + 1;
  }
  return patterns;
}

std::vector<Root> compacted(std::vector<Root> roots) {
  for (;;) {
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> counts;
    for (const auto& root : roots) {
      if (root.path.find('*') != std::string::npos) continue;
      for (auto& pattern : patterns_of(root.path)) ++counts[{pattern, root.kind, root.profile}];
    }
    const auto most =
        std::ranges::max_element(counts, {}, [](const auto& entry) { return entry.second; });
    if (most == counts.end() || most->second < roots_for_a_pattern) break;
    // Not a structured binding: clang 14 cannot capture one.
    const std::string pattern = std::get<0>(most->first), kind = std::get<1>(most->first),
                      profile = std::get<2>(most->first);
    std::erase_if(roots, [&](const Root& root) {
      const auto its = patterns_of(root.path);
      return root.kind == kind && root.profile == profile &&
             std::ranges::find(its, pattern) != its.end();
    });
    roots.push_back({pattern, kind, profile});
  }
  std::ranges::sort(roots, before);
  roots.erase(std::unique(roots.begin(), roots.end(), same), roots.end());
  return roots;
}

}  // namespace

std::vector<settings::DefinitionRoot> discover_roots(const std::vector<std::string>& paths,
                                                     const ReadText& read, Patterns patterns) {
  auto roots = Discovery(paths, read).roots();
  return patterns == Patterns::yes ? compacted(std::move(roots)) : roots;
}

bool may_be_definition(std::string_view path, std::uint32_t mode) {
  constexpr std::uint32_t symlink_mode = 0120000, submodule_mode = 0160000;
  if (mode == symlink_mode || mode == submodule_mode) return true;
  const std::string_view file = os::file_name(path);
  if (file.ends_with(".md") || file.ends_with(".mdc") || file.ends_with(".toml")) return true;
  return file == "plugin.json" || file == "marketplace.json" || file == "hooks.json";
}

std::vector<std::string> definition_pathspecs() {
  std::vector<std::string> pathspecs = {
      "*.md", "*.mdc", "*.toml", "*plugin.json", "*marketplace.json", "*hooks.json"};
  pathspecs.emplace_back(settings_file);
  pathspecs.emplace_back(baseline_file);
  std::set<std::string_view> tops;
  for (const auto& place : well_known_places()) {
    tops.insert(place.path.substr(0, place.path.find('/')));
  }
  pathspecs.insert(pathspecs.end(), tops.begin(), tops.end());
  return pathspecs;
}

bool is_manifest(std::string_view path) {
  const std::string_view file = os::file_name(path);
  return (file == "plugin.json" || file == "marketplace.json") &&
         os::file_name(os::parent(path)).ends_with("-plugin");
}

}  // namespace agent
