#include "build/head_outputs.hpp"

#include "build/compose_recipes.hpp"
#include "os/digest.hpp"
#include "source/validation.hpp"

namespace build {

HeadOutputs head_outputs(const git::Repository& repository, const std::set<std::string>& paths) {
  HeadOutputs found;
  const auto id = git::tree_of(repository, "HEAD");
  if (!id || paths.empty()) return found;
  const auto tree = source::tree_by_id(repository, *id);
  const auto settings = source::govern(*tree).loaded.settings;
  const auto entries = tree->list(source::listed_paths(settings));
  const auto texts = composed_outputs(*tree, entries, settings, paths);
  for (const auto& path : paths) {
    const auto at = source::find_entry(entries, path);
    if (at == entries.end()) continue;
    found.blobs.emplace(path, at->id);
    const auto text = texts.find(path);
    if (text == texts.end()) continue;
    if (os::git_blob_id(text->second, at->id.size() == 64) == at->id) found.built.insert(path);
  }
  return found;
}

}  // namespace build
