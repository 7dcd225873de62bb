#include <algorithm>

#include "base/error.hpp"
#include "git/failure.hpp"
#include "git/records.hpp"
#include "git/repository.hpp"
#include "os/file.hpp"

namespace git {
namespace {

constexpr std::uint32_t submodule_mode = 0160000;
constexpr std::string_view empty_blob_sha1 = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
constexpr std::string_view empty_blob_sha256 =
    "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813";
constexpr std::size_t max_path_arguments = 256;

std::size_t count_records(std::string_view text) {
  std::size_t count = 0;
  for_each_record(text, [&](std::string_view) { ++count; });
  return count;
}

/// "100644 id 0\tpath".
Entry parse_index_record(std::string_view record) {
  std::string_view rest = record;
  Entry entry;
  entry.mode = octal(take(rest, ' ', record), record);
  entry.id = take(rest, ' ', record);
  entry.stage = static_cast<int>(octal(take(rest, '\t', record), record));
  entry.path = rest;
  return entry;
}

bool may_be_intent_to_add(const Entry& entry) {
  return entry.stage == 0 && (entry.id == empty_blob_sha1 || entry.id == empty_blob_sha256);
}

/// The paths in the index below `roots` that differ from nothing at all, which all do but those
/// that are only intended to be added. `id` is any of them.
std::vector<std::string> really_added(const Repository& repository, const std::string& id,
                                      const std::vector<std::string>& roots) {
  std::vector<std::string> arguments = {"diff-index",   "--cached",     "--raw",
                                        "-z",           "--no-renames", "--ita-invisible-in-index",
                                        "--no-ext-diff"};
  arguments.push_back(empty_tree_like(id));
  append_roots(arguments, roots);
  std::vector<std::string> paths;
  bool is_path = false;
  for_each_record(query(repository, std::move(arguments)), [&](std::string_view record) {
    if (is_path) paths.emplace_back(record);
    is_path = !is_path;
  });
  std::ranges::sort(paths);
  return paths;
}

void remove_intent_to_add(const Repository& repository, const std::vector<std::string>& roots,
                          std::vector<Entry>& entries) {
  std::vector<std::string> candidates;
  for (const Entry& entry : entries) {
    if (may_be_intent_to_add(entry)) candidates.push_back(entry.path);
  }
  if (candidates.empty()) return;
  const std::vector<std::string> added = really_added(
      repository, entries.front().id, candidates.size() > max_path_arguments ? roots : candidates);
  std::erase_if(entries, [&](const Entry& entry) {
    return may_be_intent_to_add(entry) && !std::ranges::binary_search(added, entry.path);
  });
}

}  // namespace

std::vector<Entry> parse_index_listing(std::string_view listing) {
  std::vector<Entry> entries;
  entries.reserve(count_records(listing));
  for_each_record(listing,
                  [&](std::string_view record) { entries.push_back(parse_index_record(record)); });
  return entries;
}

std::vector<Entry> committed_entries(const Repository& repository, std::string_view listing) {
  std::vector<Entry> entries = parse_index_listing(listing);
  remove_intent_to_add(repository, {}, entries);
  return entries;
}

std::vector<Entry> index_entries(const Repository& repository,
                                 const std::vector<std::string>& roots) {
  std::vector<std::string> arguments = {"ls-files", "-s", "-z"};
  append_roots(arguments, roots);
  std::vector<Entry> entries = parse_index_listing(query(repository, std::move(arguments)));
  remove_intent_to_add(repository, roots, entries);
  return entries;
}

std::optional<std::vector<Entry>> tree_entries(const Repository& repository,
                                               const std::string& treeish,
                                               const std::vector<std::string>& roots) {
  if (!is_revision_argument(treeish)) return std::nullopt;
  std::vector<std::string> arguments = {"ls-tree", "-r", "-z", "--full-tree", treeish};
  append_roots(arguments, roots);
  const std::optional<std::string> listing = query_unless(
      repository, std::move(arguments), {"Not a valid object name", "not a tree object"});
  if (!listing) return std::nullopt;
  std::vector<Entry> entries;
  entries.reserve(count_records(*listing));
  for_each_record(*listing, [&](std::string_view record) {
    std::string_view rest = record;
    Entry entry;
    entry.mode = octal(take(rest, ' ', record), record);
    take(rest, ' ', record);
    entry.id = take(rest, '\t', record);
    entry.path = rest;
    entries.push_back(std::move(entry));
  });
  return entries;
}

std::vector<std::string> work_tree_paths(const Repository& repository,
                                         const std::vector<std::string>& roots) {
  std::vector<std::string> arguments = {"ls-files", "-s", "-t",        "-z",
                                        "-c",       "-o", "--deleted", "--exclude-standard"};
  append_roots(arguments, roots);
  const std::string listing = query(repository, std::move(arguments));
  std::vector<std::string> paths, deleted;
  paths.reserve(count_records(listing));
  for_each_record(listing, [&](std::string_view record) {
    std::string_view rest = record;
    const std::string_view tag = take(rest, ' ', record);
    if (tag == "?") {
      // Another repository is listed as a directory.
      if (!rest.ends_with('/')) paths.emplace_back(rest);
      return;
    }
    Entry entry = parse_index_record(rest);
    if (entry.mode == submodule_mode) return;
    // Git does not look whether entries outside a sparse checkout are on disk.
    const bool sparse = tag == "S" || tag == "s";
    const bool absent =
        sparse ? !os::exists(os::join(repository.work_tree, entry.path)) : tag == "R";
    (absent ? deleted : paths).push_back(std::move(entry.path));
  });
  std::ranges::sort(paths);
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  std::ranges::sort(deleted);
  std::erase_if(paths,
                [&](const std::string& path) { return std::ranges::binary_search(deleted, path); });
  return paths;
}

}  // namespace git
