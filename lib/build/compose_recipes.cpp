#include "build/compose_recipes.hpp"

#include <algorithm>

#include "agent/compose.hpp"
#include "agent/kind.hpp"
#include "os/file.hpp"

namespace build {

bool is_plain_file(const git::Entry& entry) {
  return (entry.mode == 0100644 || entry.mode == 0100755) && entry.stage == 0;
}

std::string inside_root(const std::string& path, const std::string& root) {
  return root.empty() ? path : path.substr(root.size() + 1);
}

std::vector<Recipe> recipes_of(const std::vector<git::Entry>& listing,
                               const settings::Settings& settings) {
  std::vector<std::string> paths;
  for (const auto& entry : listing) {
    if (is_plain_file(entry)) paths.push_back(entry.path);
  }
  return recipes(paths, agent::Classifier(settings));
}

void compose_recipes(source::Tree& tree, const std::vector<git::Entry>& listing,
                     const std::vector<Recipe>& recipes, const settings::Settings& settings,
                     const std::function<void(std::size_t i, const std::string& text)>& sink) {
  std::map<std::string, std::string> base_bytes;
  std::vector<git::Entry> bases, agents;
  for (const auto& recipe : recipes) {
    agents.push_back(*source::find_entry(listing, recipe.path));
    for (const auto& base : recipe.bases) {
      if (base_bytes.emplace(base, std::string()).second) {
        bases.push_back(*source::find_entry(listing, base));
      }
    }
  }
  const auto limit = settings.validate.max_bytes;
  tree.read(bases, limit, [&](std::size_t i, source::Tree::Status status, std::string content) {
    if (status == source::Tree::Status::ok) {
      base_bytes[bases[i].path] = std::move(content);
    } else {
      base_bytes.erase(bases[i].path);
    }
  });
  tree.read(agents, limit, [&](std::size_t i, source::Tree::Status status, std::string bytes) {
    if (status != source::Tree::Status::ok) return;
    std::vector<agent::BaseText> texts;
    for (const auto& base : recipes[i].bases) {
      const auto content = base_bytes.find(base);
      if (content == base_bytes.end()) return;
      texts.push_back(
          {inside_root(base, recipes[i].root), agent::inheritable_body(content->second)});
    }
    std::vector<std::string> storage;
    sink(i, agent::join(agent::compose(bytes, texts, settings.build.order, storage)));
  });
}

std::map<std::string, std::string> composed_outputs(source::Tree& tree,
                                                    const std::vector<git::Entry>& listing,
                                                    const settings::Settings& settings,
                                                    const std::set<std::string>& outputs) {
  std::map<std::string, std::string> texts;
  if (settings.build.output.empty() || outputs.empty()) return texts;
  auto wanted = recipes_of(listing, settings);
  const auto place = [&](const Recipe& recipe) {
    return os::join(settings.build.output, recipe.output);
  };
  std::erase_if(wanted, [&](const Recipe& recipe) { return !outputs.contains(place(recipe)); });
  compose_recipes(tree, listing, wanted, settings, [&](std::size_t i, const std::string& text) {
    texts.emplace(place(wanted[i]), text);
  });
  return texts;
}

}  // namespace build
