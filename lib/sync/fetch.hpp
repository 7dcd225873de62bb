#pragma once

#include <cstdint>
#include <string>

#include "git/repository.hpp"
#include "git/transport.hpp"
#include "sync/progress.hpp"
#include "sync/source.hpp"
#include "track/source_store.hpp"

namespace syncing {

/// What a look at upstream brought into a cache. `upstream_ref` is there; nothing else was touched.
struct Fetched {
  std::string upstream;                  ///< upstream's own commit id: what the lock holds
  std::string local;                     ///< the commit in the cache: the same, but in a mirror
  std::string before;                    ///< `local` of the former sync; "" = none
  std::string resolved_ref;              ///< "refs/heads/main", "refs/tags/v1" or a commit id
  std::string method;                    ///< "git" or "http"
  std::int64_t requests = 0, bytes = 0;  ///< over HTTP
};

/// One `git fetch`. What was learnt of the ref last time is used, so that nothing else is asked.
/// Error(network|not_found|…) with what was tried and what to do.
Fetched fetch_by_git(const git::Repository& cache, const Source& source, const git::Access& access,
                     const track::SourceStore& store, Progress& progress);

/// Makes the commit `commit` of upstream be in the cache, for a lock that names it;
/// Error(not_found).
void fetch_commit(const git::Repository& cache, const Source& source, const git::Access& access,
                  const std::string& commit);

/// The remote's present commit of the source's ref, without fetching: one `git ls-remote`.
std::string ask_remote(const Source& source, const git::Access& access);

}  // namespace syncing
