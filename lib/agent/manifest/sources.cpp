#include <algorithm>
#include <optional>
#include <string>

#include "agent/manifest/tables.hpp"
#include "agent/manifest/words.hpp"
#include "base/text.hpp"

namespace agent::manifest {
namespace {

// Claude Code 2.1.329, plugin-marketplaces.md, 2026-08-22.

bool is_web_url(std::string_view word) {
  const std::string lower = base::to_lower_ascii(word);
  return (lower.starts_with("https://") || lower.starts_with("http://")) && is_url(word);
}
bool is_https_url(std::string_view word) {
  return base::to_lower_ascii(word).starts_with("https://") && is_url(word);
}
bool is_package(std::string_view word) {
  return word.find("..") == word.npos ||
         fits_words(
             "file:* http:* https:* git:* git+https:* git+ssh:* ssh:* github:* gitlab:* "
             "bitbucket:*",
             base::to_lower_ascii(word));
}

constexpr Schema package{.want = Want::text, .fits = is_package, .must = "not contain '..'"};
constexpr Schema registry{
    .want = Want::text, .fits = is_web_url, .must = "be a URL that starts with 'http'"};
constexpr Schema archive_url{
    .want = Want::text, .fits = is_https_url, .must = "be a URL that starts with 'https://'"};
constexpr Schema commit{.want = Want::text,
                        .fits = is_commit,
                        .must = "be a commit id of 40 lower-case hexadecimal digits"};
constexpr Schema digest{.want = Want::text, .fits = is_sha256, .must = "be 64 hexadecimal digits"};
constexpr Schema mode{.want = Want::text, .words = "copy link"};

constexpr Member npm_members[] = {
    {"package", &package, true}, {"version", &text}, {"registry", &registry}};
constexpr Member url_members[] = {{"url", &text, true}, {"ref", &text}, {"sha", &commit}};
constexpr Member github_members[] = {{"repo", &text, true}, {"ref", &text}, {"sha", &commit}};
constexpr Member subdir_members[] = {
    {"url", &text, true}, {"path", &filled_text, true}, {"ref", &text}, {"sha", &commit}};
constexpr Member archive_members[] = {{"url", &archive_url, true}, {"sha256", &digest}};
constexpr Member command_members[] = {
    {"command", &filled_text, true}, {"timeout", &count}, {"mode", &mode}};

constexpr Schema npm{.want = Want::object, .members = npm_members};
constexpr Schema git_url{.want = Want::object, .members = url_members};
constexpr Schema github{.want = Want::object, .members = github_members};
constexpr Schema subdir{.want = Want::object, .members = subdir_members};
constexpr Schema archive{.want = Want::object, .members = archive_members};
constexpr Schema command{.want = Want::object, .members = command_members};

constexpr Case cases[] = {
    {"github", &github}, {"url", &git_url},     {"git-subdir", &subdir},
    {"npm", &npm},       {"archive", &archive}, {"command", &command},
};

void check_remote(const Walk& walk, const syntax::Node& node, const Place& place) {
  const syntax::Node* path = node.find("path");
  if (!path || !path->is_string() || !has_parent_part(path->value)) return;
  walk.report("link-escapes-repo", *path, in_quotes(to_string({&place, "path"})) + " contains '..'",
              "write the path from the root of the repository");
}

/// The directory that bare names lie in; nothing where the marketplace names none, or not a plain
/// relative one.
bool has_plugin_root(const syntax::Node& marketplace) {
  const syntax::Node* metadata = marketplace.find("metadata");
  const syntax::Node* root = metadata ? metadata->find("pluginRoot") : nullptr;
  if (!root || !root->is_string()) return false;
  std::string_view path = root->value;
  if (path.empty() || path.front() == '/' || path.find_first_of("\\:") != path.npos) return false;
  if (path.starts_with("./")) path.remove_prefix(2);
  while (path.ends_with('/')) path.remove_suffix(1);
  if (path.empty() || path == ".") return true;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    if (fits_words(". ..", path.substr(0, end)) || end == 0) return false;
    path.remove_prefix(std::min(path.size(), end + 1));
  }
  return true;
}

void check_local(const Walk& walk, const syntax::Node& node, const Place& place) {
  const std::string where = in_quotes(to_string(place));
  const std::string_view path = node.value;
  if (has_parent_part(path)) {
    return walk.report(
        "link-escapes-repo", node, where + " contains '..'",
        "write the path from the root of the marketplace, where '.claude-plugin' is");
  }
  if (path == "." || path.starts_with("./")) return;
  if (is_id(path) && path.find("..") == path.npos) {
    if (has_plugin_root(walk.fields().root)) return;
    return walk.report("invalid-globs", node,
                       where + " is a bare name, and there is no 'metadata.pluginRoot'",
                       "write './' and the path, or name the directory in 'metadata.pluginRoot'");
  }
  walk.report("invalid-globs", node, where + " must start with './'",
              "write the path from the root of the marketplace, or an object for a remote source");
}

constexpr Schema local{.want = Want::text, .check = check_local};
constexpr Schema remote{
    .want = Want::object, .tag = "source", .cases = cases, .check = check_remote};
constexpr const Schema* choices[] = {&local, &remote};

}  // namespace

constinit const Schema plugin_source{
    .want = Want::either, .choices = choices, .noun = "a path or an object"};

}  // namespace agent::manifest
