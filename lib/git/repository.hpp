#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "os/process.hpp"

namespace git {

/// Where a repository is. All paths absolute, without a trailing slash.
struct Repository {
  std::string work_tree;   ///< "" in a bare repository
  std::string git_dir;     ///< of this worktree
  std::string common_dir;  ///< shared by all worktrees
  bool in_hook = false;    ///< the environment names this repository: keep GIT_* as inherited
  /// Found from this process's own directory and environment, so that `git -c`, GIT_INDEX_FILE and
  /// the like are meant for it. False: another repository, which must not see them.
  bool own = false;
  bool run_hooks = true;  ///< false: commands of command() run none, whoever configured them
};

/// The repository that `directory` is in, as git sees it (safe.directory, …); "" = the one that we
/// were called for, which GIT_DIR and GIT_WORK_TREE may name. Nothing where there is none. Error
/// with git's own words where git refuses. One spawn.
std::optional<Repository> discover(const std::string& directory = {});

/// Inside a hook, without a spawn: from GIT_DIR, else by `.git` in the working directory
/// (gitrepository-layout(5)). Nothing where the layout is not the plain one: then use discover().
std::optional<Repository> from_hook_environment();

/// A git command for `repository`: literal pathspecs, no optional locks, no lazy fetch, no prompt.
/// Outside hooks the directory is the work tree (or the git directory where bare), and all
/// variables of `git rev-parse --local-env-vars` are removed unless the repository is our `own`:
/// then GIT_DIR and GIT_WORK_TREE are made absolute where set, and the others stay.
os::Command command(const Repository& repository, std::vector<std::string> arguments);

/// Runs and gives stdout; Error with git's stderr where it fails.
std::string query(const Repository& repository, std::vector<std::string> arguments,
                  std::string input = {});
/// The same, or nothing where git exits non-zero.
std::optional<std::string> query_if(const Repository& repository,
                                    std::vector<std::string> arguments, std::string input = {});

struct Entry {
  std::uint32_t mode = 0;  ///< 0100644, 0100755, 0120000 (symlink), 0160000 (submodule)
  std::string id;          ///< object id, hex
  int stage = 0;           ///< 1-3 = unmerged
  std::string path;        ///< bytes
};

/// The index that this commit uses ($GIT_INDEX_FILE), below `roots` (literal; empty = all), sorted
/// by path. Intent-to-add entries are not in it. A root is a directory or a file; "" and "." mean
/// everything. One spawn, two where there is an empty file.
std::vector<Entry> index_entries(const Repository& repository,
                                 const std::vector<std::string>& roots);
/// Same, from raw `ls-files -s -z` output.
std::vector<Entry> parse_index_listing(std::string_view listing);
/// Same, without the intent-to-add entries that the raw output does not tell apart.
std::vector<Entry> committed_entries(const Repository& repository, std::string_view listing);
/// The tree of any tree-ish; nothing where it does not name one. Sorted by path.
std::optional<std::vector<Entry>> tree_entries(const Repository& repository,
                                               const std::string& treeish,
                                               const std::vector<std::string>& roots);

struct Change {
  char status = 'M';  ///< A, M, D or T
  std::uint32_t old_mode = 0, new_mode = 0;
  std::string old_id, new_id, path;
};
/// `diff-tree -r` between two tree-ishes, no renames, sorted by path; nothing where one of them is
/// missing.
std::optional<std::vector<Change>> changes(const Repository& repository, const std::string& from,
                                           const std::string& to,
                                           const std::vector<std::string>& roots);

/// HEAD, and what it changes against its parent.
struct Head {
  std::string commit, tree;
  std::string only_parent;  ///< "" where there is none, or where there are several
  /// Below the roots, against the only parent or nothing; absent for a merge.
  std::optional<std::vector<Change>> changes;
};
/// In one spawn. Nothing where HEAD is unborn.
std::optional<Head> head(const Repository& repository, const std::vector<std::string>& roots);

/// Paths in the work tree below `roots`: tracked (and on disk) or neither tracked nor ignored,
/// without submodules and other repositories. Sorted, unique.
std::vector<std::string> work_tree_paths(const Repository& repository,
                                         const std::vector<std::string>& roots);

/// Those of these files of the work tree that git stores with LF only, whatever line ends they have
/// on disk.
std::vector<std::string> converted_line_ends(const Repository& repository,
                                             const std::vector<std::string>& paths);

/// Object ids of several tree-ishes in one spawn (`cat-file --batch-check`), "" for what is absent.
std::vector<std::string> object_ids(const Repository& repository,
                                    const std::vector<std::string>& names);
/// Full id of a revision peeled to a tree ("^{tree}"), or nothing.
std::optional<std::string> tree_of(const Repository& repository, const std::string& revision);
/// "refs/heads/main", or nothing where HEAD is detached.
std::optional<std::string> current_branch(const Repository& repository);
/// The empty tree's id in this repository's hash (`git hash-object -t tree /dev/null`).
std::string empty_tree(const Repository& repository);
/// The same in the hash that `id` is of, without a question.
std::string empty_tree_like(std::string_view id);

bool is_zero_id(std::string_view id);  ///< all '0', of any length

/// The variables that name a repository (git rev-parse --local-env-vars), removed from the
/// environment of git for another one.
std::span<const char* const> local_variables();

}  // namespace git
