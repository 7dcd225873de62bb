#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace objects {

/// A bare git repository of ours (0700) that keeps images of files: blobs, and one commit per
/// operation on refs/heads/main so that garbage collection keeps them. The only user of libgit2's
/// object database; libgit2 is initialised when the first store is opened.
class HistoryStore {
 public:
  /// Creates it where missing (whole or not at all). Error(invalid) where `path` is there but is no
  /// repository.
  static HistoryStore open(const std::string& path);
  ~HistoryStore();
  HistoryStore(HistoryStore&&) noexcept;

  /// Blob id, hex; not yet reachable. A damaged object of that id is replaced.
  std::string put(std::string_view content);
  /// Nothing where there is no such blob; Error(invalid) where it is damaged.
  std::optional<std::string> get(const std::string& id) const;

  struct Image {
    std::string name;  ///< path inside the commit, e.g. "3/before" ; unique in the commit
    std::string id;    ///< of a blob
  };
  /// Commits the images with the former commit as parent and gives the commit's id. `seconds` is
  /// the time of author and committer; `author` is "Name" or "Name <address>"; `message` any text.
  /// Error(invalid) where a name cannot be in a tree or the last commit is damaged. Nothing is
  /// synced: a caller that relies on it across a power failure calls os::sync_filesystem.
  std::string record(const std::vector<Image>& images, const std::string& author,
                     std::int64_t seconds, const std::string& message);

  /// Checks that every object reachable from the branch can be read; the first problem, or nothing.
  std::optional<std::string> verify() const;

 private:
  struct State;
  explicit HistoryStore(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace objects
