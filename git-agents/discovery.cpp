#include "git-agents/discovery.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "agent/kind.hpp"
#include "os/file.hpp"
#include "syntax/document.hpp"

namespace cli {
namespace {

using Root = settings::DefinitionRoot;
constexpr std::size_t roots_for_a_pattern = 3;
constexpr syntax::Limits marketplace_limits{.depth = 64, .nodes = 500'000};

bool is_below(std::string_view path, std::string_view directory) {
  return directory.empty() || (path.size() > directory.size() && path.starts_with(directory) &&
                               path[directory.size()] == '/');
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
    for (const auto& path : paths_) plugin(path);
    bases();
    return inhabited();
  }

 private:
  void add(std::string path, agent::Kind kind, std::string profile) {
    candidates_.push_back({std::move(path), std::string(to_string(kind)), std::move(profile)});
  }

  void well_known() {
    const agent::Classifier classifier{settings::Settings{}};
    std::set<std::pair<std::string, agent::Format>> seen;
    for (const auto& path : paths_) {
      const auto found = classifier.classify(path);
      if (!found || found->format.kind == agent::Kind::base) continue;
      if (!seen.emplace(found->root, found->format).second) continue;
      const bool any = found->format.host == agent::Host::any;
      add(found->root, found->format.kind, any ? "" : std::string(to_string(found->format.host)));
    }
  }

  void plugin(const std::string& path) {
    const std::string_view folder = os::parent(path);
    if (!os::file_name(folder).ends_with("-plugin")) return;
    const std::string owner(os::parent(folder));
    if (os::file_name(path) == "plugin.json") plugin_places(owner);
    if (os::file_name(path) != "marketplace.json") return;
    plugin_places(owner);
    const auto text = read_(path);
    if (!text) return;
    const auto document = syntax::parse_yaml(*text, marketplace_limits);
    const auto* plugins = document.root ? document.root->find("plugins") : nullptr;
    if (plugins == nullptr) return;
    for (const auto& item : plugins->items) {
      const auto* source = item.find("source");
      if (source == nullptr || !source->value.starts_with("./")) continue;
      const std::string inside = os::normalise(os::join(owner, source->value));
      if (os::stays_inside(inside)) plugin_places(inside == "." ? "" : inside);
    }
  }

  void plugin_places(const std::string& plugin) {
    const auto place = [&](std::string_view name) {
      return plugin.empty() ? std::string(name) : os::join(plugin, name);
    };
    add(place("agents"), agent::Kind::agent, "");
    add(place("skills"), agent::Kind::skill, "");
    add(place("commands"), agent::Kind::command, "");
  }

  void bases() {
    const std::string base_name = settings::Build{}.base;
    std::vector<std::string> tops;
    for (const auto& path : paths_) {
      if (os::file_name(path) != base_name) continue;
      const std::string directory(os::parent(path));
      const auto covers = [&](const std::string& top) {
        return top == directory || (!top.empty() && is_below(directory, top));
      };
      if (std::ranges::none_of(tops, covers)) tops.push_back(directory);
    }
    for (const auto& top : tops) {
      const bool known = std::ranges::any_of(candidates_, [&](const Root& root) {
        return root.kind == to_string(agent::Kind::agent) &&
               (top.empty() || top == root.path || is_below(top, root.path));
      });
      if (!known) add(top.empty() ? "." : top, agent::Kind::agent, "");
    }
  }

  /// The candidates that classify at least one path as a definition, without those inside another.
  std::vector<Root> inhabited() {
    std::ranges::stable_sort(candidates_, before);
    std::vector<Root> distinct;
    for (const auto& root : candidates_) {
      const bool covered = std::ranges::any_of(distinct, [&](const Root& other) {
        return other.kind == root.kind &&
               (other.path == root.path || other.path == "." || is_below(root.path, other.path));
      });
      if (!covered) distinct.push_back(root);
    }
    settings::Settings settings;
    settings.definitions = distinct;
    if (distinct.empty()) return {};
    const agent::Classifier classifier(settings);
    std::set<std::pair<std::string, std::string>> used;
    for (const auto& path : paths_) {
      const auto found = classifier.classify(path);
      if (!found || found->format.kind == agent::Kind::base) continue;
      used.emplace(found->root.empty() ? "." : found->root, to_string(found->format.kind));
    }
    std::erase_if(distinct, [&](const Root& root) {
      return !used.contains({root.path, root.kind});
    });
    return distinct;
  }

  const std::vector<std::string>& paths_;
  const ReadText& read_;
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
    const auto& [pattern, kind, profile] = most->first;
    std::erase_if(roots, [&](const Root& root) {
      const auto its = patterns_of(root.path);
      return root.kind == kind && root.profile == profile &&
             std::ranges::find(its, pattern) != its.end();
    });
    roots.push_back({pattern, kind, profile});
  }
  std::ranges::sort(roots, before);
  const auto rest = std::ranges::unique(roots, same);
  roots.erase(rest.begin(), rest.end());
  return roots;
}

bool is_plain(std::string_view text) {
  const auto safe = [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
           c == '-' || c == '_' || c == '.' || c == '*';
  };
  return !text.empty() && text.front() != '*' && text.front() != '-' &&
         std::ranges::all_of(text, safe) && text.find_first_not_of("0123456789._-") != text.npos;
}

}  // namespace

std::vector<settings::DefinitionRoot> discover_roots(const std::vector<std::string>& paths,
                                                     const ReadText& read) {
  return compacted(Discovery(paths, read).roots());
}

std::string settings_text(const std::vector<settings::DefinitionRoot>& roots, bool bases) {
  std::string text =
      "# Configuration of 'git agents', read by its commands and its hooks.\n"
      "version: 1\n"
      "\n"
      "# Where the definitions are. '*' stands for one directory name.\n"
      "definitions:\n";
  bool in_place = false;
  for (const auto& root : roots) {
    const bool plain = is_plain(root.path);
    text += "  - path: " + (plain ? root.path : syntax::quoted(root.path)) + "\n";
    text += "    kind: " + root.kind + "\n";
    if (!root.profile.empty()) text += "    profile: " + root.profile + "\n";
    in_place = in_place || root.path == ".claude/agents";
  }
  text +=
      "\n"
      "# What the hooks refuse; every message names its rule.\n"
      "# validate:\n"
      "#   fail-on: error\n"
      "#   rules: {broken-link: error}\n"
      "#   ignore: [\"**/README.md\"]\n";
  if (bases) {
    text +=
        "\n"
        "# Composed definitions (each agent with the bases it inherits) can be written to a\n"
        "# directory with 'git agents build'.\n"
        "# build:\n"
        "#   output: dist/agents\n";
  }
  text += in_place
              ? "\n"
                "# The definitions in .claude/agents are in place: Claude Code reads them there.\n"
                "# Others can be deployed beside them, after merges and checkouts of the default\n"
                "# branch:\n"
              : "\n"
                "# Deploy to .claude/agents after merges and checkouts of the default branch:\n";
  return text +
         "# deploy:\n"
         "#   targets: [{tool: claude, scope: project}]\n";
}

}  // namespace cli
