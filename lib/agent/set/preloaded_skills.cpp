#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "agent/host.hpp"
#include "agent/set/set_check.hpp"
#include "base/text.hpp"

namespace agent {
namespace {

/// "a, b and 3 more"
std::string listed(const std::vector<const Edge*>& edges) {
  constexpr std::size_t most = 3;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, edges.size()); ++i) {
    text += (i == 0 ? "'" : ", '") + edges[i]->target_name + "'";
  }
  if (edges.size() > most) text += " and " + std::to_string(edges.size() - most) + " more";
  return text;
}

void report_unknown(SetCheck& set, const std::vector<const Edge*>& unknown, bool has_skills) {
  const Edge& first = *unknown.front();
  auto& diagnostic = set.report("dangling-skill", set.definitions[first.from], first.place);
  if (!has_skills) diagnostic.severity = base::Severity::info;
  const bool one = unknown.size() == 1;
  diagnostic.message = (one ? "unknown skill: " : "unknown skills: ") + listed(unknown);
  diagnostic.consequence = std::string("the agent starts without ") + (one ? "it" : "them") +
                           " where nothing else installs " + (one ? "it" : "them");
  diagnostic.hint =
      std::string("correct the ") + (one ? "name, or add the skill" : "names, or add the skills");
}

void report_disabled(SetCheck& set, const Edge& edge) {
  const Definition& skill = set.definitions[*edge.to];
  auto& diagnostic = set.report("disabled-preload", set.definitions[edge.from], edge.place);
  diagnostic.message = "the skill '" + edge.target_name + "' may not be loaded by models";
  diagnostic.consequence = "the agent starts without it";
  diagnostic.hint =
      "remove it from the list, or 'disable-model-invocation' from " + base::quote_path(skill.path);
}

class PreloadedSkills {
 public:
  explicit PreloadedSkills(SetCheck& set) : set_(set), has_skills_(set.has(Kind::skill)) {}

  void run() {
    std::vector<const Edge*> unknown;
    const auto flush = [&] {
      if (!unknown.empty()) report_unknown(set_, unknown, has_skills_);
      unknown.clear();
    };
    for (const Edge& edge : set_.edges) {
      if (edge.type != EdgeType::skill || !find_spec(set_.definitions[edge.from].format)) continue;
      if (!unknown.empty() && unknown.front()->from != edge.from) flush();
      if (is_unknown(edge, unknown)) unknown.push_back(&edge);
      if (edge.to && edge.origin == "skills" && set_.definitions[*edge.to].parsed->not_for_models) {
        report_disabled(set_, edge);
      }
    }
    flush();
  }

 private:
  bool is_unknown(const Edge& edge, const std::vector<const Edge*>& before) {
    // claude-mpm installs skills from repositories of their own.
    const bool mpm = set_.definitions[edge.from].parsed->host == Host::claude_mpm;
    if (edge.to || (mpm && !has_skills_)) return false;
    // A prefix names a plugin, which may be installed from elsewhere.
    if (edge.target_name.find(':') != std::string::npos) return false;
    if (std::ranges::find(before, edge.target_name, &Edge::target_name) != before.end()) {
      return false;
    }
    if (!names_) names_.emplace(set_.definitions);
    return !names_->find(Kind::command, edge.target_name);  // hosts call both by one tool
  }

  SetCheck& set_;
  bool has_skills_;
  std::optional<Names> names_;
};

}  // namespace

void check_preloaded_skills(SetCheck& set) {
  PreloadedSkills(set).run();
}

}  // namespace agent
