#include "build/definition_listing.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "build/output_directory.hpp"
#include "os/git_component.hpp"

namespace build {
namespace {

/// Without those inside another; "" is the top. In the order of the paths below them.
std::vector<std::string> outermost(std::vector<std::string> directories) {
  for (std::string& directory : directories) {
    directory = os::normalise(directory);
    if (directory == ".") directory.clear();
    if (!directory.empty()) directory += '/';
  }
  std::sort(directories.begin(), directories.end());
  std::vector<std::string> kept;
  for (std::string& directory : directories) {
    if (kept.empty() || !directory.starts_with(kept.back())) kept.push_back(std::move(directory));
  }
  for (std::string& directory : kept) {
    if (!directory.empty()) directory.pop_back();
  }
  return kept;
}

bool is_inside(const std::string& path, const std::string& directory) {
  return path == directory || path.starts_with(directory + "/");
}

bool may_be_definition(const std::string& name, const std::string& base_name) {
  return name.ends_with(".md") || name == base_name;
}

bool is_entered(const std::string& path, const std::string& output) {
  return path != output && !os::has_git_component(os::file_name(path));
}

class Lister {
 public:
  Lister(const std::string& root, const std::string& output, const std::string& base_name,
         std::int64_t now_ns)
      : root_(root), output_(output), base_name_(base_name), now_ns_(now_ns) {}

  /// Remembers the state of a directory that is about to be read.
  void note(const std::string& directory) {
    const auto stat = os::stat_if_exists(os::join(root_, directory));
    open_.push_back(listing_.directories.size());
    listing_.directories.push_back({directory, remember_as(stat, now_ns_), {}});
  }

  void list(const std::string& directory) {
    note(directory);
    os::walk(
        os::join(root_, directory),
        [&](const std::string& below) {
          const std::string path = os::join(directory, below);
          if (!is_entered(path, output_)) return false;
          add_name(path, "/");
          note(path);
          return true;
        },
        [&](const std::string& below, const os::DirectoryEntry& entry) {
          if (!may_be_definition(entry.name, base_name_)) return;
          listing_.paths.push_back(os::join(directory, below));
          add_name(listing_.paths.back(), "");
        });
  }

  void fail(const std::string& directory, std::string reason) {
    listing_.problems.emplace_back(directory, std::move(reason));
  }

  Listing finish() && {
    if (!listing_.problems.empty()) listing_.directories.clear();
    return std::move(listing_);
  }

 private:
  /// The walk is depth first: what `path` is in is the last directory or one above it.
  void add_name(const std::string& path, std::string_view suffix) {
    while (listing_.directories[open_.back()].path != os::parent(path)) open_.pop_back();
    std::string& names = listing_.directories[open_.back()].names;
    names.append(os::file_name(path)).append(suffix).append(1, '\0');
  }

  const std::string &root_, &output_, &base_name_;
  std::int64_t now_ns_;
  std::vector<std::size_t> open_;  ///< the directories that the walk is in, by index
  Listing listing_;
};

}  // namespace

os::Stat remember_as(const std::optional<os::Stat>& stat, std::int64_t now_ns) {
  os::Stat unreliable;
  unreliable.mode = 1;
  return !stat ? os::Stat{} : stat->settled(now_ns) ? *stat : unreliable;
}

std::string names_in(const std::string& root, const std::string& directory,
                     const std::string& output, const std::string& base_name) {
  std::vector<std::string> names;
  for (os::DirectoryEntry& entry : os::list_directory(os::join(root, directory))) {
    const bool is_file = entry.is_file || entry.is_symlink;
    if (is_file && may_be_definition(entry.name, base_name)) {
      names.push_back(std::move(entry.name));
    } else if (entry.is_directory && is_entered(os::join(directory, entry.name), output)) {
      names.push_back(std::move(entry.name) + "/");
    }
  }
  std::sort(names.begin(), names.end());
  std::string joined;
  for (const std::string& name : names) joined.append(name).append(1, '\0');
  return joined;
}

Listing list_definitions(const std::string& root, const std::string& output,
                         const agent::Classifier& classifier, Linked linked, std::int64_t now_ns) {
  Lister lister(root, output, classifier.base_name(), now_ns);
  for (const std::string& directory : outermost(classifier.directories())) {
    if (is_inside(directory, output) || os::has_git_component(directory)) continue;
    try {
      if (const auto link = os::first_symlink(root, directory)) {
        lister.note(directory);
        if (linked == Linked::problem) lister.fail(directory, "'" + *link + "' is a symbolic link");
      } else {
        lister.list(directory);
      }
    } catch (const base::Error& error) {
      lister.fail(directory, error.message());
    }
  }
  return std::move(lister).finish();
}

}  // namespace build
