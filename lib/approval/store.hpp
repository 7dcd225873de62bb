#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "approval/request.hpp"
#include "git/repository.hpp"

namespace approval {

/// A record ready to be written.
struct Record {
  std::string execution_id, digest;
  std::string metadata, target_repos, request;  ///< content of its three files
};
/// Renders all three files.
Record record_of(const Request& request);

/// Where in the branch of records the reviewer's text is: "executions/<id>/request.md".
std::string request_path(std::string_view execution_id);

/// What the branch holds of one change.
struct Found {
  std::string execution_id;  ///< "" = not recorded yet
  std::size_t digits = 12;   ///< of the digest that a new id can have without meeting another
};

/// The branch of records, written without a look at work tree, index and HEAD.
class Store {
 public:
  /// `remote`: whose copy of the branch a new one begins with; "" = none.
  Store(const git::Repository& repository, std::string remote);

  /// What is there of the changes with these digests; asked before add(). Error(conflict) where the
  /// branch is checked out: moving it would make that work tree undo the records.
  std::vector<Found> find(std::span<const std::string> digests);
  /// What git shows the records that find() saw by: the branch, or its copy from the remote.
  std::string shown_branch() const;
  /// Adds in one commit records that find() had not; where others write at the same time it looks
  /// again what is missing. `person` is its author. Error where it cannot be written.
  void add(std::vector<Record> records, const Person& person, std::int64_t now_ns);

 private:
  void read_branch();
  struct Folder {
    std::string execution_id, tree;  ///< the tree's id
  };
  /// Of all records, by the digits of the digest in their names.
  std::multimap<std::string, Folder> folders() const;
  bool write(std::span<const Record> records, const Person& person, std::int64_t now_ns,
             std::string& failure) const;

  git::Repository repository_;
  std::string remote_;
  std::string tip_;     ///< of the branch; "" = there is none
  std::string parent_;  ///< what the next commit stands on; "" = nothing
};

}  // namespace approval
