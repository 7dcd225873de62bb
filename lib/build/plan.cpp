#include "build/plan.hpp"

#include <algorithm>
#include <atomic>
#include <unordered_map>

#include "base/error.hpp"
#include "os/file.hpp"
#include "os/parallel.hpp"

namespace build {
namespace {

constexpr std::size_t directories_per_step = 64;

/// What decides how a directory is listed.
struct Place {
  const std::string &root, &output, &base_name;
  std::int64_t now_ns;
};

/// Brings the state of `directory` up to date. False where it holds other names now.
bool has_same_names(const Place& place, DirectoryStamp& directory, bool& has_news) {
  const auto stat = os::stat_if_exists(os::join(place.root, directory.path));
  if (stat.value_or(os::Stat{}) == directory.stat) return true;
  if (stat && !stat->is_directory()) return false;
  const std::string path(directory.path);
  if (names_in(place.root, path, place.output, place.base_name) != directory.names) return false;
  directory.stat = remember_as(stat, place.now_ns);
  has_news = true;
  return true;
}

bool have_same_names(const Place& place, std::span<DirectoryStamp> directories, bool& has_news) {
  std::atomic<bool> same = true, news = false;
  const std::size_t steps = (directories.size() + directories_per_step - 1) / directories_per_step;
  os::for_each_index(steps, os::workers_for(directories.size()), [&](std::size_t step) {
    const std::size_t first = step * directories_per_step;
    const std::size_t count = std::min(directories_per_step, directories.size() - first);
    bool is_new = false;
    for (DirectoryStamp& directory : directories.subspan(first, count)) {
      try {
        if (same && !has_same_names(place, directory, is_new)) same = false;
      } catch (const base::Error&) {
        // A new listing tells what is wrong with which directory.
        same = false;
      }
    }
    if (is_new) news = true;
  });
  has_news = news;
  return same;
}

/// Numbers the bases of all recipes and gives each item its own.
void add_bases(Plan& plan) {
  std::unordered_map<std::string_view, std::uint32_t> known;
  std::vector<std::size_t> firsts;
  for (std::size_t i = 0; i < plan.recipes.size(); ++i) {
    const std::vector<std::string>& bases = plan.recipes[i].bases;
    if (i > 0 && bases == plan.recipes[i - 1].bases) {
      firsts.push_back(firsts.back());
      continue;
    }
    firsts.push_back(plan.base_indices.size());
    for (const std::string& path : bases) {
      const auto [entry, added] =
          known.emplace(path, static_cast<std::uint32_t>(plan.bases.size()));
      if (added) plan.bases.push_back(path);
      plan.base_indices.push_back(entry->second);
    }
  }
  for (std::size_t i = 0; i < plan.items.size(); ++i) {
    plan.items[i].bases =
        std::span(plan.base_indices).subspan(firsts[i], plan.recipes[i].bases.size());
  }
}

void add_memory(Plan& plan, const Stamps& stamps, std::span<const Stamp> old) {
  std::vector<bool> has_item(old.size(), false);
  std::size_t next = 0;
  for (Item& item : plan.items) {
    const std::size_t found = old.empty() ? 0 : stamps.find(item.output, next);
    if (found == old.size()) continue;
    next = found + 1;
    item.old = &old[found];
    has_item[found] = true;
  }
  for (std::size_t i = 0; i < old.size(); ++i) {
    if (!has_item[i]) plan.orphans.push_back(&old[i]);
  }
}

}  // namespace

std::optional<Plan> remembered_plan(const std::string& root, const std::string& output,
                                    const std::string& base_name, const Stamps& stamps,
                                    std::int64_t now_ns) {
  const Stamps::Content& content = stamps.content();
  Plan plan;
  plan.is_remembered = true;
  plan.directories.assign(content.directories.begin(), content.directories.end());
  const Place place{root, output, base_name, now_ns};
  if (plan.directories.empty() || !have_same_names(place, plan.directories, plan.has_news)) {
    return std::nullopt;
  }
  for (const FileStamp& base : content.bases) plan.bases.push_back(base.path);
  plan.items.reserve(content.stamps.size());
  for (const Stamp& stamp : content.stamps) {
    if (stamp.is_orphan) {
      plan.orphans.push_back(&stamp);
    } else {
      plan.items.push_back({stamp.source, stamp.output, stamp.root_length, stamp.bases, &stamp});
    }
  }
  return plan;
}

Plan new_plan(Listing listing, const agent::Classifier& classifier, const Stamps& stamps,
              std::span<const Stamp> old) {
  Plan plan;
  plan.recipes = recipes(listing.paths, classifier);
  plan.problems = std::move(listing.problems);
  plan.listed = std::move(listing.directories);
  for (const ListedDirectory& directory : plan.listed) {
    plan.directories.push_back({directory.path, directory.names, directory.stat});
  }
  plan.items.reserve(plan.recipes.size());
  for (const Recipe& recipe : plan.recipes) {
    plan.items.push_back({recipe.path, recipe.output, recipe.root.size(), {}, nullptr});
  }
  add_bases(plan);
  add_memory(plan, stamps, old);
  return plan;
}

}  // namespace build
