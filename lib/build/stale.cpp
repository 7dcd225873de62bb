#include "build/stale.hpp"

#include <algorithm>
#include <map>

#include "build/compose_recipes.hpp"
#include "os/digest.hpp"
#include "os/file.hpp"

namespace build {
namespace {

class StaleCheck {
 public:
  StaleCheck(source::Tree& tree, const std::vector<git::Entry>& listing,
             const settings::Settings& settings, const ComposedMemo& memo)
      : tree_(tree), listing_(listing), settings_(settings), memo_(memo) {}

  std::vector<std::string> run() {
    if (settings_.build.output.empty()) return {};
    std::map<std::string, std::string> built;
    for (const auto& entry : tree_.list({settings_.build.output})) {
      if (is_plain_file(entry)) built.emplace(entry.path, entry.id);
    }
    if (built.empty()) return {};
    for (auto& recipe : recipes_of(listing_, settings_)) {
      const auto output = os::join(settings_.build.output, recipe.output);
      const auto at = built.find(output);
      if (at == built.end()) {
        stale_.push_back(output);
        continue;
      }
      consider(std::move(recipe), output, at->second);
      built.erase(at);
    }
    for (const auto& [left_over, id] : built) stale_.push_back(left_over);
    compose_unknown();
    std::ranges::sort(stale_);
    return std::move(stale_);
  }

 private:
  /// An output whose composed form is not known yet.
  struct Unknown {
    std::string output, built, key;
  };

  void consider(Recipe recipe, const std::string& output, const std::string& built) {
    const auto key = key_of(recipe);
    const auto known = memo_.find ? memo_.find(key) : std::nullopt;
    if (!known) {
      recipes_.push_back(std::move(recipe));
      unknown_.push_back({output, built, key});
    } else if (*known != built) {
      stale_.push_back(output);
    }
  }

  std::string key_of(const Recipe& recipe) const {
    os::Sha256 hash;
    hash.field(settings_.build.order == settings::Build::Order::root_first ? "root" : "nearest");
    hash.field(source::find_entry(listing_, recipe.path)->id);
    for (const auto& base : recipe.bases) {
      hash.field(source::find_entry(listing_, base)->id);
      hash.field(inside_root(base, recipe.root));
    }
    return hash.hex();
  }

  void compose_unknown() {
    compose_recipes(tree_, listing_, recipes_, settings_,
                    [&](std::size_t i, const std::string& text) {
                      const auto& one = unknown_[i];
                      const auto id = os::git_blob_id(text, one.built.size() == 64);
                      if (memo_.remember) memo_.remember(one.key, id);
                      if (id != one.built) stale_.push_back(one.output);
                    });
  }

  source::Tree& tree_;
  const std::vector<git::Entry>& listing_;
  const settings::Settings& settings_;
  const ComposedMemo& memo_;
  std::vector<Recipe> recipes_;
  std::vector<Unknown> unknown_;  ///< of recipes_[i]
  std::vector<std::string> stale_;
};

}  // namespace

std::vector<std::string> stale_outputs(source::Tree& tree, const std::vector<git::Entry>& listing,
                                       const settings::Settings& settings,
                                       const ComposedMemo& memo) {
  return StaleCheck(tree, listing, settings, memo).run();
}

}  // namespace build
