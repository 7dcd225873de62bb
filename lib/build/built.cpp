#include "build/built.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "os/file.hpp"

namespace build {
namespace {

/// `path` below `root`; "" is the top.
std::string_view below(std::string_view path, std::string_view root) {
  return root.empty() ? path : path.substr(root.size() + 1);
}

/// The bases that the agents in `directory` inherit, from `root` down.
std::vector<std::string> bases_of(std::string_view directory, std::string_view root,
                                  const std::set<std::string>& bases,
                                  const std::string& base_name) {
  std::vector<std::string> found;
  for (std::size_t length = root.size();;) {
    std::string base = os::join(directory.substr(0, length), base_name);
    if (bases.contains(base)) found.push_back(std::move(base));
    if (length >= directory.size()) return found;
    length = std::min(directory.find('/', length + 1), directory.size());
  }
}

/// Where below the output directory the agents of a root go.
std::map<std::string, std::string> places(const std::set<std::string>& roots) {
  std::map<std::string_view, int> uses;
  for (const std::string& root : roots) ++uses[os::file_name(root)];
  std::map<std::string, std::string> result;
  for (const std::string& root : roots) {
    const std::string_view name = os::file_name(root);
    result[root] = roots.size() == 1 ? std::string() : uses[name] == 1 ? std::string(name) : root;
  }
  return result;
}

}  // namespace

std::vector<Recipe> recipes(const std::vector<std::string>& paths,
                            const agent::Classifier& classifier) {
  std::vector<Recipe> found;
  std::set<std::string> bases, roots;
  for (const std::string& path : paths) {
    auto classified = classifier.classify(path);
    if (!classified) continue;
    if (classified->format.kind == agent::Kind::base) {
      bases.insert(path);
    } else if (classified->format.kind == agent::Kind::agent && path.ends_with(".md")) {
      if (found.empty() || found.back().root != classified->root) roots.insert(classified->root);
      found.push_back({path, std::move(classified->root), {}, {}});
    }
  }
  const std::map<std::string, std::string> place_of = places(roots);
  const Recipe* previous = nullptr;
  for (Recipe& recipe : found) {
    recipe.output = os::join(place_of.at(recipe.root), below(recipe.path, recipe.root));
    const std::string_view directory = os::parent(recipe.path);
    if (previous && previous->root == recipe.root && os::parent(previous->path) == directory) {
      recipe.bases = previous->bases;
    } else {
      recipe.bases = bases_of(directory, recipe.root, bases, classifier.base_name());
    }
    previous = &recipe;
  }
  return found;
}

}  // namespace build
