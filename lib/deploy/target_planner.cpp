#include "deploy/target_planner.hpp"

#include <algorithm>

#include "agent/graph.hpp"
#include "agent/privileges.hpp"
#include "base/text.hpp"
#include "deploy/present.hpp"
#include "deploy/runnable.hpp"
#include "os/file.hpp"

namespace deploy {
namespace {

std::string listed(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : ", ") + line;
  return text;
}

/// The words that are no definition's name are files' stems: the names of what these hold.
std::set<std::string> names_meant(const std::set<std::string>& words,
                                  const std::vector<Offer>& offers) {
  std::set<std::string> names = words;
  if (words.empty()) return names;
  std::set<std::string> all;
  for (const Offer& offer : offers) all.insert(agent::match_key(offer.definition->name));
  for (const Offer& offer : offers) {
    const std::string stem = agent::match_key(definition_stem(offer.definition->path));
    if (words.contains(stem) && !all.contains(stem)) {
      names.insert(agent::match_key(offer.definition->name));
    }
  }
  return names;
}

class TargetPlanner {
 public:
  TargetPlanner(const TargetPlaces& places, const PlanningOptions& options,
                const track::State& state)
      : options_(options) {
    input_.target = places;
    input_.origin = options.origin;
    input_.sources = options.sources;
    input_.sources_known = options.sources_known;
    input_.prune = options.prune;
    input_.force = options.force;
    for (track::LedgerEntry& entry : state.entries(input_.target.id)) {
      std::string path = entry.path;
      input_.ledger.emplace(std::move(path), std::move(entry));
    }
  }

  PlannedTarget plan(const std::vector<Offer>& offers, std::set<std::string> tracked) {
    accept_ = names_meant(options_.accept, offers);
    input_.adopt = names_meant(options_.adopt, offers);
    for (const Offer& offer : offers) add(offer);
    input_.tracked = std::move(tracked);
    input_.present = presence(input_.ledger, input_.target);
    Plan plan = make_plan(input_);
    return {.plan = std::move(plan), .wanted = std::move(input_.wanted)};
  }

 private:
  void add(const Offer& offer) {
    const Deployable& deployable = *offer.definition;
    const std::string directory = directory_for(input_.target, deployable.kind);
    if (directory.empty()) return;
    const bool is_own = offer.rank->source.empty() && !options_.work_tree.empty();
    const std::string own = is_own ? os::join(options_.work_tree, deployable.path) : std::string();
    if (own.starts_with(directory + "/")) {
      input_.in_place.insert(own);
      input_.wanted.push_back(wanted(offer, own, deployable.path));
      return;
    }
    const std::string reason = held_reason(offer, directory);
    for (const DeployableFile& file : deployable.files) {
      if (!file.readable && reason.empty()) continue;
      // Names come from a tree that anybody may have made.
      if (!os::stays_inside(file.place)) continue;
      Wanted next = wanted(offer, os::join(directory, file.place), file.origin_path);
      next.content = file.content;
      next.hash = file.hash;
      next.mode = file.mode;
      next.held = !reason.empty();
      next.held_reason = reason;
      input_.wanted.push_back(std::move(next));
    }
  }

  static Wanted wanted(const Offer& offer, std::string path, std::string origin_path) {
    const Deployable& deployable = *offer.definition;
    Wanted result;
    result.path = std::move(path);
    result.name = deployable.name;
    result.kind = agent::to_string(deployable.kind);
    result.origin_path = std::move(origin_path);
    result.privileges = deployable.privileges;
    result.definition = deployable.path;
    result.agent_id = deployable.agent_id;
    result.rank = *offer.rank;
    result.commit = *offer.commit;
    return result;
  }

  std::string held_reason(const Offer& offer, const std::string& directory) const {
    const Deployable& deployable = *offer.definition;
    // Nobody can accept what is not there.
    if (deployable.incomplete) return deployable.problem;
    if (accept_.contains(agent::match_key(deployable.name))) return {};
    if (!deployable.problem.empty()) return deployable.problem;
    if (!options_.hold_back) return {};
    const auto own =
        std::ranges::find(deployable.files, deployable.path, &DeployableFile::origin_path);
    if (own == deployable.files.end()) return {};
    const auto entry = input_.ledger.find(os::join(directory, own->place));
    // What was agreed to for a definition of somebody else is not agreed to for this one.
    const bool is_known = entry != input_.ledger.end() &&
                          origin_path_from(entry->second.origin_path).source == offer.rank->source;
    const std::vector<std::string> added =
        is_known ? agent::widened_privileges(entry->second.privileges, deployable.privileges)
                 : agent::risky_privileges(deployable.privileges);
    if (!added.empty()) return "adds: " + listed(added);
    const auto runs = new_programs(deployable, directory);
    return runs.empty() ? std::string() : "brings what it may run: " + listed(runs);
  }

  /// Files that a definition runs or may run and that were not deployed as they are now.
  std::vector<std::string> new_programs(const Deployable& deployable,
                                        const std::string& directory) const {
    std::vector<std::string> programs;
    for (const DeployableFile& file : deployable.files) {
      const bool own = file.origin_path == deployable.path;
      const auto entry = input_.ledger.find(os::join(directory, file.place));
      const bool deployed = entry != input_.ledger.end() && entry->second.hash == file.hash &&
                            entry->second.mode == file.mode;
      const bool runs = own ? runs_on_use(deployable.kind, file.content)
                            : may_be_run(file.place, file.content, file.mode);
      if (!deployed && runs) {
        programs.push_back(base::quote_path(file.origin_path));
      }
    }
    return programs;
  }

  const PlanningOptions& options_;
  std::set<std::string> accept_;
  PlanInput input_;
};

}  // namespace

PlannedTarget plan_target(const TargetPlaces& places, const std::vector<Offer>& offers,
                          const PlanningOptions& options, const track::State& state,
                          std::set<std::string> tracked) {
  return TargetPlanner(places, options, state).plan(offers, std::move(tracked));
}

}  // namespace deploy
