// Delete this file together with the arrival of lib/sync/access.cpp and lib/sync/mirror.cpp.
#include "base/error.hpp"
#include "sync/cache.hpp"
#include "sync/mirror.hpp"

namespace syncing {

git::Access access_for(const Source&, const git::Config&, bool may_prompt) {
  return {.settings = {}, .environment = {}, .may_prompt = may_prompt};
}
Fetched fetch_by_http(const git::Repository&, const Source&, const git::Config&,
                      track::SourceStore&, Progress&) {
  throw base::Error(base::ErrorCode::invalid, "no HTTP yet");
}
void fetch_commit_by_http(const git::Repository&, const Source&, const git::Config&,
                          track::SourceStore&, const std::string&, Progress&) {
  throw base::Error(base::ErrorCode::invalid, "no HTTP yet");
}
std::string ask_remote_by_http(const Source&, const git::Config&, track::SourceStore&) {
  throw base::Error(base::ErrorCode::invalid, "no HTTP yet");
}

}  // namespace syncing
