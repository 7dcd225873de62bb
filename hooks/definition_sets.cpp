#include "hooks/definition_sets.hpp"

#include <algorithm>

#include "agent/names.hpp"
#include "git/tree_differences.hpp"
#include "source/validation.hpp"

namespace hooks {
namespace {

bool is_whole(const std::vector<std::string>& paths) {
  return std::ranges::find(paths, std::string()) != paths.end();
}

void keep_relevant(std::vector<git::Change>& changes) {
  std::erase_if(changes, [](const git::Change& change) {
    return !source::is_listed(change.path, change.old_mode) &&
           !source::is_listed(change.path, change.new_mode);
  });
}

bool changes_settings(const std::vector<git::Change>& changes) {
  return std::ranges::find(changes, agent::settings_file, &git::Change::path) != changes.end();
}

/// Equal for equal changes of one tree.
std::string signature(const std::vector<git::Change>& changes) {
  std::string text;
  for (const auto& change : changes) {
    text += std::to_string(change.new_mode) + " " + change.new_id + " " + change.path + '\0';
  }
  return text;
}

std::vector<git::Entry> changed(const std::vector<git::Entry>& entries,
                                const std::vector<git::Change>& changes, bool whole) {
  std::map<std::string, git::Entry> by_path;
  for (const auto& entry : entries) by_path.emplace(entry.path, entry);
  for (const auto& change : changes) {
    const bool gone =
        change.status == 'D' || (whole && !source::is_listed(change.path, change.new_mode));
    if (gone) {
      by_path.erase(change.path);
    } else {
      by_path.insert_or_assign(change.path,
                               git::Entry{change.new_mode, change.new_id, 0, change.path});
    }
  }
  std::vector<git::Entry> result;
  result.reserve(by_path.size());
  for (auto& [path, entry] : by_path) result.push_back(std::move(entry));
  return result;
}

}  // namespace

DefinitionSets::DefinitionSets(const git::Repository& repository, std::vector<std::string> trees) {
  while (!trees.empty()) {
    const std::string first = trees.front();
    trees.erase(trees.begin());
    const auto set = add(repository, first);
    if (!trees.empty()) trees = compare(repository, set, trees);
  }
}

std::size_t DefinitionSets::add(const git::Repository& repository, const std::string& tree) {
  const auto content = source::tree_by_id(repository, tree);
  auto settings =
      std::make_shared<const settings::Settings>(source::govern(*content).loaded.settings);
  auto paths = source::listed_paths(*settings);
  auto entries = content->list(paths);
  sets_.push_back({tree, std::move(settings), std::move(paths), std::move(entries)});
  at_.emplace(tree, sets_.size() - 1);
  return sets_.size() - 1;
}

std::vector<std::string> DefinitionSets::compare(const git::Repository& repository,
                                                 std::size_t first,
                                                 const std::vector<std::string>& trees) {
  const auto paths = sets_[first].paths;
  const bool whole = is_whole(paths);
  auto differences = git::tree_differences(repository, sets_[first].tree, trees, paths);
  // Each by itself where git cannot compare them.
  if (!differences) return trees;
  std::vector<std::string> others;
  std::map<std::string, std::size_t> known = {{std::string(), first}};
  for (std::size_t i = 0; i < trees.size(); ++i) {
    auto& changes = (*differences)[i];
    if (whole) keep_relevant(changes);
    if (changes_settings(changes)) {
      others.push_back(trees[i]);
      continue;
    }
    const auto [at, is_new] = known.emplace(signature(changes), sets_.size());
    if (is_new)
      sets_.push_back(
          {trees[i], sets_[first].settings, paths, changed(sets_[first].entries, changes, whole)});
    at_.emplace(trees[i], at->second);
  }
  return others;
}

}  // namespace hooks
