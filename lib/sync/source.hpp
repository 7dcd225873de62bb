#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "git/config.hpp"
#include "git/repository.hpp"
#include "settings/settings.hpp"

namespace syncing {

/// Which file names the source, and which lock pins it.
enum class Scope { project, user };

/// A configured source and where it is kept.
struct Source {
  settings::Source configured;
  Scope scope = Scope::project;
  /// "github.com/owner/repo@main:agents": the repository's identity, the ref and the path, the
  /// latter two only where configured. The last word of the total order (tier, priority, id).
  std::string id;
  std::string name;   ///< what people type: unique among the configured ones
  std::string url;    ///< for git: "owner/repo" spelled out
  std::string cache;  ///< absolute directory of its clone, whether it is there or not
};

/// All sources of both files in their order: tier, priority, id. A source that both name is the
/// project's. Error(invalid) where two have one name.
std::vector<Source> configured_sources(const settings::Settings& project,
                                       const settings::Settings& user, const git::Config& config);

/// The one with that name or id, else the only one of that "owner/repo", "repo" or URL;
/// Error(not_found) with a suggestion.
const Source& find_source(const std::vector<Source>& sources, const std::string& word);

/// Those with these names in the order of `sources`; no names = all of them.
std::vector<Source> choose(const std::vector<Source>& sources,
                           const std::vector<std::string>& words);

/// What is wrong with a URL as a source's: a credential in it, an option, a transport that runs
/// programs, a scheme that is not known; "" = nothing.
std::string url_problem(std::string_view url);

/// "owner/repo" as "https://github.com/owner/repo"; others as they are.
std::string spelled_out(std::string_view url);

/// Where the caches are: agents.cacheDir, else $XDG_CACHE_HOME/git-agents/sources.
std::string cache_root(const git::Config& config);

/// `identity` (git::repository_identity) and ref as a directory below `root`:
/// "github.com/owner/repo@main", every part percent-encoded ("@HEAD" where there is no ref). An
/// existing claude-mpm cache below `root` is used where it is: "remote-agents/<owner>/<repo>",
/// "agents/<owner>/<repo>/<branch>", "skills/<name>" of the two that it comes with, and the same
/// below "cache/".
std::string cache_directory(const std::string& root, std::string_view identity,
                            std::string_view ref);

/// Where claude-mpm keeps the skills of its source `name`, if it does: "skills/<name>" below `root`
/// or its "cache/".
std::optional<std::string> skills_directory(const std::string& root, std::string_view name);

}  // namespace syncing
