#include "deploy/exclude.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <vector>

#include "deploy/ledger_paths.hpp"
#include "os/file.hpp"

namespace deploy {
namespace {

constexpr std::string_view begin_line = "# >>> git-agents >>> deployed files";
constexpr std::string_view end_line = "# <<< git-agents <<<";
constexpr std::size_t max_exclude_bytes = std::size_t{64} << 20;

struct Line {
  std::size_t begin, end;  ///< the line feed included
};

std::string_view text_of(std::string_view text, const Line& line) {
  std::string_view bytes = text.substr(line.begin, line.end - line.begin);
  while (bytes.ends_with('\n') || bytes.ends_with('\r')) bytes.remove_suffix(1);
  return bytes;
}

/// From the last opening line before the first closing one to that, so that an opening line that
/// lost its end takes nothing of the user's with it.
std::optional<Line> find_block(std::string_view text) {
  std::optional<std::size_t> opened;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t feed = text.find('\n', begin);
    const Line line{begin, feed == text.npos ? text.size() : feed + 1};
    const std::string_view bytes = text_of(text, line);
    if (bytes == begin_line) opened = line.begin;
    if (bytes == end_line && opened) return Line{*opened, line.end};
    begin = line.end;
  }
  return std::nullopt;
}

/// Work trees that share the exclude file.
std::vector<std::string> work_trees(const git::Repository& repository) {
  std::vector<std::string> roots = {canonical_work_tree(repository)};
  if (!os::exists(os::join(repository.common_dir, "worktrees"))) return roots;
  const std::string listing =
      git::query_if(repository, {"worktree", "list", "--porcelain", "-z"}).value_or("");
  constexpr std::string_view key = "worktree ";
  for (std::size_t begin = 0; begin < listing.size();) {
    const std::size_t end = std::min(listing.find('\0', begin), listing.size());
    if (listing.compare(begin, key.size(), key) == 0) {
      roots.push_back(listing.substr(begin + key.size(), end - begin - key.size()));
    }
    begin = end + 1;
  }
  return roots;
}

}  // namespace

std::string exclude_pattern(std::string_view path) {
  std::string pattern = "/";
  for (const char byte : path) {
    if (byte == '\n' || byte == '\r') {
      pattern.push_back('?');
      continue;
    }
    if (byte == '*' || byte == '?' || byte == '[' || byte == '\\') pattern.push_back('\\');
    pattern.push_back(byte);
  }
  // git drops blanks at the end of a pattern unless they are escaped.
  if (pattern.ends_with(' ')) pattern.insert(pattern.size() - 1, "\\");
  return pattern;
}

std::string with_managed_block(std::string_view text, const std::set<std::string>& patterns) {
  std::string block;
  if (!patterns.empty()) {
    block.append(begin_line).push_back('\n');
    for (const std::string& pattern : patterns) block.append(pattern).push_back('\n');
    block.append(end_line).push_back('\n');
  }
  const std::optional<Line> old = find_block(text);
  std::string result(text.substr(0, old ? old->begin : text.size()));
  if (!old && !block.empty() && !result.empty() && !result.ends_with('\n')) result.push_back('\n');
  result += block;
  if (old) result += text.substr(old->end);
  return result;
}

void update_exclude(const git::Repository& repository, const track::State& state) {
  if (repository.work_tree.empty()) return;
  std::set<std::string> patterns;
  for (const std::string& root : work_trees(repository)) {
    for (const std::string& path : state.paths_below(root)) {
      patterns.insert(exclude_pattern(std::string_view(path).substr(root.size() + 1)));
    }
  }
  std::string path = os::join(repository.common_dir, "info/exclude");
  if (const auto stat = os::stat_if_exists(path); stat && stat->is_symlink()) {
    // The user's own: it stays one, and what it leads to is written.
    path = std::filesystem::weakly_canonical(path).string();
  }
  const std::string old = os::read_file_if_exists(path, max_exclude_bytes).value_or("");
  const std::string text = with_managed_block(old, patterns);
  if (text != old) os::write_atomically(path, text, os::Sync::yes);
}

}  // namespace deploy
