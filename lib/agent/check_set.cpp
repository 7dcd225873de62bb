#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "agent/graph.hpp"
#include "agent/rules.hpp"
#include "base/edit_distance.hpp"
#include "base/text.hpp"

namespace agent {
namespace {

class SetCheck {
 public:
  SetCheck(std::span<const Definition> definitions, std::string_view base_name)
      : definitions_(definitions), edges_(edges(definitions, base_name)) {}

  base::Diagnostics run(const PathsExist& exist) {
    for (const auto& definition : definitions_) {
      for (auto diagnostic : definition.parsed->diagnostics) {
        diagnostic.path = definition.path;
        diagnostic.name = definition.name();
        found_.push_back(std::move(diagnostic));
      }
    }
    duplicate_names();
    paths_that_differ_in_case();
    dangling_agents();
    broken_links(exist);
    cycles();
    idle_bases();
    return std::move(found_);
  }

 private:
  base::Diagnostic& report(std::string_view rule, const Definition& definition,
                           const base::Place& place) {
    base::Diagnostic diagnostic;
    diagnostic.rule = rule;
    diagnostic.severity = find_rule(rule)->severity;
    diagnostic.path = definition.path;
    diagnostic.name = definition.name();
    diagnostic.place = place;
    found_.push_back(std::move(diagnostic));
    return found_.back();
  }

  void duplicate_names() {
    std::map<std::tuple<Kind, std::string, std::string>, const Definition*> first;
    for (const auto& definition : definitions_) {
      const bool counts = has_rules(definition.format) && definition.parsed->is_definition &&
                          (definition.format.kind == Kind::skill ||
                           (definition.format.kind == Kind::agent && definition.parsed->loads));
      if (!counts) continue;
      const auto name = definition.name();
      const auto [at, is_new] = first.emplace(
          std::tuple(definition.format.kind, definition.root, base::fold(name)), &definition);
      if (is_new) continue;
      auto& diagnostic = report("duplicate-name", definition, definition.parsed->name_place);
      diagnostic.message = "the " + std::string(to_string(definition.format.kind)) + " name '" +
                           name + "' is also used by " + base::quote_path(at->second->path);
      diagnostic.consequence =
          "only one of the two is loaded, and which one depends on the file system";
      diagnostic.hint = "rename one of them";
    }
  }

  /// Two such files are one on macOS and Windows.
  void paths_that_differ_in_case() {
    std::map<std::string, const Definition*> first;
    for (const auto& definition : definitions_) {
      const auto [at, is_new] = first.emplace(base::fold(definition.path), &definition);
      if (is_new || !has_rules(definition.format)) continue;
      auto& diagnostic = report("duplicate-name", definition, {});
      diagnostic.message =
          "the path differs only in case from " + base::quote_path(at->second->path);
      diagnostic.consequence = "a checkout on macOS or Windows has only one of the two files";
      diagnostic.hint = "rename one of them";
    }
  }

  void dangling_agents() {
    const bool has_agents = std::ranges::any_of(definitions_, [](const auto& definition) {
      return definition.format.kind == Kind::agent && definition.parsed->is_definition;
    });
    for (const auto& edge : edges_) {
      const auto& definition = definitions_[edge.from];
      if (edge.type != EdgeType::agent || edge.to || !has_rules(definition.format)) continue;
      // A prefix names another plugin, whose agents are not in this tree.
      if (is_built_in_agent(edge.target_name) || edge.target_name.find(':') != std::string::npos) {
        continue;
      }
      auto& diagnostic = report("dangling-agent", definition, edge.place);
      const bool hard = has_agents && (edge.origin == "agents" || edge.origin == "handoffs" ||
                                       edge.origin == "agent");
      if (!hard) diagnostic.severity = base::Severity::warning;
      diagnostic.message = "there is no agent '" + edge.target_name + "' (" + edge.origin + ")";
      diagnostic.consequence = "the call fails when it is made";
      if (const auto near = nearest_agent(edge.target_name)) {
        diagnostic.hint = "did you mean '" + *near + "'?";
      } else {
        diagnostic.hint = "correct the name, or add the agent";
      }
    }
  }

  std::optional<std::string> nearest_agent(const std::string& name) {
    std::vector<std::string> names;
    for (const auto& definition : definitions_) {
      if (definition.format.kind == Kind::agent && definition.parsed->is_definition) {
        names.push_back(definition.name());
      }
    }
    const std::vector<std::string_view> views(names.begin(), names.end());
    const auto near = base::nearest(name, views);
    return near ? std::optional<std::string>(*near) : std::nullopt;
  }

  void broken_links(const PathsExist& exist) {
    std::vector<const Edge*> links;
    std::vector<std::string> paths;
    for (const auto& edge : edges_) {
      if (edge.type != EdgeType::file || edge.to || edge.target_path.empty() ||
          !has_rules(definitions_[edge.from].format)) {
        continue;
      }
      links.push_back(&edge);
      paths.push_back(edge.target_path);
    }
    if (paths.empty()) return;
    const auto answers = exist(paths);
    for (std::size_t i = 0; i < links.size(); ++i) {
      if (answers[i]) continue;
      auto& diagnostic = report("broken-link", definitions_[links[i]->from], links[i]->place);
      diagnostic.message =
          "the link leads to '" + links[i]->target_name + "', which is not in the repository";
      diagnostic.consequence = "the model is sent to a file that it cannot read";
      diagnostic.hint = "correct the path, or add " + base::quote_path(paths[i]);
    }
  }

  /// Edges along which one definition is loaded into another.
  bool loads(const Edge& edge) const {
    return edge.to && (edge.origin == "skills" || edge.origin == "agents") &&
           has_rules(definitions_[edge.from].format);
  }

  void cycles() {
    std::map<std::size_t, std::vector<const Edge*>> out;
    for (const auto& edge : edges_) {
      if (loads(edge)) out[edge.from].push_back(&edge);
    }
    enum class Mark { none, open, closed };
    std::map<std::size_t, Mark> marks;
    struct Frame {
      std::size_t node;
      std::size_t next;
    };
    for (const auto& entry : out) {
      if (marks[entry.first] != Mark::none) continue;
      std::vector<Frame> stack = {{entry.first, 0}};
      marks[entry.first] = Mark::open;
      while (!stack.empty()) {
        auto& frame = stack.back();
        const auto edges_out = out.find(frame.node);
        if (edges_out == out.end() || frame.next == edges_out->second.size()) {
          marks[frame.node] = Mark::closed;
          stack.pop_back();
          continue;
        }
        const Edge* edge = edges_out->second[frame.next++];
        auto& mark = marks[*edge->to];
        if (mark == Mark::open) {
          std::string way = definitions_[*edge->to].name();
          const auto begin = std::ranges::find(stack, *edge->to, &Frame::node);
          for (auto at = begin + 1; at != stack.end(); ++at) {
            way += " → " + definitions_[at->node].name();
          }
          auto& diagnostic = report("cycle", definitions_[edge->from], edge->place);
          diagnostic.message = "definitions load each other in a circle: " + way + " → " +
                               definitions_[*edge->to].name();
          diagnostic.consequence = "none of them can be loaded completely";
          diagnostic.hint = "remove one of the references";
        } else if (mark == Mark::none) {
          mark = Mark::open;
          stack.push_back({*edge->to, 0});
        }
      }
    }
  }

  void idle_bases() {
    std::set<std::size_t> used;
    for (const auto& edge : edges_) {
      if (edge.type == EdgeType::base && edge.to) used.insert(*edge.to);
    }
    for (std::size_t i = 0; i < definitions_.size(); ++i) {
      if (definitions_[i].format.kind != Kind::base || used.contains(i)) continue;
      auto& diagnostic = report("base-agent", definitions_[i], {});
      diagnostic.severity = base::Severity::info;
      diagnostic.message = "no agent inherits this base";
      diagnostic.hint = "a base is inherited by the agents in its directory and below";
    }
  }

  std::span<const Definition> definitions_;
  std::vector<Edge> edges_;
  base::Diagnostics found_;
};

}  // namespace

base::Diagnostics check(std::span<const Definition> definitions, std::string_view base_name,
                        const PathsExist& exist) {
  return SetCheck(definitions, base_name).run(exist);
}

}  // namespace agent
