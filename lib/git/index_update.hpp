#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "git/repository.hpp"

namespace git {

/// Puts blobs with these contents into the object database, in one spawn. Their ids are those that
/// os::git_blob_id() gives.
void write_blobs(const Repository& repository, const std::vector<std::string>& contents);

struct IndexUpdate {
  std::string path;
  std::uint32_t mode = 0;  ///< 0 = remove it
  std::string id;          ///< of the new blob; "" where it is removed
};
/// Changes the index that this commit uses ($GIT_INDEX_FILE): all of it or, by Error, nothing.
/// Entries that are left out of a sparse checkout stay so. Where somebody else holds the lock it is
/// tried again for a moment.
void update_index(const Repository& repository, const std::vector<IndexUpdate>& updates);

/// The ids that git would store these files of the work tree under, by path; those that are no
/// regular files, or whose names a line cannot carry, are left out.
std::map<std::string, std::string> stored_ids(const Repository& repository,
                                              const std::vector<std::string>& paths);

/// Does the index that this commit uses hold what HEAD holds? Error where there is no HEAD.
bool index_is_head(const Repository& repository);

/// The tracked files below a directory that a sparse checkout leaves out.
std::set<std::string> skipped_below(const Repository& repository, const std::string& directory);
/// Those of these files that a filter, an encoding or `ident` changes on their way into git, by the
/// attributes in the index (gitattributes(5)). Line ends are none of these.
std::set<std::string> filtered_among(const Repository& repository,
                                     const std::vector<std::string>& paths);

/// Writes these files of the index below `directory` (absolute), as a checkout would write them.
void check_out_below(const Repository& repository, const std::vector<std::string>& paths,
                     const std::string& directory);

}  // namespace git
