#include "base/error.hpp"
#include "forge/credentials.hpp"
#include "sync/cache.hpp"

namespace syncing {

git::Access access_for(const Source& source, const git::Config& config, bool may_prompt) {
  auto access = forge::access_to(source.url, config, may_prompt);
  if (const auto seconds = config.integer("agents.timeout")) {
    if (*seconds < 1) {
      throw base::Error(base::ErrorCode::invalid, "agents.timeout is " + std::to_string(*seconds),
                        "it is a number of seconds, 600 where it is not set");
    }
    access.deadline = std::chrono::seconds(*seconds);
  }
  return access;
}

}  // namespace syncing
