#include "forge/credentials.hpp"
#include "sync/cache.hpp"

namespace syncing {

git::Access access_for(const Source& source, const git::Config& config, bool may_prompt) {
  return forge::access_to(source.url, config, may_prompt);
}

}  // namespace syncing
