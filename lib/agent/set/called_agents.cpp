#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "agent/host.hpp"
#include "agent/set/set_check.hpp"
#include "base/edit_distance.hpp"
#include "base/text.hpp"
#include "os/file.hpp"

namespace agent {
namespace {

bool is_agent(const Definition& definition) {
  return definition.parsed->is_definition &&
         (definition.format.kind == Kind::agent || definition.format.kind == Kind::chat_mode);
}

/// Says which agent a wrong name was most likely meant for.
class Suggestions {
 public:
  explicit Suggestions(std::span<const Definition> definitions) : definitions_(definitions) {}

  std::optional<std::string> nearest(const std::string& name) {
    if (!collected_) collect();
    if (const auto at = told_.find(name); at != told_.end()) return at->second;
    // Thousands of wrong names among thousands of agents get no advice, so that the time is linear.
    if (compared_ > most_comparisons) return std::nullopt;
    compared_ += names_.size();
    const auto near = base::nearest(name, views_);
    return told_[name] = near ? std::optional<std::string>(*near) : std::nullopt;
  }

 private:
  static constexpr std::size_t most_comparisons = 500'000;

  void collect() {
    collected_ = true;
    for (const Definition& definition : definitions_) {
      if (is_agent(definition)) names_.push_back(definition.name());
    }
    views_.assign(names_.begin(), names_.end());
  }

  std::span<const Definition> definitions_;
  bool collected_ = false;
  std::vector<std::string> names_;
  std::vector<std::string_view> views_;
  std::map<std::string, std::optional<std::string>> told_;
  std::size_t compared_ = 0;
};

/// The names of plugins by the directories that hold them.
using PluginNames = std::map<std::string, std::string, std::less<>>;

PluginNames plugin_names(std::span<const Definition> definitions) {
  PluginNames names;
  for (const Definition& definition : definitions) {
    if (definition.format.kind != Kind::plugin || definition.parsed->name.empty()) continue;
    names.emplace(os::parent(os::parent(definition.path)), definition.parsed->name);
  }
  return names;
}

bool is_own_plugin(const PluginNames& names, const Definition& definition,
                   std::string_view prefix) {
  for (auto above = os::parent(definition.path);; above = os::parent(above)) {
    const auto at = names.find(above);
    if (at != names.end()) return base::fold(at->second) == base::fold(prefix);
    if (above.empty()) return false;
  }
}

/// A host that looks for a name does not take a file's ending off.
std::string_view ending_of(std::string_view name) {
  for (const std::string_view ending : {".agent.md", ".chatmode.md", ".md"}) {
    if (name.size() > ending.size() && name.ends_with(ending)) return ending;
  }
  return {};
}

class CalledAgents {
 public:
  explicit CalledAgents(SetCheck& set)
      : set_(set),
        has_agents_(set.has(Kind::agent) || set.has(Kind::chat_mode)),
        plugins_(plugin_names(set.definitions)),
        suggestions_(set.definitions) {}

  void check(const Edge& edge) {
    const Definition& definition = set_.definitions[edge.from];
    const Spec* spec = find_spec(definition.format);
    if (edge.type != EdgeType::agent || !spec) return;
    // What the host does not read is no call.
    const bool field =
        (edge.origin == "agents" || edge.origin == "handoffs" || edge.origin == "agent") &&
        (find_field(*spec, edge.origin) || definition.format.host == Host::any);
    const std::string_view ending = field ? ending_of(edge.target_name) : std::string_view();
    if (edge.to && ending.empty()) return;
    if (is_built_in_agent(edge.target_name) && ending.empty()) return;
    const auto colon = edge.target_name.find(':');
    if (colon != std::string::npos &&
        !is_own_plugin(plugins_, definition, edge.target_name.substr(0, colon))) {
      return;
    }
    auto& diagnostic = set_.report("dangling-agent", definition, edge.place);
    if (!field || !has_agents_) diagnostic.severity = base::Severity::warning;
    diagnostic.message = "there is no agent '" + edge.target_name + "' (" + edge.origin + ")";
    diagnostic.consequence = "the call fails when it is made";
    diagnostic.hint = hint(edge, ending);
  }

 private:
  std::string hint(const Edge& edge, std::string_view ending) {
    if (edge.to) {
      const auto bare = edge.target_name.substr(0, edge.target_name.size() - ending.size());
      return "write '" + bare + "', without the file's ending";
    }
    if (const auto near = suggestions_.nearest(edge.target_name)) {
      return "did you mean '" + *near + "'?";
    }
    return "correct the name, or add the agent";
  }

  SetCheck& set_;
  bool has_agents_;
  PluginNames plugins_;
  Suggestions suggestions_;
};

}  // namespace

void check_called_agents(SetCheck& set) {
  CalledAgents called(set);
  for (const Edge& edge : set.edges) called.check(edge);
}

}  // namespace agent
