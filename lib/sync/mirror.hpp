#pragma once

#include "git/config.hpp"
#include "sync/fetch.hpp"

namespace syncing {

/// The same over a forge's HTTP API (GitHub and GitHub Enterprise): one conditional request for the
/// tree; where it changed, the commit and the blobs that are not here, in parallel, each verified
/// by its id, and a commit on `upstream_ref` whose tree is upstream's (below Source::path, where
/// there is one). What was loaded is kept where it is interrupted. Error(invalid) where the host
/// has no such API; Error(network) with the time to try again where the host limits us.
Fetched fetch_by_http(const git::Repository& cache, const Source& source, const git::Config& config,
                      track::SourceStore& store, Progress& progress);

/// The same for one commit of upstream's, whatever the branch holds now.
void fetch_commit_by_http(const git::Repository& cache, const Source& source,
                          const git::Config& config, track::SourceStore& store,
                          const std::string& commit, Progress& progress);

/// The remote's present commit: one request.
std::string ask_remote_by_http(const Source& source, const git::Config& config,
                               track::SourceStore& store);

}  // namespace syncing
