#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "git/blob_reader.hpp"
#include "git/repository.hpp"

namespace source {

/// A read-only set of files. Implementations: a work tree or directory, the index of a commit in
/// the making, a commit, memory (tests).
class Tree {
 public:
  enum class Status { ok, missing, too_large };
  using Sink = std::function<void(std::size_t i, Status, std::string content)>;

  virtual ~Tree() = default;
  /// Files, symbolic links and submodules that are one of `paths` (literal) or below it, sorted by
  /// path. Ids are "" where they are not known for free. Of the whole tree, "", only what may be a
  /// definition or governs them.
  virtual std::vector<git::Entry> list(const std::vector<std::string>& paths) = 0;
  /// Gives the content of entries[i] to `sink` for every i, in order. For `too_large` the content
  /// is the size in decimal.
  virtual void read(const std::vector<git::Entry>& entries, std::size_t max_bytes,
                    const Sink& sink) = 0;
  /// Which of these files or directories are there.
  virtual std::vector<bool> exist(const std::vector<std::string>& paths) = 0;

  /// Those of these files whose line ends git stores otherwise than they are on disk.
  virtual std::set<std::string> converted(const std::vector<std::string>&) { return {}; }

  /// Was something asked for that is listed but not here, as in a partial clone? What was made of
  /// this tree may then be otherwise tomorrow.
  virtual bool lacked_content() const { return false; }

  /// One file of a listing; nothing where it is missing. Error(invalid) where it is larger.
  std::optional<std::string> read_one(const git::Entry& entry, std::size_t max_bytes);
};

/// Files on disk. Inside a repository the ignored ones are left out.
std::unique_ptr<Tree> work_tree(const git::Repository& repository);
std::unique_ptr<Tree> directory(const std::string& root);
/// Entries below `paths` that were listed already.
struct KnownListing {
  std::vector<std::string> paths;
  std::vector<git::Entry> entries;
};
/// The index that this commit uses.
std::unique_ptr<Tree> staged_tree(const git::Repository& repository, KnownListing known = {});
/// Error(not_found) where `revision` names no tree.
std::unique_ptr<Tree> commit_tree(const git::Repository& repository, const std::string& revision);

/// The same for the full id of a tree, without asking git whether it is one.
std::unique_ptr<Tree> tree_by_id(const git::Repository& repository, const std::string& id,
                                 KnownListing known = {});

/// What a listing of a whole tree keeps.
bool is_listed(std::string_view path, std::uint32_t mode);

/// The entry of `path` among entries sorted by path, or their end.
std::vector<git::Entry>::const_iterator find_entry(const std::vector<git::Entry>& entries,
                                                   const std::string& path);
/// Is `path` an entry, or a directory above one?
bool holds(const std::vector<git::Entry>& entries, const std::string& path);

}  // namespace source
