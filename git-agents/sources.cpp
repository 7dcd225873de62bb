#include "git-agents/sources.hpp"

#include <algorithm>

#include "os/environment.hpp"
#include "os/file.hpp"

namespace cli {
namespace {

constexpr std::size_t max_lock_bytes = std::size_t{256} << 20;

syncing::Lock read_lock(const std::string& path) {
  const auto text = path.empty() ? std::nullopt : os::read_file_if_exists(path, max_lock_bytes);
  return text ? syncing::parse_lock(*text, path) : syncing::Lock();
}

}  // namespace

const syncing::Lock& Sources::lock_of(const syncing::Source& source) const {
  return source.scope == syncing::Scope::project ? project_lock : user_lock;
}

syncing::Lock Sources::locks() const {
  syncing::Lock both = project_lock;
  both.insert(user_lock.begin(), user_lock.end());
  return both;
}

std::vector<syncing::Source> all_sources(Session& session) {
  return syncing::configured_sources(session.file_settings(), session.user_settings(),
                                     session.config());
}

Sources load_sources(Session& session) {
  Sources sources;
  sources.all = all_sources(session);
  sources.user = syncing::configured_sources({}, session.user_settings(), session.config());
  const git::Repository* repository = session.repository_if_any();
  if (repository != nullptr && !repository->work_tree.empty()) {
    sources.project_lock_path = os::join(repository->work_tree, std::string(syncing::lock_file));
  }
  sources.user_lock_path =
      os::join(os::join(os::config_home(), "git-agents"), std::string(syncing::user_lock_file));
  sources.project_lock = read_lock(sources.project_lock_path);
  sources.user_lock = read_lock(sources.user_lock_path);
  return sources;
}

std::vector<std::string> update_locks(
    const Sources& sources,
    const std::vector<std::pair<syncing::Source, syncing::Locked>>& locked) {
  std::vector<std::string> written;
  for (const auto scope : {syncing::Scope::project, syncing::Scope::user}) {
    const bool project = scope == syncing::Scope::project;
    const auto& path = project ? sources.project_lock_path : sources.user_lock_path;
    const auto& before = project ? sources.project_lock : sources.user_lock;
    if (path.empty()) continue;
    syncing::Lock after = before;
    const auto& configured = project ? sources.all : sources.user;
    std::erase_if(after, [&](const auto& entry) {
      return std::ranges::none_of(configured, [&](const syncing::Source& source) {
        return source.scope == scope && source.id == entry.first;
      });
    });
    for (const auto& [source, content] : locked) {
      if (source.scope == scope) after[source.id] = content;
    }
    if (after == before) continue;
    os::write_atomically(path, syncing::format_lock(after), os::Sync::yes);
    written.push_back(path);
  }
  return written;
}

}  // namespace cli
