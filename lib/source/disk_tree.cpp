#include <algorithm>

#include "base/error.hpp"
#include "os/file.hpp"
#include "source/tree.hpp"

namespace source {
namespace {

constexpr std::uint32_t symlink_mode = 0120000;
constexpr std::uint32_t submodule_mode = 0160000;

bool is_below(const std::string& path, const std::string& directory) {
  return directory.empty() || directory == "." || path == directory ||
         (path.size() > directory.size() && path.starts_with(directory) &&
          path[directory.size()] == '/');
}

/// A path that the system refuses to look at leads nowhere.
bool is_there(const std::string& path) {
  try {
    return os::exists(path);
  } catch (const base::Error&) {
    return false;
  }
}

/// Files on disk below a root; which ones, the two subclasses say.
class DiskTree : public Tree {
 public:
  explicit DiskTree(std::string root) : root_(std::move(root)) {}

  std::vector<git::Entry> list(const std::vector<std::string>& paths) override {
    std::vector<git::Entry> entries;
    std::optional<std::string> directory;
    bool is_reached = true;
    const bool whole = std::ranges::find(paths, std::string()) != paths.end();
    for (auto& path : names(paths)) {
      // A link or a submodule has any name, and shows only on disk.
      const bool named = !whole || is_listed(path, 0);
      if (!named && os::file_name(path).find('.') != std::string_view::npos) continue;
      // Git lists a tracked file also where a symbolic link has taken its directory's place.
      if (directory != os::parent(path)) {
        directory = os::parent(path);
        is_reached = !os::first_symlink(root_, *directory);
      }
      if (!is_reached) continue;
      const auto stat = os::stat_if_exists(os::join(root_, path));
      if (!stat) continue;
      if (!named && !stat->is_symlink() && !stat->is_directory()) continue;
      git::Entry entry;
      entry.mode = stat->is_symlink()     ? symlink_mode
                   : stat->is_directory() ? submodule_mode
                   : stat->mode & 0100    ? 0100755
                                          : 0100644;
      if (!stat->is_file() && !stat->is_symlink() && !stat->is_directory()) continue;
      entry.path = std::move(path);
      entries.push_back(std::move(entry));
    }
    return entries;
  }

  void read(const std::vector<git::Entry>& entries, std::size_t max_bytes,
            const Sink& sink) override {
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const std::string path = os::join(root_, entries[i].path);
      try {
        auto content = os::read_file_if_exists(path, max_bytes);
        if (content) {
          sink(i, Status::ok, std::move(*content));
        } else {
          sink(i, Status::missing, {});
        }
      } catch (const base::Error& error) {
        const auto stat = os::stat_if_exists(path);
        if (error.code() != base::ErrorCode::invalid || !stat || stat->size <= max_bytes) throw;
        sink(i, Status::too_large, std::to_string(stat->size));
      }
    }
  }

  std::vector<bool> exist(const std::vector<std::string>& paths) override {
    std::vector<bool> answers;
    for (const auto& path : paths) answers.push_back(is_there(os::join(root_, path)));
    return answers;
  }

 protected:
  virtual std::vector<std::string> names(const std::vector<std::string>& paths) = 0;
  std::string root_;
};

class WorkTree final : public DiskTree {
 public:
  explicit WorkTree(const git::Repository& repository)
      : DiskTree(repository.work_tree), repository_(repository) {}

  std::set<std::string> converted(const std::vector<std::string>& paths) override {
    const auto found = git::converted_line_ends(repository_, paths);
    return {found.begin(), found.end()};
  }

 private:
  std::vector<std::string> names(const std::vector<std::string>& paths) override {
    return git::work_tree_paths(repository_, paths);
  }
  git::Repository repository_;
};

class Directory final : public DiskTree {
 public:
  using DiskTree::DiskTree;

 private:
  std::vector<std::string> names(const std::vector<std::string>& paths) override {
    std::vector<std::string> found;
    const auto wanted = [&](const std::string& path) {
      return std::ranges::any_of(paths, [&](const auto& top) { return is_below(path, top); });
    };
    const auto leads_there = [&](const std::string& directory) {
      return os::file_name(directory) != ".git" &&
             (wanted(directory) || std::ranges::any_of(paths, [&](const auto& top) {
                return is_below(top, directory);
              }));
    };
    os::walk(root_, leads_there, [&](const std::string& path, const os::DirectoryEntry&) {
      if (wanted(path)) found.push_back(path);
    });
    std::ranges::sort(found);
    return found;
  }
};

}  // namespace

std::unique_ptr<Tree> work_tree(const git::Repository& repository) {
  return std::make_unique<WorkTree>(repository);
}

std::unique_ptr<Tree> directory(const std::string& root) {
  return std::make_unique<Directory>(root);
}

}  // namespace source
