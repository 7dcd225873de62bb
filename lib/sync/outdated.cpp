#include "sync/outdated.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "os/parallel.hpp"
#include "sync/cache.hpp"
#include "sync/fetch.hpp"
#include "sync/mirror.hpp"
#include "track/state.hpp"

namespace syncing {
namespace {

constexpr std::size_t at_once = 8;

}  // namespace

std::string ask(const Source& source, const git::Config& config) {
  using enum settings::Source::Method;
  auto store = track::SourceStore::open(track::state_directory());
  const auto known = store.find(source.id);
  const bool by_http = source.configured.method == http ||
                       (source.configured.method == automatic && known && known->method == "http");
  return by_http ? ask_remote_by_http(source, config, store)
                 : ask_remote(source, access_for(source, config, false));
}

std::vector<Latest> ask_all(const std::vector<Source>& sources, const Lock& locks,
                            const git::Config& config) {
  std::vector<Latest> all(sources.size());
  const std::size_t threads = std::clamp<std::size_t>(sources.size(), 1, at_once);
  os::for_each_index(sources.size(), threads, [&](std::size_t i) {
    all[i].source = sources[i];
    const auto locked = locks.find(sources[i].id);
    if (locked != locks.end()) all[i].locked = locked->second.commit;
    try {
      all[i].commit = ask(sources[i], config);
    } catch (const base::Error& error) {
      all[i].error = git::without_credentials(error.message());
      all[i].hint = git::without_credentials(error.hint());
    }
  });
  return all;
}

}  // namespace syncing
