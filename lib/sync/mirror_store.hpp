#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "git/repository.hpp"
#include "sync/coverage.hpp"
#include "sync/listing.hpp"

namespace syncing {

/// A commit of ours that stands for one of upstream's.
struct Mirrored {
  std::string local, upstream;  ///< commits
  std::string tree;             ///< upstream's root tree
  Coverage coverage{{""}};
};
/// As SourceStore::Etag::stands_for has it; nothing where `text` is something else.
std::string format_mirrored(const Mirrored& mirrored);
std::optional<Mirrored> parse_mirrored(const std::string& text);

/// What upstream_ref is at.
struct Former {
  std::string commit, tree;
  /// The mirrored directories; nothing where the commit is upstream's own and came by git.
  std::optional<Coverage> coverage;
};
std::optional<Former> read_former(const git::Repository& cache);

/// Puts blobs into the cache's object database, some at a time, so that an interruption loses few.
class BlobWriter {
 public:
  explicit BlobWriter(const git::Repository& cache) : cache_(cache) {}
  void add(std::string_view content);
  void flush();

 private:
  const git::Repository& cache_;
  std::string stream_;
  std::size_t count_ = 0;
};

/// Makes the commit that stands for `mirrored.upstream`, with exactly these entries, at
/// refs/agents/commits/<upstream>. `parent`: "" = none. Gives its id.
std::string write_commit(const git::Repository& cache, const std::vector<Leaf>& leaves,
                         const Mirrored& mirrored, const std::string& parent,
                         const std::string& url);

/// Moves refs from one commit to another; Error(conflict) where one is no longer there. From or to
/// "" = there is none.
void move_ref(const git::Repository& cache, const std::string& ref, const std::string& from,
              const std::string& to);

}  // namespace syncing
