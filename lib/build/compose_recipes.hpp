#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "build/built.hpp"
#include "settings/settings.hpp"
#include "source/tree.hpp"

namespace build {

/// Gives the composed text of recipes[i] to `sink`, in order; not of one whose inputs cannot all be
/// read. `listing` holds the entries of all inputs, sorted by path.
void compose_recipes(source::Tree& tree, const std::vector<git::Entry>& listing,
                     const std::vector<Recipe>& recipes, const settings::Settings& settings,
                     const std::function<void(std::size_t i, const std::string& text)>& sink);

/// What a tree's definitions compose to, by the built file's path in the repository, for those of
/// `outputs` that an agent is built to and whose inputs can be read.
std::map<std::string, std::string> composed_outputs(source::Tree& tree,
                                                    const std::vector<git::Entry>& listing,
                                                    const settings::Settings& settings,
                                                    const std::set<std::string>& outputs);

/// The recipes of all agents of a listing.
std::vector<Recipe> recipes_of(const std::vector<git::Entry>& listing,
                               const settings::Settings& settings);

/// A regular file, not in conflict.
bool is_plain_file(const git::Entry& entry);

/// A base's path as it is named in what inherits it.
std::string inside_root(const std::string& path, const std::string& root);

}  // namespace build
