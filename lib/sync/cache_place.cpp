#include <algorithm>
#include <optional>

#include "base/error.hpp"
#include "http/percent.hpp"
#include "os/digest.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"
#include "sync/source.hpp"

namespace syncing {
namespace {

/// A part of a path: no slash, never "." or "..", no longer than a file system takes.
std::string encoded(std::string_view part, std::string_view suffix = {}) {
  constexpr std::size_t longest = 200, digits = 16;
  std::string text = http::percent_encoded(part);
  if (text == "." || text == "..") text = text.size() == 1 ? "%2E" : "%2E%2E";
  if (!suffix.empty()) text += "@" + http::percent_encoded(suffix);
  if (text.size() <= longest) return text;
  const std::string rest = os::sha256_hex(text).substr(0, digits);
  return text.substr(0, longest) + "~" + rest;
}

/// The branch in ".git/HEAD" or in the remote's HEAD: "main" of "ref: refs/heads/main".
std::optional<std::string> branch_in(const std::string& file, std::string_view prefix) {
  const auto text = os::read_file_if_exists(file);
  const std::string start = "ref: " + std::string(prefix);
  if (!text || !text->starts_with(start) || !text->ends_with('\n')) return std::nullopt;
  return text->substr(start.size(), text->size() - start.size() - 1);
}

bool is_directory(const std::string& path) {
  const auto stat = os::stat_if_exists(path);
  return stat && stat->is_directory();
}

/// Is what is checked out there what the source wants? Only files are read.
bool holds(const std::string& directory, std::string_view ref) {
  const std::string git = os::join(directory, ".git");
  if (!os::exists(git)) return ref.empty() || ref == "main";  // claude-mpm downloaded no other
  const auto here = branch_in(os::join(git, "HEAD"), "refs/heads/");
  if (!here) return false;
  if (!ref.empty()) return *here == ref;
  const auto standard =
      branch_in(os::join(git, "refs/remotes/origin/HEAD"), "refs/remotes/origin/");
  return !standard || *standard == *here;
}

/// The branch's directory of the layout "agents/<owner>/<repo>/<branch>", whose branches have no
/// slash: what lies deeper is the repository's content.
std::optional<std::string> branch_directory(const std::string& repository, std::string_view ref) {
  if (ref.find('/') != ref.npos || ref == "." || ref == "..") return std::nullopt;
  std::vector<std::string_view> branches = {ref};
  if (ref.empty()) branches = {"main", "master"};
  for (const auto branch : branches) {
    std::string directory = os::join(repository, branch);
    if (is_directory(directory)) return directory;
  }
  return std::nullopt;
}

/// claude-mpm keeps skills by the names that its own configuration gives to two repositories.
constexpr std::pair<std::string_view, std::string_view> skill_sources[] = {
    {"bobmatnyc/claude-mpm-skills", "skills/system"},
    {"anthropics/skills", "skills/anthropic-official"},
};

/// Where claude-mpm keeps a repository of GitHub's, if it does.
std::optional<std::string> adopted(const std::string& root, std::string_view identity,
                                   std::string_view ref) {
  constexpr std::string_view github = "github.com/";
  if (!identity.starts_with(github)) return std::nullopt;
  const std::string_view repository = identity.substr(github.size());
  if (std::ranges::count(repository, '/') != 1) return std::nullopt;
  for (const auto& base : {root, os::join(root, "cache")}) {
    std::string whole = os::join(os::join(base, "remote-agents"), repository);
    if (is_directory(whole) && holds(whole, ref)) return whole;
    if (auto found = branch_directory(os::join(os::join(base, "agents"), repository), ref)) {
      return found;
    }
    for (const auto& [skills, place] : skill_sources) {
      std::string directory = os::join(base, place);
      if (repository == skills && is_directory(directory) && holds(directory, ref)) {
        return directory;
      }
    }
  }
  return std::nullopt;
}

bool is_plain_name(std::string_view name) {
  return !name.empty() && name.front() != '.' && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

}  // namespace

std::optional<std::string> skills_directory(const std::string& root, std::string_view name) {
  if (!is_plain_name(name)) return std::nullopt;
  for (const auto& base : {root, os::join(root, "cache")}) {
    std::string directory = os::join(os::join(base, "skills"), name);
    if (is_directory(directory)) return directory;
  }
  return std::nullopt;
}

std::string cache_root(const git::Config& config) {
  const auto configured = config.text("agents.cacheDir");
  if (!configured) return os::join(os::cache_home(), "git-agents/sources");
  std::string root = *configured;
  if (root == "~" || root.starts_with("~/")) root = os::join(os::home(), root.substr(1));
  if (!root.starts_with('/')) {
    throw base::Error(base::ErrorCode::invalid,
                      "the git configuration 'agents.cacheDir' is no absolute path: '" + root + "'",
                      "git config --global agents.cacheDir /path/to/caches");
  }
  return os::normalise(root);
}

std::string cache_directory(const std::string& root, std::string_view identity,
                            std::string_view ref) {
  if (auto found = adopted(root, identity, ref)) return *found;
  std::string directory = root;
  while (true) {
    const std::size_t slash = identity.find('/');
    const std::string_view part = identity.substr(0, slash);
    if (slash == std::string_view::npos) {
      return os::join(directory, encoded(part, ref.empty() ? "HEAD" : ref));
    }
    directory = os::join(directory, encoded(part));
    identity.remove_prefix(slash + 1);
  }
}

}  // namespace syncing
