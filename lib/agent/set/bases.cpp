#include <map>
#include <string>

#include "agent/set/set_check.hpp"

namespace agent {
namespace {

constexpr std::uint64_t most_inherited = 32 * 1024;

void report_idle(SetCheck& set, const Definition& base) {
  auto& diagnostic = set.report("base-agent", base, {});
  diagnostic.severity = base::Severity::info;
  diagnostic.message = "no agent inherits this base";
  diagnostic.hint = "a base is inherited by the agents in its directory and below";
}

void report_size(SetCheck& set, const Definition& base, std::uint64_t bytes) {
  auto& diagnostic = set.report("base-agent", base, {});
  diagnostic.severity = base::Severity::info;
  diagnostic.message =
      "the agents below inherit " + std::to_string(bytes / 1024) + " KiB, the bases above included";
  diagnostic.consequence = "all of it takes room in the model's context whenever one is called";
  diagnostic.hint = "keep in the bases what every agent needs";
}

}  // namespace

void check_bases(SetCheck& set) {
  /// What an agent has inherited once it has this base, by base.
  std::map<std::size_t, std::uint64_t> inherited;
  const Edge* before = nullptr;
  for (const Edge& edge : set.edges) {
    if (edge.type != EdgeType::base || !edge.to) continue;
    const bool same_agent = before && before->from == edge.from;
    const std::uint64_t above = same_agent ? inherited[*before->to] : 0;
    inherited[*edge.to] = above + set.definitions[*edge.to].parsed->body_size;
    before = &edge;
  }
  for (std::size_t i = 0; i < set.definitions.size(); ++i) {
    const Definition& definition = set.definitions[i];
    if (definition.format.kind != Kind::base) continue;
    const auto at = inherited.find(i);
    if (at == inherited.end()) {
      report_idle(set, definition);
      continue;
    }
    // The base with which it becomes too much, not all below it.
    const std::uint64_t above = at->second - definition.parsed->body_size;
    if (at->second > most_inherited && above <= most_inherited) {
      report_size(set, definition, at->second);
    }
  }
}

}  // namespace agent
