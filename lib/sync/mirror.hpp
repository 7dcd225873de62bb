#pragma once

#include "git/config.hpp"
#include "sync/fetch.hpp"

namespace syncing {

/// Is the source on a host whose HTTP API we know (GitHub, GitHub Enterprise)?
bool has_http_api(const Source& source, const git::Config& config);

/// The same over that API: one conditional request for the tree; where it changed, the commit and
/// the blobs that are not here, in parallel, each verified by its id, and a commit on
/// `upstream_ref` whose tree is upstream's below `paths`: those of all sources that share the cache
/// ("" = everything). What was loaded is kept where it is interrupted. Error(invalid) where the
/// host has no such API; Error(network) with the time to try again where the host limits us.
Fetched fetch_by_http(const git::Repository& cache, const Source& source,
                      const std::vector<std::string>& paths, const git::Config& config,
                      track::SourceStore& store, Progress& progress);

/// The same for one commit of upstream's, whatever the branch holds now; `upstream_ref` stays.
void fetch_commit_by_http(const git::Repository& cache, const Source& source,
                          const std::vector<std::string>& paths, const git::Config& config,
                          const std::string& commit, Progress& progress);

/// The remote's present commit: one request. While its content is what was synced last, it is the
/// commit that was synced.
std::string ask_remote_by_http(const Source& source, const git::Config& config,
                               const track::SourceStore& store);

}  // namespace syncing
