#include "deploy/deployment.hpp"

#include <algorithm>
#include <functional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "deploy/deployable.hpp"
#include "deploy/detect.hpp"
#include "deploy/ledger_paths.hpp"
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

/// All files of the project, for `detect`.
std::vector<std::string> project_paths(const git::Repository& repository, bool worktree) {
  if (worktree && !repository.work_tree.empty()) return git::work_tree_paths(repository, {});
  std::vector<std::string> paths;
  if (const auto entries = git::tree_entries(repository, "HEAD", {})) {
    for (const git::Entry& entry : *entries) paths.push_back(entry.path);
  }
  return paths;
}

/// Collects what is deployed, and plans the targets with it.
class Preparation {
 public:
  Preparation(const Options& options, const track::State& state, Prepared& prepared)
      : options_(options), state_(state), prepared_(prepared) {
    planning_.origin = prepared.origin;
    planning_.prune = options.prune;
    planning_.force = options.force;
    planning_.hold_back = options.hold_back;
    planning_.accept = options.accept;
    planning_.adopt = options.adopt;
  }

  void add_own(source::Tree& tree) {
    own_ = deployables(tree, prepared_.validation,
                       options_.hold_back ? Judge::by_default : Judge::as_configured);
    for (const Deployable& definition : own_) {
      offers_.push_back({&definition, &own_rank_, &prepared_.commit});
    }
  }

  /// What was deployed of the repository itself stays.
  void keep_own() { planning_.sources[""] = {.name = {}, .rank = own_rank_, .readable = false}; }

  void add_sources(const Sources& sources, const std::function<std::vector<std::string>()>& paths) {
    brought_.reserve(sources.inputs.size());
    planning_.sources_known = sources.known;
    bool all_read = true;
    for (const SourceInput& input : sources.inputs) {
      brought_.push_back(read_source(input, options_.memo, options_.version));
      Brought& brought = brought_.back();
      const bool readable = brought.problem.empty();
      all_read = all_read && readable;
      planning_.sources[input.rank.source] = {
          .name = input.name, .rank = input.rank, .readable = readable};
      prepared_.sources.push_back({.id = input.rank.source,
                                   .name = input.name,
                                   .problem = brought.problem,
                                   .refused = !readable && (input.tree != nullptr || input.broken),
                                   .broken = brought.broken,
                                   .findings = std::move(brought.findings),
                                   .definitions = brought.definitions.size()});
    }
    if (!sources.detect.empty()) choose(sources, detected_words(sources.detect, paths()), all_read);
    for (std::size_t i = 0; i < brought_.size(); ++i) {
      const SourceInput& input = sources.inputs[i];
      for (const Deployable& definition : brought_[i].definitions) {
        offers_.push_back({&definition, &input.rank, &input.commit});
      }
    }
  }

  void plan(const std::vector<settings::Target>& targets, const std::string& work_tree,
            const git::Repository* repository) {
    planning_.work_tree = work_tree;
    for (const settings::Target& target : targets) {
      const TargetPlaces places = resolve(target, work_tree);
      std::set<std::string> tracked;
      if (repository != nullptr) tracked = tracked_below(*repository, work_tree, places);
      prepared_.parts.push_back(
          plan_target(places, offers_, planning_, state_, std::move(tracked)));
    }
  }

 private:
  /// Leaves only what the words name.
  void choose(const Sources& sources, const std::vector<std::string>& words, bool all_read) {
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < brought_.size(); ++i) {
      for (const Deployable& definition : brought_[i].definitions) {
        candidates.push_back({.name = definition.name,
                              .agent_id = definition.agent_id,
                              .path = definition.path,
                              .root = definition.root,
                              .source = sources.inputs[i].path});
      }
    }
    Selection selection = select(words, candidates);
    // A source that cannot be read now may have what is missing.
    if (all_read) prepared_.unanswered = std::move(selection.unanswered);
    std::size_t next = 0;
    for (std::size_t i = 0; i < brought_.size(); ++i) {
      std::erase_if(brought_[i].definitions,
                    [&](const Deployable&) { return !selection.wanted[next++]; });
      prepared_.sources[i].definitions = brought_[i].definitions.size();
    }
  }

  const Options& options_;
  const track::State& state_;
  Prepared& prepared_;
  PlanningOptions planning_;
  const Rank own_rank_;
  std::vector<Deployable> own_;
  std::vector<Brought> brought_;
  std::vector<Offer> offers_;
};

/// The repository's own tree; null where there is no commit yet.
std::unique_ptr<source::Tree> own_tree(const git::Repository& repository, const Options& options,
                                       Prepared& prepared) {
  if (options.worktree) return source::work_tree(repository);
  prepared.commit = git::object_ids(repository, {"HEAD"}).front();
  if (prepared.commit.empty()) return nullptr;
  return source::commit_tree(repository, "HEAD");
}

}  // namespace

Prepared prepare(const git::Repository& repository, const Options& options,
                 const track::State& state, const Sources& sources) {
  Prepared prepared;
  prepared.origin = origin_of(repository);
  const std::unique_ptr<source::Tree> tree = own_tree(repository, options, prepared);
  if (tree) {
    source::ValidationOptions wanted;
    wanted.side_files = true;
    wanted.memo = options.memo;
    wanted.detail = source::Detail::full;
    prepared.validation = source::validate(*tree, wanted);
    require_usable(prepared.validation);
    forget_deployed(prepared.validation, ledger_paths(repository, state));
  }
  const settings::Deploy& configured = prepared.validation.settings.deploy;
  const std::vector<settings::Target>& targets = !options.targets.empty()      ? options.targets
                                                 : !configured.targets.empty() ? configured.targets
                                                                               : options.otherwise;
  if (targets.empty()) return prepared;
  Preparation preparation(options, state, prepared);
  if (tree) {
    preparation.add_own(*tree);
  } else {
    preparation.keep_own();
  }
  preparation.add_sources(
      sources, [&] { return project_paths(repository, options.worktree || tree == nullptr); });
  preparation.plan(targets, canonical_work_tree(repository), &repository);
  return prepared;
}

Prepared prepare_user(const std::string& origin, const Options& options, const track::State& state,
                      const Sources& sources) {
  Prepared prepared;
  prepared.origin = origin;
  Preparation preparation(options, state, prepared);
  preparation.add_sources(sources, [] { return std::vector<std::string>(); });
  preparation.plan(options.targets, {}, nullptr);
  return prepared;
}

}  // namespace deploy
