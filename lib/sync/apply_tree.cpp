#include "sync/apply_tree.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "git/failure.hpp"
#include "git/index_update.hpp"
#include "os/digest.hpp"
#include "os/file.hpp"
#include "os/scratch_directory.hpp"

namespace syncing {
namespace {

constexpr std::uint32_t kind_bits = 0170000, link = 0120000, submodule = 0160000;
constexpr std::size_t max_bytes = std::size_t{1} << 30;

bool is_submodule(std::uint32_t mode) {
  return (mode & kind_bits) == submodule;
}

base::Error in_the_way(const git::Repository& cache, const std::string& path,
                       const std::string& what) {
  return {base::ErrorCode::conflict, "'" + path + "' " + what,
          "move it away, or merge by hand: git -C " + base::shell_word(cache.work_tree) +
              " merge refs/agents/upstream"};
}

/// The files of `tree` among `paths` as a checkout writes them, line ends and filters included.
std::map<std::string, std::string> checked_out(const git::Repository& cache,
                                               const std::string& tree,
                                               const std::vector<std::string>& paths) {
  std::map<std::string, std::string> contents;
  if (paths.empty()) return contents;
  const os::ScratchDirectory scratch(os::join(cache.git_dir, "agents-checkout"));
  const std::string index = os::join(scratch.path(), "index");
  const std::string files = os::join(scratch.path(), "files");
  os::make_directories(files);
  const auto with_index = [&](const std::vector<std::string>& arguments, std::string input) {
    auto git = git::command(cache, arguments);
    git.directory = files;
    git.environment.emplace_back("GIT_DIR", cache.git_dir);
    git.environment.emplace_back("GIT_WORK_TREE", files);
    git.environment.emplace_back("GIT_INDEX_FILE", index);
    git.input = std::move(input);
    const auto result = os::run(git);
    if (!result.ok()) throw git::failure(arguments, result);
  };
  with_index({"read-tree", tree}, {});
  // Attributes are read from the work tree: those of this tree come first.
  std::string attributes, list;
  const auto entries = git::tree_entries(cache, tree, {});
  for (const auto& entry : entries.value_or(std::vector<git::Entry>())) {
    if (os::file_name(entry.path) == ".gitattributes") attributes += entry.path + '\0';
  }
  for (const auto& path : paths) list += path + '\0';
  for (const auto& input : {attributes, list}) {
    if (!input.empty()) with_index({"checkout-index", "-f", "-q", "-z", "--stdin"}, input);
  }
  for (const auto& path : paths) {
    const std::string file = os::join(files, path);
    const auto stat = os::stat_if_exists(file);
    if (!stat || !stat->is_file()) {
      throw in_the_way(cache, path, "is a symbolic link, which is not changed on its own");
    }
    contents.emplace(path, os::read_file(file, max_bytes));
  }
  return contents;
}

/// Those of `paths` that must go before `path` can be a file: directories above it, files below it.
std::vector<std::string> in_place_of(const std::string& path, const std::set<std::string>& paths) {
  std::vector<std::string> found;
  for (std::string above(os::parent(path)); !above.empty(); above = os::parent(above)) {
    if (paths.contains(above)) found.push_back(above);
  }
  const std::string below = path + "/";
  for (auto at = paths.lower_bound(below); at != paths.end() && at->starts_with(below); ++at) {
    found.push_back(*at);
  }
  return found;
}

void forget_kept(std::vector<git::Change>& changes, std::set<std::string> keep) {
  for (const auto& change : changes) {
    if (change.new_mode == 0 || keep.empty()) continue;
    for (const auto& path : in_place_of(change.path, keep)) keep.erase(path);
  }
  std::erase_if(changes, [&](const git::Change& change) {
    return change.new_mode == 0 && keep.contains(change.path);
  });
}

class StepMaker {
 public:
  StepMaker(const git::Repository& cache, std::vector<git::Change> changes)
      : cache_(cache), changes_(std::move(changes)) {}

  TreeSteps make(const std::string& to) {
    read_disk();
    std::vector<std::string> written;
    for (const auto& change : changes_) {
      if (change.new_mode != 0) written.push_back(change.path);
    }
    auto contents = checked_out(cache_, to, written);
    for (const auto& change : changes_) add(change, contents);
    split();
    return std::move(result_);
  }

 private:
  std::string on_disk(const std::string& path) const { return os::join(cache_.work_tree, path); }

  /// What is there must be what the tree says: only then is it in a commit or a snapshot.
  void read_disk() {
    std::vector<std::string> doubtful;
    for (const auto& change : changes_) {
      if (os::first_symlink(cache_.work_tree, os::parent(change.path))) {
        throw in_the_way(cache_, change.path, "lies behind a symbolic link");
      }
      const auto stat = os::stat_if_exists(on_disk(change.path));
      if (change.old_mode == 0) {
        if (stat && stat->is_directory()) refuse_what_stays(change.path);
        if (stat && !stat->is_directory()) {
          throw in_the_way(cache_, change.path,
                           "comes from upstream, and a file that git ignores "
                           "or does not see is in its place");
        }
        continue;
      }
      if (!stat) {
        throw in_the_way(cache_, change.path, "was removed a moment ago");
      }
      if (!stat->is_file()) {
        throw in_the_way(cache_, change.path,
                         "is a symbolic link, which is not changed on its own");
      }
      const auto bytes = os::read_file(on_disk(change.path), max_bytes);
      seen_[change.path] = os::sha256_hex(bytes);
      if (os::git_blob_id(bytes, change.old_id.size() > 40) != change.old_id) {
        doubtful.push_back(change.path);
      }
    }
    // Line ends and filters: git says what it stores such a file as.
    const auto stored = git::stored_ids(cache_, doubtful);
    for (const auto& change : changes_) {
      if (!std::ranges::binary_search(doubtful, change.path)) continue;
      const auto id = stored.find(change.path);
      if (id == stored.end() || id->second != change.old_id) {
        throw in_the_way(cache_, change.path,
                         "was edited a moment ago, or in a way that git does "
                         "not look at");
      }
    }
  }

  /// A file that comes in the place of a directory: nothing else may be in that.
  void refuse_what_stays(const std::string& directory) const {
    std::error_code failed;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(on_disk(directory), failed)) {
      const std::string path = entry.path().string().substr(cache_.work_tree.size() + 1);
      const bool empty = entry.is_directory() && !entry.is_symlink() &&
                         std::filesystem::is_empty(entry.path(), failed);
      const bool goes = std::ranges::any_of(changes_, [&](const git::Change& change) {
        return change.new_mode == 0 && change.path == path;
      });
      if (empty || (!goes && (entry.is_symlink() || !entry.is_directory()))) {
        throw in_the_way(cache_, path, "is in a directory in whose place upstream has a file");
      }
    }
  }

  void add(const git::Change& change, std::map<std::string, std::string>& contents) {
    track::Step step;
    step.path = on_disk(change.path);
    if (const auto seen = seen_.find(change.path); seen != seen_.end())
      step.expected = seen->second;
    if (change.new_mode != 0) {
      step.after = std::move(contents.at(change.path));
      step.mode = change.new_mode == 0100755 ? 0755 : 0644;
      ++(change.old_mode == 0 ? result_.added : result_.changed);
    } else {
      step.keep_directory = cache_.work_tree;
      ++result_.removed;
    }
    result_.steps.push_back(std::move(step));
  }

  /// A file cannot give way to a directory, or a directory to a file, among renames in any order.
  void split() {
    std::set<std::string> removed;
    for (const auto& change : changes_) {
      if (change.new_mode == 0) removed.insert(change.path);
    }
    const bool meet = std::ranges::any_of(changes_, [&](const git::Change& change) {
      return change.new_mode != 0 && !in_place_of(change.path, removed).empty();
    });
    if (!meet) return;
    const auto rest = std::ranges::stable_partition(
        result_.steps, [](const track::Step& step) { return !step.after; });
    result_.first.assign(std::make_move_iterator(result_.steps.begin()),
                         std::make_move_iterator(rest.begin()));
    result_.steps.erase(result_.steps.begin(), rest.begin());
  }

  const git::Repository& cache_;
  std::vector<git::Change> changes_;
  std::map<std::string, std::string> seen_;  ///< path → SHA-256 of what is on disk
  TreeSteps result_;
};

}  // namespace

TreeSteps steps_between(const git::Repository& cache, const std::string& from,
                        const std::string& to, const std::set<std::string>& keep) {
  auto changes = git::changes(cache, from, to, {});
  if (!changes) {
    throw base::Error(base::ErrorCode::invalid, "'" + cache.work_tree + "' lacks objects",
                      "'git agents cache verify' looks at it");
  }
  // A submodule is another repository: its files are not ours.
  std::erase_if(*changes, [](const git::Change& change) {
    return is_submodule(change.old_mode) || is_submodule(change.new_mode);
  });
  forget_kept(*changes, keep);
  return StepMaker(cache, std::move(*changes)).make(to);
}

}  // namespace syncing
