#pragma once

#include <string>
#include <vector>

#include "git/transport.hpp"
#include "sync/progress.hpp"
#include "sync/source.hpp"
#include "track/source_store.hpp"

namespace syncing {

/// Why the repository at a source's place is no clone of it: "is a clone of 'github.com/a/b'"; "" =
/// it is one. Only its configuration is read.
std::string foreign(const git::Repository& cache, const Source& source);

/// Error(conflict) where it is foreign().
void require_clone_of(const git::Repository& cache, const Source& source);

/// Is there a directory with files that no repository of its own keeps, such as claude-mpm's
/// downloads?
bool is_download(const std::string& directory);

/// What was made of a download.
struct Adopted {
  std::string base;                 ///< upstream's commit whose files are most like it
  std::string commit;               ///< the local edits; "" = there were none
  std::vector<std::string> edited;  ///< paths in that commit, sorted
  std::size_t same = 0;             ///< files that are upstream's, of whatever age
  std::size_t restored = 0;         ///< files that were not there
  std::vector<std::string> left;    ///< symbolic links, which git does not keep here
};

/// Makes a cache of the download at the source's place, in which no file is changed: files that
/// upstream has and the download lacks are written, edited and new ones become a commit.
/// upstream_ref stands for what was downloaded, so that the next merge tells edits from upstream's
/// changes. All or nothing. Error(conflict) where nothing in it is like anything of upstream's.
Adopted adopt_download(const Source& source, const git::Access& access,
                       const track::SourceStore& store, Progress& progress);

}  // namespace syncing
