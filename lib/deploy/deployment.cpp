#include "deploy/deployment.hpp"

#include <algorithm>

#include "agent/graph.hpp"
#include "agent/privileges.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "deploy/deployable.hpp"
#include "deploy/ledger_paths.hpp"
#include "deploy/present.hpp"
#include "deploy/runnable.hpp"
#include "os/file.hpp"

namespace deploy {
namespace {

void require_usable(const source::Validation& validation) {
  if (validation.usable) return;
  const base::Diagnostic& first = validation.diagnostics.front();
  throw base::Error(base::ErrorCode::invalid,
                    "cannot deploy: " + base::quote_path(first.path) + ": " + first.message,
                    "run `git agents validate`");
}

/// A deployed file that git or the work tree shows as a definition is none.
void forget_deployed(source::Validation& validation, const std::set<std::string>& deployed) {
  if (deployed.empty()) return;
  const auto is_deployed = [&](const auto& thing) { return deployed.contains(thing.path); };
  std::erase_if(validation.catalog.definitions, is_deployed);
  std::erase_if(validation.diagnostics, is_deployed);
  std::erase_if(validation.listing, is_deployed);
}

std::set<std::string> tracked_below(const git::Repository& repository, const std::string& root,
                                    const TargetPlaces& places) {
  std::vector<std::string> arguments = {"ls-files", "-z", "--"};
  for (const std::string* directory : {&places.agents, &places.skills, &places.commands}) {
    if (!root.empty() && directory->starts_with(root + "/")) {
      arguments.push_back(directory->substr(root.size() + 1));
    }
  }
  std::set<std::string> result;
  if (arguments.size() == 3) return result;
  const std::string listing = git::query(repository, std::move(arguments));
  for (std::size_t begin = 0; begin < listing.size();) {
    const std::size_t end = std::min(listing.find('\0', begin), listing.size());
    result.insert(os::join(root, listing.substr(begin, end - begin)));
    begin = end + 1;
  }
  return result;
}

std::string listed(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : ", ") + line;
  return text;
}

/// Plans one target.
class TargetPlanner {
 public:
  TargetPlanner(const Options& options, const std::string& root, TargetPlaces places,
                std::string origin, const track::State& state)
      : options_(options), root_(root) {
    input_.target = std::move(places);
    input_.origin = std::move(origin);
    input_.prune = options.prune;
    input_.force = options.force;
    input_.adopt = options.adopt;
    for (track::LedgerEntry& entry : state.entries(input_.target.id)) {
      std::string path = entry.path;
      input_.ledger.emplace(std::move(path), std::move(entry));
    }
  }

  Prepared::Part plan(const git::Repository& repository, const std::vector<Deployable>& all) {
    for (const Deployable& deployable : all) add(deployable);
    input_.tracked = tracked_below(repository, root_, input_.target);
    input_.present = presence(input_.ledger, input_.target);
    Plan plan = make_plan(input_);
    return {.plan = std::move(plan), .wanted = std::move(input_.wanted)};
  }

 private:
  void add(const Deployable& deployable) {
    const std::string directory = directory_for(input_.target, deployable.kind);
    if (directory.empty()) return;
    const std::string own = root_.empty() ? std::string() : os::join(root_, deployable.path);
    if (own.starts_with(directory + "/")) {
      input_.in_place.insert(own);
      input_.wanted.push_back(wanted(deployable, own, deployable.path));
      return;
    }
    const std::string reason = held_reason(deployable, directory);
    for (const DeployableFile& file : deployable.files) {
      if (!file.readable && reason.empty()) continue;
      // Names come from a tree that anybody may have made.
      if (!os::stays_inside(file.place)) continue;
      Wanted next = wanted(deployable, os::join(directory, file.place), file.origin_path);
      next.content = file.content;
      next.hash = file.hash;
      next.mode = file.mode;
      next.held = !reason.empty();
      next.held_reason = reason;
      input_.wanted.push_back(std::move(next));
    }
  }

  static Wanted wanted(const Deployable& deployable, std::string path, std::string origin_path) {
    Wanted result;
    result.path = std::move(path);
    result.name = deployable.name;
    result.kind = agent::to_string(deployable.kind);
    result.origin_path = std::move(origin_path);
    result.privileges = deployable.privileges;
    result.definition = deployable.path;
    result.agent_id = deployable.agent_id;
    return result;
  }

  std::string held_reason(const Deployable& deployable, const std::string& directory) const {
    if (options_.accept.contains(agent::match_key(deployable.name))) return {};
    if (!deployable.problem.empty()) return deployable.problem;
    if (!options_.hold_back) return {};
    const auto own =
        std::ranges::find(deployable.files, deployable.path, &DeployableFile::origin_path);
    if (own == deployable.files.end()) return {};
    const auto entry = input_.ledger.find(os::join(directory, own->place));
    const std::vector<std::string> added =
        entry == input_.ledger.end()
            ? agent::risky_privileges(deployable.privileges)
            : agent::widened_privileges(entry->second.privileges, deployable.privileges);
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

  const Options& options_;
  const std::string& root_;
  PlanInput input_;
};

}  // namespace

Prepared prepare(const git::Repository& repository, const Options& options,
                 const track::State& state) {
  const std::unique_ptr<source::Tree> tree =
      options.worktree ? source::work_tree(repository) : source::commit_tree(repository, "HEAD");
  Prepared prepared;
  if (!options.worktree) prepared.commit = git::object_ids(repository, {"HEAD"}).front();
  source::ValidationOptions wanted;
  wanted.side_files = true;
  wanted.memo = options.memo;
  wanted.detail = source::Detail::full;
  prepared.validation = source::validate(*tree, wanted);
  require_usable(prepared.validation);
  forget_deployed(prepared.validation, ledger_paths(repository, state));

  const std::vector<settings::Target>& targets =
      options.targets.empty() ? prepared.validation.settings.deploy.targets : options.targets;
  if (targets.empty()) return prepared;
  const std::vector<Deployable> all = deployables(
      *tree, prepared.validation, options.hold_back ? Judge::by_default : Judge::as_configured);
  const std::string root = canonical_work_tree(repository);
  for (const settings::Target& target : targets) {
    TargetPlanner planner(options, root, resolve(target, root), origin_of(repository), state);
    prepared.parts.push_back(planner.plan(repository, all));
  }
  return prepared;
}

}  // namespace deploy
