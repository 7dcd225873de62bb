#include "sync/upstream_tree.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace syncing {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::size_t most_leaves = 20'000, most_requests = 1'000;

class Reader {
 public:
  Reader(const forge::GitHub& github, const forge::Commit& commit, const Coverage& coverage)
      : github_(github), commit_(commit), coverage_(coverage) {}

  /// False where the listing is not the whole of the commit's tree.
  bool take_whole(const forge::Listing& listing) {
    if (listing.truncated) return false;
    const auto verified = verify(listing, true, commit_.tree);
    if (verified) keep(*verified);
    return verified.has_value();
  }

  /// Below one directory, as far as it is covered: at once where the server can, else directory by
  /// directory.
  void walk(const std::string& id, const std::string& directory) {
    const auto whole = [&](bool recursive) {
      if (++requests_ > most_requests) {
        throw Error(ErrorCode::invalid,
                    "the repository has more than " + std::to_string(most_requests) +
                        " directories to list",
                    "configure a 'path' in it, or pull with git: --sync-method=git");
      }
      const auto answer = github_.tree(id, recursive);
      const forge::Listing& listing = *answer.listing;
      if (listing.truncated) return false;
      const auto verified = verify(listing, recursive, id, directory);
      if (!verified) {
        throw Error(ErrorCode::invalid, "the listing of tree '" + id + "' is not what its id says",
                    "pull with git: --sync-method=git");
      }
      keep(*verified);
      for (const auto& [path, child] : verified->directories) {
        if (coverage_.holds_some_below(path)) walk(child, path);
      }
      return true;
    };
    const bool all = coverage_.holds_all_below(directory);
    if ((all && whole(true)) || whole(false)) return;
    throw Error(ErrorCode::invalid,
                "the server cannot list the repository's " +
                    (directory.empty() ? "top" : base::quote_path(directory)) + " as a whole",
                "pull with git: --sync-method=git");
  }

  std::vector<Leaf> leaves() { return std::move(leaves_); }

 private:
  void keep(const Verified& verified) {
    for (const Leaf& leaf : verified.leaves) {
      if (!coverage_.holds(leaf.path)) continue;
      const std::string problem = unsafe_path(leaf.path);
      if (!problem.empty()) {
        throw Error(ErrorCode::invalid,
                    "the repository's path " + base::quote_path(leaf.path) + " " + problem,
                    "nothing was written: this repository is not to be trusted");
      }
      leaves_.push_back(leaf);
    }
    if (leaves_.size() > most_leaves) {
      throw Error(ErrorCode::invalid,
                  "the repository has more than " + std::to_string(most_leaves) + " files",
                  "configure a 'path' in it, or pull with git: --sync-method=git");
    }
  }

  const forge::GitHub& github_;
  const forge::Commit& commit_;
  const Coverage& coverage_;
  std::vector<Leaf> leaves_;
  std::size_t requests_ = 0;
};

}  // namespace

std::vector<Leaf> upstream_leaves(const forge::GitHub& github, const forge::Commit& commit,
                                  const forge::Listing* listing, const Coverage& coverage,
                                  bool& matches) {
  Reader reader(github, commit, coverage);
  matches = listing != nullptr && reader.take_whole(*listing);
  if (matches) return reader.leaves();
  bool truncated = listing != nullptr && listing->truncated;
  if (!truncated) {
    const auto own = github.tree(commit.id, true);
    if (reader.take_whole(*own.listing)) return reader.leaves();
    truncated = own.listing->truncated;
  }
  if (!truncated) {
    throw Error(ErrorCode::invalid,
                "the listing of commit '" + commit.id + "' is not that of its tree",
                "a name in it may be no UTF-8, which cannot be told over HTTP; pull with git: "
                "--sync-method=git");
  }
  reader.walk(commit.tree, "");
  return reader.leaves();
}

}  // namespace syncing
