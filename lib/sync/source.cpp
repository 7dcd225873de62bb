#include "sync/source.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "base/edit_distance.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "os/file.hpp"
#include "settings/source_url.hpp"

namespace syncing {
namespace {

/// "owner/repo" of "github.com/owner/repo", "git/repo" of "file:/srv/git/repo".
std::string short_name(std::string_view identity) {
  if (identity.starts_with("file:")) identity.remove_prefix(5);
  const std::size_t last = identity.rfind('/');
  const std::size_t before =
      last == 0 || last == identity.npos ? identity.npos : identity.rfind('/', last - 1);
  const std::size_t begin = before == identity.npos ? 0 : before + 1;
  std::string_view name = identity.substr(begin);
  while (name.starts_with('/')) name.remove_prefix(1);
  return std::string(name);
}

/// What the source may be called, the shortest first.
using Names = std::array<std::string, 4>;
Names possible_names(const Source& source) {
  const std::string& ref = source.configured.ref;
  const std::string& path = source.configured.path;
  const std::string plain = short_name(settings::source_identity(source.url));
  const std::string with_ref = ref.empty() ? plain : plain + "@" + ref;
  return {plain, with_ref, path.empty() ? with_ref : with_ref + ":" + path, source.id};
}

/// Names those without a name: the shortest one that no other source could have at that length.
void name_sources(std::vector<Source>& sources) {
  std::set<std::string> taken;
  std::vector<std::pair<Source*, Names>> unnamed;
  for (auto& source : sources) {
    if (source.configured.name.empty()) {
      unnamed.emplace_back(&source, possible_names(source));
    } else {
      source.name = source.configured.name;
      taken.insert(source.name);
    }
  }
  for (auto& [source, names] : unnamed) {
    source->name = source->id;
    for (std::size_t length = names.size(); length-- > 0;) {
      const std::string& name = names[length];
      const auto same = [&](const auto& other) { return other.second[length] == name; };
      if (std::ranges::count_if(unnamed, same) == 1 && !taken.contains(name)) source->name = name;
    }
  }
}

void refuse_equal_names(const std::vector<Source>& sources) {
  std::set<std::string> names;
  for (const auto& source : sources) {
    if (names.insert(source.name).second) continue;
    throw base::Error(base::ErrorCode::invalid,
                      "two sources are called " + base::quote_path(source.name),
                      "give one of them another 'name' in the configuration");
  }
}

Source placed(const settings::Source& configured, Scope scope, const std::string& root) {
  Source source;
  source.configured = configured;
  source.scope = scope;
  source.id = settings::source_id(configured);
  source.url = settings::spelled_out(configured.url);
  source.cache = cache_directory(root, settings::source_identity(configured.url), configured.ref);
  // Only what has the same name tells which of claude-mpm's skills these are. A name that comes
  // with a project is not the user's word for it.
  if (scope == Scope::user && !os::exists(source.cache)) {
    if (auto skills = skills_directory(root, configured.name)) source.cache = std::move(*skills);
  }
  return source;
}

std::string names_of(const std::vector<const Source*>& sources) {
  std::string text;
  for (const auto* source : sources) {
    text += (text.empty() ? "'" : ", '") + source->name + "'";
  }
  return text;
}

}  // namespace

std::vector<Source> configured_sources(const settings::Settings& project,
                                       const settings::Settings& user, const git::Config& config) {
  std::vector<Source> sources;
  if (project.sources.empty() && user.sources.empty()) return sources;
  const std::string root = cache_root(config);
  const auto add = [&](const settings::Source& configured, Scope scope) {
    Source source = placed(configured, scope, root);
    const auto same = std::ranges::find(sources, source.id, &Source::id);
    if (same == sources.end()) {
      sources.push_back(std::move(source));
    } else if (same->scope == scope) {
      throw base::Error(base::ErrorCode::invalid,
                        "the source " + base::quote_path(source.id) + " is configured twice");
    }
  };
  for (const auto& configured : project.sources) add(configured, Scope::project);
  for (const auto& configured : user.sources) add(configured, Scope::user);
  name_sources(sources);
  refuse_equal_names(sources);
  std::ranges::sort(sources, {}, [](const Source& source) {
    return std::tie(source.configured.tier, source.configured.priority, source.id);
  });
  return sources;
}

const Source& find_source(const std::vector<Source>& sources, const std::string& word) {
  for (const auto& source : sources) {
    if (source.name == word || source.id == word) return source;
  }
  std::vector<const Source*> found;
  const std::string identity = settings::source_identity(word);
  for (const auto& source : sources) {
    const std::string own = settings::source_identity(source.url);
    if (own == identity || short_name(own) == word || os::file_name(own) == word) {
      found.push_back(&source);
    }
  }
  if (found.size() == 1) return *found.front();
  // Somebody may have typed a URL with a password; an identity holds none.
  const std::string shown =
      word.find("://") == std::string::npos ? base::quote_path(word) : identity;
  if (found.size() > 1) {
    throw base::Error(base::ErrorCode::invalid, "'" + shown + "' may be several sources",
                      "name one of " + names_of(found));
  }
  std::vector<std::string_view> names;
  for (const auto& source : sources) names.push_back(source.name);
  const auto near = base::nearest(word, names);
  throw base::Error(base::ErrorCode::not_found, "there is no source '" + shown + "'",
                    near ? "did you mean '" + std::string(*near) + "'?"
                         : "'git agents source list' shows those that there are");
}

std::vector<Source> choose(const std::vector<Source>& sources,
                           const std::vector<std::string>& words) {
  if (words.empty()) return sources;
  std::set<std::string> wanted;
  for (const auto& word : words) wanted.insert(find_source(sources, word).id);
  std::vector<Source> chosen;
  std::ranges::copy_if(sources, std::back_inserter(chosen),
                       [&](const Source& source) { return wanted.contains(source.id); });
  return chosen;
}

std::string url_problem(std::string_view url) {
  const auto problem = settings::url_problem(url);
  return problem ? problem->what : "";
}

std::string spelled_out(std::string_view url) {
  return settings::spelled_out(url);
}

}  // namespace syncing
