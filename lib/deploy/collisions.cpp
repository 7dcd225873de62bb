#include "deploy/collisions.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "base/text.hpp"

namespace deploy {
namespace {

/// A definition with all its files.
struct Group {
  Rank rank;
  std::string definition, kind;
  bool in_place = false;
  std::vector<std::size_t> files;
  /// Instead of files: what is deployed of a source that cannot be read now.
  std::vector<const track::LedgerEntry*> standing;
};

const std::string& definition_of(const Wanted& wanted) {
  return wanted.definition.empty() ? wanted.origin_path : wanted.definition;
}

/// Another definition may want the path of one that lies there; only that one is in place.
bool is_in_place(const PlanInput& input, const Wanted& wanted) {
  return wanted.rank.source.empty() && input.in_place.contains(wanted.path) &&
         wanted.path.ends_with(wanted.origin_path);
}

using Groups = std::map<std::tuple<Rank, std::string, std::string>, Group>;

void group_wanted(const PlanInput& input, Groups& groups) {
  for (std::size_t i = 0; i < input.wanted.size(); ++i) {
    const Wanted& wanted = input.wanted[i];
    Group& found = groups[{wanted.rank, definition_of(wanted), wanted.kind}];
    found.rank = wanted.rank;
    found.definition = definition_of(wanted);
    found.kind = wanted.kind;
    found.in_place = found.in_place || is_in_place(input, wanted);
    found.files.push_back(i);
  }
}

void group_standing(const PlanInput& input, Groups& groups) {
  for (const auto& [path, entry] : input.ledger) {
    const OriginPath origin = origin_path_from(entry.origin_path);
    const auto source = input.sources.find(origin.source);
    if (source == input.sources.end() || source->second.readable) continue;
    if (!input.origin.empty() && entry.origin != input.origin) continue;
    // The files of a skill have its name; those of others are one each.
    const bool skill = entry.kind == agent::to_string(agent::Kind::skill);
    Group& found =
        groups[{source->second.rank, skill ? "/" + entry.name : origin.path, entry.kind}];
    if (found.standing.empty()) found.definition = origin.path;
    found.rank = source->second.rank;
    found.kind = entry.kind;
    found.standing.push_back(&entry);
  }
}

std::vector<Group> group(const PlanInput& input) {
  Groups groups;
  group_wanted(input, groups);
  group_standing(input, groups);
  std::vector<Group> result;
  result.reserve(groups.size());
  for (auto& [key, value] : groups) result.push_back(std::move(value));
  std::ranges::stable_partition(result, [](const Group& g) { return g.in_place; });
  return result;
}

/// Before the other by more than its id.
bool outranks(const Rank& a, const Rank& b) {
  return std::tie(a.tier, a.priority) < std::tie(b.tier, b.priority);
}

/// What nobody else may have, with how to show it.
using Claims = std::vector<std::pair<std::string, std::string>>;

Claims claims_of(const Group& group, const std::vector<Wanted>& wanted) {
  Claims claims;
  const auto claim_path = [&](const std::string& path) {
    claims.emplace_back("path:" + base::fold(path), path);
  };
  for (const std::size_t i : group.files) claim_path(wanted[i].path);
  for (const track::LedgerEntry* entry : group.standing) claim_path(entry->path);
  // Directories are part of what a command is called.
  if (group.kind == agent::to_string(agent::Kind::command)) return claims;
  const Wanted* first = group.files.empty() ? nullptr : &wanted[group.files.front()];
  const std::string name = base::fold(first ? first->name : group.standing.front()->name);
  claims.emplace_back("name:" + group.kind + ":" + name, name);
  if (first && !first->agent_id.empty()) {
    claims.emplace_back("id:" + group.kind + ":" + base::fold(first->agent_id), first->agent_id);
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
      const Group& winner = *owners.at(taken->first);
      if (!candidate.standing.empty()) continue;
      result.collisions.push_back({.path = taken->second,
                                   .winner = winner.definition,
                                   .loser = candidate.definition,
                                   .winner_source = source_name(input, winner.rank.source),
                                   .loser_source = source_name(input, candidate.rank.source),
                                   .by_rank = outranks(winner.rank, candidate.rank)});
      continue;
    }
    for (const auto& claim : claims) owners.emplace(claim.first, &candidate);
    result.wanted.insert(result.wanted.end(), candidate.files.begin(), candidate.files.end());
  }
  std::ranges::sort(result.wanted);
  return result;
}

}  // namespace deploy
