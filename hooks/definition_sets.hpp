#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "git/repository.hpp"
#include "settings/settings.hpp"

namespace hooks {

/// What trees hold at the places that matter to us: trees that differ elsewhere only hold the same.
class DefinitionSets {
 public:
  struct Set {
    std::string tree;  ///< one that holds it
    std::shared_ptr<const settings::Settings> settings;
    std::vector<std::string> paths;   ///< source::listed_paths() of its settings
    std::vector<git::Entry> entries;  ///< below them, sorted by path
  };

  /// Takes `trees` (full ids) apart with a few questions to git for any number of them.
  DefinitionSets(const git::Repository& repository, std::vector<std::string> trees);

  /// Of one of the trees given. Lives as long as this.
  const Set& of(const std::string& tree) const { return sets_[at_.at(tree)]; }

 private:
  std::size_t add(const git::Repository& repository, const std::string& tree);
  /// Gives those of `trees` that have other settings than the set's.
  std::vector<std::string> compare(const git::Repository& repository, std::size_t first,
                                   const std::vector<std::string>& trees);

  std::vector<Set> sets_;
  std::map<std::string, std::size_t> at_;  ///< by tree
};

}  // namespace hooks
