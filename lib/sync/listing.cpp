#include "sync/listing.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "os/digest.hpp"
#include "os/file.hpp"

namespace syncing {
namespace {

constexpr std::uint32_t directory_mode = 040000;

struct Node {
  std::string name, id;
  std::uint32_t mode = 0;
};
using Directories = std::map<std::string, std::vector<Node>, std::less<>>;

[[noreturn]] void refuse(const std::string& path, const char* why) {
  throw base::Error(base::ErrorCode::invalid,
                    "the listing of the repository cannot be git's: " +
                        (path.empty() ? "its top" : base::quote_path(path)) + " " + why,
                    "pull with git: --sync-method=git");
}

std::uint32_t mode_of(const forge::ListedEntry& entry) {
  constexpr std::uint32_t modes[] = {directory_mode, 0100644, 0100664, 0100755, 0120000, 0160000};
  std::uint32_t mode = 0;
  const char* end = entry.mode.data() + entry.mode.size();
  const auto [stop, error] = std::from_chars(entry.mode.data(), end, mode, 8);
  if (error != std::errc() || stop != end || std::ranges::find(modes, mode) == std::end(modes)) {
    refuse(entry.path, "has an unknown mode");
  }
  return mode;
}

/// A tree object's content (40000 without a leading zero, a directory sorted as if it ended in a
/// slash), and its id.
std::string id_of(std::vector<Node> nodes) {
  constexpr std::string_view digits = "0123456789abcdef";
  constexpr std::size_t octal_digits = 7;
  std::ranges::sort(nodes, {}, [](const Node& node) {
    return node.mode == directory_mode ? node.name + "/" : node.name;
  });
  std::string content;
  for (const Node& node : nodes) {
    char mode[octal_digits];
    const auto end = std::to_chars(mode, mode + octal_digits, node.mode, 8).ptr;
    content.append(mode, end).append(" ").append(node.name).push_back('\0');
    for (std::size_t i = 0; i + 1 < node.id.size(); i += 2) {
      content += static_cast<char>(digits.find(node.id[i]) << 4 | digits.find(node.id[i + 1]));
    }
  }
  return os::git_object_id("tree", content, false);
}

bool has_duplicates(std::vector<Node> nodes) {
  std::ranges::sort(nodes, {}, &Node::name);
  return std::ranges::adjacent_find(nodes, {}, &Node::name) != nodes.end();
}

/// A name as a file system that folds case, or forgets dots, spaces, streams and unseen
/// characters, might take it.
std::string as_taken(std::string_view component) {
  component = component.substr(0, component.find(':'));
  while (component.ends_with('.') || component.ends_with(' ')) component.remove_suffix(1);
  std::string seen;
  const std::string text = base::to_valid_utf8(component);
  for (std::string_view rest = text; !rest.empty();) {
    const char32_t c = base::take_code_point(rest);
    if (!base::is_unseen(c)) base::append_utf8(seen, c);
  }
  return base::to_lower_ascii(seen);
}

}  // namespace

std::optional<Verified> verify(const forge::Listing& listing, bool recursive,
                               const std::string& root, const std::string& directory) {
  Directories directories;
  directories[""];
  Verified verified;
  for (const forge::ListedEntry& entry : listing.entries) {
    const std::uint32_t mode = mode_of(entry);
    const std::string_view name = os::file_name(entry.path);
    const bool nested = entry.path.find('/') != entry.path.npos;
    const bool odd = name.empty() || entry.path.starts_with('/') ||
                     entry.path.find("//") != entry.path.npos ||
                     entry.path.find('\0') != entry.path.npos;
    if (odd || (nested && !recursive)) refuse(entry.path, "is no path");
    directories[std::string(os::parent(entry.path))].push_back({std::string(name), entry.id, mode});
    std::string path = os::join(directory, entry.path);
    if (mode != directory_mode) {
      // Old versions of git wrote files that the group may write; new ones read them as others.
      verified.leaves.push_back({mode == 0100664 ? 0100644 : mode, entry.id, path, entry.size});
    } else if (recursive) {
      directories[entry.path];
    } else {
      verified.directories.emplace_back(std::move(path), entry.id);
    }
  }
  if (id_of(directories[""]) != root) return std::nullopt;
  std::map<std::string, std::string, std::less<>> listed{{"", root}};
  for (const forge::ListedEntry& entry : listing.entries) {
    if (mode_of(entry) == directory_mode) listed[entry.path] = entry.id;
  }
  for (const auto& [path, nodes] : directories) {
    const auto id = listed.find(path);
    if (id == listed.end()) refuse(path, "is not listed itself");
    if (has_duplicates(nodes)) refuse(path, "lists a name twice");
    if (id_of(nodes) != id->second) refuse(path, "is not what its id says");
  }
  return verified;
}

std::string tree_id(const std::vector<Leaf>& leaves) {
  Directories directories;
  directories[""];
  for (const Leaf& leaf : leaves) {
    const std::string_view parent = os::parent(leaf.path);
    directories[std::string(parent)].push_back(
        {std::string(os::file_name(leaf.path)), leaf.id, leaf.mode});
    for (std::string_view above = parent; !above.empty(); above = os::parent(above)) {
      directories[std::string(os::parent(above))];
    }
  }
  // The deepest come last: a directory is after the one that it is in.
  for (auto at = directories.rbegin(); at != directories.rend(); ++at) {
    const auto& [path, nodes] = *at;
    if (path.empty()) break;
    directories[std::string(os::parent(path))].push_back(
        {std::string(os::file_name(path)), id_of(nodes), directory_mode});
  }
  return id_of(directories[""]);
}

std::string unsafe_path(std::string_view path) {
  if (path.empty() || path.find('\0') != path.npos) return "is no path";
  while (true) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view component = path.substr(0, end);
    if (component.empty()) return "has an empty component";
    if (component == "." || component == "..") return "leads out of its directory";
    const std::string taken = as_taken(component);
    if (taken == ".git" || taken == "git~1") return "leads into git's own directory";
    if (end == path.size()) return {};
    path.remove_prefix(end + 1);
  }
}

}  // namespace syncing
