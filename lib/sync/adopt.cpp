#include "sync/adopt.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "git/config.hpp"
#include "git/index_update.hpp"
#include "git/records.hpp"
#include "git/remote_identity.hpp"
#include "os/digest.hpp"
#include "os/file.hpp"
#include "sync/cache.hpp"
#include "sync/commit.hpp"
#include "sync/fetch.hpp"
#include "sync/likeness.hpp"
#include "sync/outgoing.hpp"
#include "sync/scratch_index.hpp"
#include "sync/snapshot.hpp"

namespace syncing {
namespace {

constexpr std::size_t max_file_bytes = std::size_t{256} << 20;
constexpr std::size_t sha256_digits = 64;
constexpr std::string_view excluded =
    ".*.tmp\n# What earlier downloads left.\n.etag_cache.json\n.etag-cache.json\n*.migrated\n";

/// What a downloader kept beside the files.
bool is_litter(std::string_view path) {
  const auto name = os::file_name(path);
  return name == ".etag_cache.json" || name == ".etag-cache.json" || name.ends_with(".migrated");
}

/// Does a line of its configuration say so, as git writes it? Without asking git.
bool has_remote(const git::Repository& cache, const std::string& url) {
  constexpr std::size_t max_bytes = std::size_t{1} << 20;
  const auto stat = os::stat_if_exists(os::join(cache.git_dir, "config"));
  if (!stat || !stat->is_file() || stat->size > max_bytes) return false;
  const auto text = os::read_file_if_exists(os::join(cache.git_dir, "config"), max_bytes);
  return text && text->find("\n\turl = " + url + "\n") != std::string::npos;
}

/// Identities of all remotes, by name.
std::map<std::string, std::string> remotes_of(const git::Repository& cache) {
  constexpr std::string_view begin = "remote.", end = ".url";
  std::map<std::string, std::string> remotes;
  const auto config = git::Config::load_file(cache, git::ConfigFile::local);
  for (const auto& [key, url] : config.all()) {
    if (!key.starts_with(begin) || !key.ends_with(end)) continue;
    const auto name = key.substr(begin.size(), key.size() - begin.size() - end.size());
    remotes[name] = git::repository_identity(url, cache.work_tree);
  }
  return remotes;
}

class Adoption {
 public:
  Adoption(const Source& source, const git::Access& access, const track::SourceStore& store,
           Progress& progress)
      : source_(source), access_(access), store_(store), progress_(progress) {}

  Adopted run() {
    const std::string made = unfinished_directory(source_.cache);
    auto cache = open_cache(made);
    if (!cache) {
      remove_tree(made);
      cache = create_cache(made, source_.url);
    }
    cache_ = *cache;
    const auto fetched = fetch_by_git(cache_, source_, access_, store_, progress_);
    scan(fetched.local.size() == sha256_digits);
    const auto alike = likeness(cache_, fetched.local, files_,
                                [this](const std::string& path) { return content(path); });
    if (alike.origins.empty() && !files_.empty()) {
      throw base::Error(base::ErrorCode::conflict,
                        "nothing in '" + source_.cache +
                            "' is like anything in the last commits of '" + source_.name + "' (" +
                            source_.url + ")",
                        "move that directory aside, or correct the source's URL");
    }
    result_.base = alike.commit;
    make_history(alike);
    make_branch(fetched.resolved_ref);
    restore_missing();
    move_tree(cache_.git_dir, os::join(source_.cache, ".git"));
    remove_tree(made);
    // Only stat data, so that git need not read the files again.
    os::run(git::command(*open_cache(source_.cache), {"update-index", "-q", "--refresh"}));
    return std::move(result_);
  }

 private:
  void scan(bool sha256) {
    os::walk(
        source_.cache,
        [this](const std::string& directory) {
          // Another repository is the user's own.
          return !os::exists(os::join(os::join(source_.cache, directory), ".git"));
        },
        [&](const std::string& path, const os::DirectoryEntry& entry) {
          if (entry.is_symlink) {
            result_.left.push_back(path);
          } else {
            const auto stat = os::stat_if_exists(os::join(source_.cache, path));
            const bool runs = stat && (stat->mode & 0100) != 0;
            files_[path] = {os::git_blob_id(content(path), sha256), runs ? 0100755U : 0100644U};
          }
        });
  }

  std::string content(const std::string& path) const {
    return os::read_file(os::join(source_.cache, path), max_file_bytes);
  }

  /// The commit that stands for what was downloaded, and the one with the edits.
  void make_history(const Likeness& alike) {
    ScratchIndex index(cache_, alike.commit);
    std::vector<ScratchIndex::Entry> downloaded, edited;
    const auto ignored = ignored_of(alike);
    for (const auto& [path, file] : files_) {
      const auto origin = alike.origins.find(path);
      const bool known = origin != alike.origins.end();
      if (ignored.contains(path)) continue;
      if (is_litter(path)) {
        // Upstream's own is taken for downloaded, so that it is no edit either.
        if (known) downloaded.push_back({path, file.mode, stored(path, file)});
        continue;
      }
      if (known) downloaded.push_back({path, file.mode, origin->second});
      if (known && origin->second == file.id) {
        ++result_.same;
      } else {
        edited.push_back({path, file.mode, stored(path, file)});
        result_.edited.push_back(path);
      }
    }
    store_contents();
    index.put(downloaded);
    std::string tree = index.write_tree();
    base_ =
        tree == *git::tree_of(cache_, alike.commit) ? alike.commit : stand_in(tree, alike.commit);
    if (base_ != alike.commit) {
      git::query(cache_, {"update-ref", std::string(adopted_prefix) + alike.commit, base_});
    }
    head_ = base_;
    if (edited.empty()) return;
    index.put(edited);
    tree = index.write_tree();
    head_ = result_.commit = user_commit(cache_, tree, {base_}, edits_message());
  }

  /// Files that upstream never had and that git ignores where they are.
  std::set<std::string> ignored_of(const Likeness& alike) const {
    os::Command git = git::command(cache_, {});
    // This command takes no literal pathspecs; "./" keeps a path from being magic.
    git.argv = {"git", "check-ignore", "--no-index", "-z", "--stdin"};
    git.directory = source_.cache;
    git.environment.emplace_back("GIT_DIR", cache_.git_dir);
    git.environment.emplace_back("GIT_WORK_TREE", source_.cache);
    for (const auto& [path, file] : files_) {
      if (!alike.origins.contains(path)) git.input += "./" + path + '\0';
    }
    std::set<std::string> ignored;
    if (git.input.empty()) return ignored;
    git::for_each_record(os::run(git).output,
                         [&](std::string_view path) { ignored.emplace(path.substr(2)); });
    return ignored;
  }

  /// Of no history: it holds files of several of upstream's commits, or with other modes.
  std::string stand_in(const std::string& tree, const std::string& commit) const {
    return commit_tree(cache_, tree, {},
                       "Files that were downloaded from " + source_.name + "\n\n" +
                           std::string(upstream_trailer) + ": " + commit + "\n");
  }

  std::string edits_message() const { return "Local edits found in " + source_.cache + "\n"; }

  std::string stored(const std::string& path, const DownloadedFile& file) {
    contents_.push_back(content(path));
    pending_ += contents_.back().size();
    if (pending_ > most_pending) store_contents();
    return file.id;
  }

  void store_contents() {
    git::write_blobs(cache_, contents_);
    contents_.clear();
    pending_ = 0;
  }

  void make_branch(const std::string& resolved_ref) const {
    const std::string branch = branch_of(resolved_ref);
    git::query(cache_, {"update-ref", std::string(upstream_ref), base_});
    git::query(cache_, {"update-ref", std::string(integrated_ref), base_});
    git::query(cache_, {"update-ref", branch, head_});
    git::query(cache_, {"symbolic-ref", "HEAD", branch});
    git::query(cache_, {"read-tree", "--reset", head_});
    if (resolved_ref == branch) {
      const std::string name = branch.substr(std::string_view("refs/heads/").size());
      git::query(cache_, {"config", "branch." + name + ".remote", "origin"});
      git::query(cache_, {"config", "branch." + name + ".merge", branch});
    }
    os::write_atomically(os::join(cache_.git_dir, "info/exclude"), excluded, os::Sync::no);
  }

  /// Never over something: what is in the way stays, and shows as changed.
  void restore_missing() {
    std::vector<std::string> missing;
    for (const auto& entry : git::index_entries(cache_, {})) {
      // A symbolic link becomes a file with its text, as in every cache.
      const bool file = (entry.mode & 0170000) == 0100000 || entry.mode == 0120000;
      if (!file || files_.contains(entry.path)) continue;
      if (os::first_symlink(source_.cache, entry.path)) continue;
      if (!os::exists(os::join(source_.cache, entry.path))) missing.push_back(entry.path);
    }
    git::check_out_below(cache_, missing, source_.cache);
    result_.restored = missing.size();
  }

  static constexpr std::size_t most_pending = std::size_t{32} << 20;
  const Source& source_;
  const git::Access& access_;
  const track::SourceStore& store_;
  Progress& progress_;
  git::Repository cache_;
  std::map<std::string, DownloadedFile> files_;
  std::vector<std::string> contents_;
  std::size_t pending_ = 0;
  std::string base_, head_;
  Adopted result_;
};

}  // namespace

std::string foreign(const git::Repository& cache, const Source& source) {
  if (has_remote(cache, source.url)) return {};
  const auto remotes = remotes_of(cache);
  const std::string wanted = git::repository_identity(source.url, "/");
  for (const auto& [name, identity] : remotes) {
    if (identity == wanted) return {};
  }
  if (remotes.empty()) return "is a repository without a remote";
  const auto origin = remotes.find("origin");
  return "is a clone of '" + (origin == remotes.end() ? remotes.begin() : origin)->second + "'";
}

void require_clone_of(const git::Repository& cache, const Source& source) {
  const std::string problem = foreign(cache, source);
  if (problem.empty()) return;
  throw base::Error(base::ErrorCode::conflict,
                    "'" + cache.work_tree + "' " + problem + ", not of '" + source.name + "' (" +
                        source.url + ")",
                    "move it aside, or, where it is a clone of it all the same: git -C " +
                        base::shell_word(cache.work_tree) + " remote add upstream " +
                        base::shell_word(source.url));
}

bool is_download(const std::string& directory) {
  const auto stat = os::stat_if_exists(directory);
  if (!stat || !stat->is_directory() || os::exists(os::join(directory, ".git"))) return false;
  return !os::list_directory(directory).empty();
}

Adopted adopt_download(const Source& source, const git::Access& access,
                       const track::SourceStore& store, Progress& progress) {
  return Adoption(source, access, store, progress).run();
}

}  // namespace syncing
