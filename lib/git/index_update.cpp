#include "git/index_update.hpp"

#include <chrono>
#include <thread>

#include "git/failure.hpp"
#include "git/records.hpp"
#include "os/file.hpp"

namespace git {
namespace {

constexpr int most_attempts = 4;
constexpr auto pause = std::chrono::milliseconds(50);
constexpr std::string_view null_id = "0000000000000000000000000000000000000000";

std::string joined(const std::vector<std::string>& paths) {
  std::string text;
  for (const auto& path : paths) text += path + '\0';
  return text;
}

/// "100644 <id> 0\tpath" (git-update-index(1), "Using --index-info").
std::string index_info(const std::vector<IndexUpdate>& updates) {
  std::string text;
  for (const auto& update : updates) {
    if (update.mode == 0) {
      text.append("0 ").append(null_id);
    } else {
      text += update.mode == 0100755 ? "100755 " : "100644 ";
      text += update.id + " 0";
    }
    text.append("\t").append(update.path) += '\0';
  }
  return text;
}

/// The skip-worktree bit is lost with the entry that is replaced.
std::vector<std::string> skipped_paths(const Repository& repository,
                                       const std::vector<IndexUpdate>& updates) {
  std::vector<std::string> paths;
  const auto skipped = skipped_below(repository, ".");
  if (skipped.empty()) return paths;
  for (const auto& update : updates) {
    if (update.mode != 0 && skipped.contains(update.path)) paths.push_back(update.path);
  }
  return paths;
}

}  // namespace

// git-fast-import(1): a blob needs no mark, and `done` tells a whole stream from one cut short.
void write_blobs(const Repository& repository, const std::vector<std::string>& contents) {
  if (contents.empty()) return;
  std::string stream;
  for (const auto& content : contents) {
    stream += "blob\ndata " + std::to_string(content.size()) + "\n" + content + "\n";
  }
  query(repository, {"fast-import", "--quiet", "--done"}, stream + "done\n");
}

void update_index(const Repository& repository, const std::vector<IndexUpdate>& updates) {
  if (updates.empty()) return;
  const auto skipped = skipped_paths(repository, updates);
  const std::vector<std::string> arguments = {"update-index", "-z", "--index-info"};
  os::Command git = command(repository, arguments);
  git.input = index_info(updates);
  for (int attempt = 1;; ++attempt) {
    const auto result = os::run(git);
    if (result.ok()) break;
    const bool locked = result.error.find(".lock") != std::string::npos;
    if (!locked || attempt == most_attempts) throw failure(arguments, result);
    std::this_thread::sleep_for(pause);
  }
  if (skipped.empty()) return;
  query(repository, {"update-index", "-z", "--skip-worktree", "--stdin"}, joined(skipped));
}

std::map<std::string, std::string> stored_ids(const Repository& repository,
                                              const std::vector<std::string>& paths) {
  std::string input;
  std::vector<std::string> asked;
  for (const auto& path : paths) {
    const auto stat = os::stat_if_exists(os::join(repository.work_tree, path));
    if (!stat || !stat->is_file() || !is_request(path)) continue;
    asked.push_back(path);
    input += path + "\n";
  }
  std::map<std::string, std::string> ids;
  if (asked.empty()) return ids;
  const auto output = query_if(repository, {"hash-object", "--stdin-paths"}, std::move(input));
  if (!output) return ids;
  std::string_view rest = *output;
  for (const auto& path : asked) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) break;
    ids[path] = rest.substr(0, end);
    rest.remove_prefix(end + 1);
  }
  return ids;
}

bool index_is_head(const Repository& repository) {
  const std::vector<std::string> arguments = {"diff-index", "--cached", "--quiet",
                                              "--ignore-submodules=none", "HEAD"};
  const auto result = os::run(command(repository, arguments));
  if (result.status > 1) throw failure(arguments, result);
  return result.ok();
}

std::set<std::string> skipped_below(const Repository& repository, const std::string& directory) {
  std::set<std::string> skipped;
  const auto listing = query(repository, {"ls-files", "-t", "-z", "--", directory});
  for_each_record(listing, [&](std::string_view record) {
    if (record.starts_with("S ")) skipped.emplace(record.substr(2));
  });
  return skipped;
}

// git-check-attr(1) with -z: path, attribute and value, each ended by NUL.
std::set<std::string> filtered_among(const Repository& repository,
                                     const std::vector<std::string>& paths) {
  std::set<std::string> filtered;
  if (paths.empty()) return filtered;
  const auto output =
      query(repository,
            {"check-attr", "--cached", "-z", "--stdin", "filter", "working-tree-encoding", "ident"},
            joined(paths));
  for (std::string_view rest = output; !rest.empty();) {
    const auto path = take(rest, '\0', rest);
    take(rest, '\0', rest);
    const auto value = take(rest, '\0', rest);
    if (value != "unspecified" && value != "unset") filtered.emplace(path);
  }
  return filtered;
}

void check_out_below(const Repository& repository, const std::vector<std::string>& paths,
                     const std::string& directory) {
  if (paths.empty()) return;
  query(repository, {"checkout-index", "-q", "-z", "--stdin", "--prefix=" + directory + "/"},
        joined(paths));
}

}  // namespace git
