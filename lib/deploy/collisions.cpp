#include "deploy/collisions.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "base/text.hpp"

namespace deploy {
namespace {

struct Group {
  std::string_view definition, kind;
  bool in_place = false;
  std::vector<std::size_t> files;
};

std::string_view definition_of(const Wanted& wanted) {
  return wanted.definition.empty() ? wanted.origin_path : wanted.definition;
}

/// Another definition may want the path of one that lies there; only that one is in place.
bool is_in_place(const PlanInput& input, const Wanted& wanted) {
  return input.in_place.contains(wanted.path) && wanted.path.ends_with(wanted.origin_path);
}

std::vector<Group> group(const PlanInput& input) {
  std::map<std::pair<std::string_view, std::string_view>, Group> groups;
  for (std::size_t i = 0; i < input.wanted.size(); ++i) {
    const Wanted& wanted = input.wanted[i];
    Group& found = groups[{definition_of(wanted), wanted.kind}];
    found.definition = definition_of(wanted);
    found.kind = wanted.kind;
    found.in_place = found.in_place || is_in_place(input, wanted);
    found.files.push_back(i);
  }
  std::vector<Group> result;
  for (auto& [key, value] : groups) result.push_back(std::move(value));
  std::ranges::stable_partition(result, [](const Group& g) { return g.in_place; });
  return result;
}

/// What nobody else may have, with how to show it.
using Claims = std::vector<std::pair<std::string, std::string>>;

Claims claims_of(const Group& group, const std::vector<Wanted>& wanted) {
  Claims claims;
  for (const std::size_t i : group.files) {
    claims.emplace_back("path:" + base::fold(wanted[i].path), wanted[i].path);
  }
  const Wanted& first = wanted[group.files.front()];
  const std::string kind(group.kind);
  // Directories are part of what a command is called.
  if (kind == agent::to_string(agent::Kind::command)) return claims;
  claims.emplace_back("name:" + kind + ":" + base::fold(first.name), base::fold(first.name));
  if (!first.agent_id.empty()) {
    claims.emplace_back("id:" + kind + ":" + base::fold(first.agent_id), first.agent_id);
  }
  return claims;
}

}  // namespace

Winners decide_collisions(const PlanInput& input) {
  const std::vector<Group> groups = group(input);
  std::unordered_map<std::string, const Group*> owners;
  Winners result;
  for (const Group& candidate : groups) {
    const Claims claims = claims_of(candidate, input.wanted);
    const auto taken = std::ranges::find_if(
        claims, [&](const auto& claim) { return owners.contains(claim.first); });
    if (taken != claims.end() && !candidate.in_place) {
      result.collisions.push_back({.path = taken->second,
                                   .winner = std::string(owners.at(taken->first)->definition),
                                   .loser = std::string(candidate.definition)});
      continue;
    }
    for (const auto& claim : claims) owners.emplace(claim.first, &candidate);
    result.wanted.insert(result.wanted.end(), candidate.files.begin(), candidate.files.end());
  }
  std::ranges::sort(result.wanted);
  return result;
}

}  // namespace deploy
