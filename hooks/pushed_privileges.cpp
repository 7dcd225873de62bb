#include "hooks/pushed_privileges.hpp"

#include <algorithm>
#include <functional>

#include "agent/names.hpp"
#include "source/validation.hpp"

namespace hooks {
namespace {

struct Listing {
  bool whole = false;  ///< not only `files`: other definitions may have become ones
  std::vector<git::Entry> files;
};

/// The definitions of a tree, which says itself where they are if nobody knows.
std::vector<agent::Definition> definitions_in(source::Tree& tree, const Listing& listing,
                                              const settings::Settings* known, source::Memo* memo) {
  const auto settings = known ? *known : source::govern(tree).loaded.settings;
  const agent::Classifier classifier(settings);
  const auto files = listing.whole ? tree.list(source::listed_paths(settings)) : listing.files;
  return source::load(tree, files, std::cref(classifier), settings.validate.max_bytes, memo,
                      source::Detail::full)
      .definitions;
}

}  // namespace

std::vector<agent::PrivilegeChange> pushed_privileges(const git::Repository& repository,
                                                      const std::vector<git::Change>& files,
                                                      const std::string& before,
                                                      const KnownTree& after, source::Memo* memo) {
  Listing then, now;
  then.whole = now.whole =
      std::ranges::find(files, agent::settings_file, &git::Change::path) != files.end();
  for (const auto& file : files) {
    if (file.old_mode != 0) then.files.push_back({file.old_mode, file.old_id, 0, file.path});
    if (file.new_mode != 0) now.files.push_back({file.new_mode, file.new_id, 0, file.path});
  }
  std::vector<agent::Definition> old_definitions, new_definitions;
  if (then.whole || !then.files.empty()) {
    const auto tree = source::commit_tree(repository, before);
    old_definitions = definitions_in(*tree, then, nullptr, memo);
  }
  if (now.whole || !now.files.empty()) {
    const auto tree = source::tree_by_id(repository, after.id);
    new_definitions = definitions_in(*tree, now, after.settings, memo);
  }
  return agent::privilege_delta(old_definitions, new_definitions);
}

}  // namespace hooks
