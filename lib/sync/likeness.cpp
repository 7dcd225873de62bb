#include "sync/likeness.hpp"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "base/error.hpp"
#include "git/blob_reader.hpp"
#include "git/records.hpp"
#include "git/tree_differences.hpp"

namespace syncing {
namespace {

constexpr const char* looked_at = "--max-count=1000";
constexpr std::size_t max_text_bytes = std::size_t{4} << 20;

/// A commit, and what it has otherwise than its first parent, or than nothing.
struct Step {
  std::string commit, tree, parent;  ///< parent: "" where it is not among those looked at
  std::vector<git::Change> changes;
};

/// Oldest first; a parent comes before its children.
std::vector<Step> history(const git::Repository& cache, const std::string& upstream) {
  std::vector<Step> steps;
  std::unordered_map<std::string, std::string> trees;
  const auto listing = git::query(
      cache, {"log", "-z", "--topo-order", "--reverse", looked_at, "--format=%H %T %P", upstream});
  git::for_each_record(listing, [&](std::string_view record) {
    std::string_view rest = record;
    Step step;
    step.commit = git::take(rest, ' ', record);
    step.tree = git::take(rest, ' ', record);
    step.parent = rest.substr(0, rest.find(' '));
    trees.emplace(step.commit, step.tree);
    steps.push_back(std::move(step));
  });
  const std::string nothing = git::empty_tree_like(upstream);
  std::vector<std::pair<std::string, std::string>> pairs;
  for (auto& step : steps) {
    const auto parent = trees.find(step.parent);
    if (parent == trees.end()) step.parent.clear();
    pairs.emplace_back(parent == trees.end() ? nothing : parent->second, step.tree);
  }
  auto differences = git::tree_differences(cache, pairs, {});
  if (!differences) {
    throw base::Error(base::ErrorCode::io, "cannot compare upstream's last commits");
  }
  for (std::size_t i = 0; i < steps.size(); ++i) steps[i].changes = std::move((*differences)[i]);
  return steps;
}

/// Path → the blobs that upstream had there, oldest first; of the download's paths only.
using Versions = std::map<std::string, std::vector<std::string>>;

Versions versions_of(const std::vector<Step>& steps,
                     const std::map<std::string, DownloadedFile>& files) {
  Versions versions;
  for (const auto& step : steps) {
    for (const auto& change : step.changes) {
      const bool file = change.status != 'D' && (change.new_mode & 0170000) == 0100000;
      if (!file || !files.contains(change.path)) continue;
      auto& known = versions[change.path];
      if (std::ranges::find(known, change.new_id) == known.end()) known.push_back(change.new_id);
    }
  }
  return versions;
}

std::map<std::string_view, int> lines_of(std::string_view text) {
  std::map<std::string_view, int> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    ++lines[text.substr(0, end)];
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// How many lines one has and the other has not.
std::size_t distance(const std::map<std::string_view, int>& a,
                     const std::map<std::string_view, int>& b) {
  std::size_t lines = 0;
  for (const auto& [line, count] : a) {
    const auto other = b.find(line);
    lines += static_cast<std::size_t>(std::max(0, count - (other == b.end() ? 0 : other->second)));
  }
  for (const auto& [line, count] : b) {
    const auto other = a.find(line);
    lines += static_cast<std::size_t>(std::max(0, count - (other == a.end() ? 0 : other->second)));
  }
  return lines;
}

/// The version with the fewest other lines; of several the newest.
std::string closest(git::BlobReader& blobs, const std::vector<std::string>& versions,
                    const std::string& text) {
  if (versions.size() == 1) return versions.front();
  const auto lines = lines_of(text);
  std::string best = versions.back();
  std::size_t least = SIZE_MAX;
  blobs.read(versions, max_text_bytes,
             [&](std::size_t i, git::BlobReader::Status status, const std::string& content) {
               if (status != git::BlobReader::Status::ok) return;
               const std::size_t apart = distance(lines, lines_of(content));
               if (apart > least) return;
               least = apart;
               best = versions[i];
             });
  return best;
}

/// The commit that has most of the origins at their places.
std::string best_commit(const std::vector<Step>& steps,
                        const std::map<std::string, std::string>& origins) {
  std::unordered_map<std::string_view, long> scores;
  std::string_view best;
  long most = -1;
  for (const auto& step : steps) {
    long score = step.parent.empty() ? 0 : scores.at(step.parent);
    for (const auto& change : step.changes) {
      const auto origin = origins.find(change.path);
      if (origin == origins.end()) continue;
      if (change.new_id == origin->second) ++score;
      if (change.old_id == origin->second) --score;
    }
    scores.emplace(step.commit, score);
    if (score >= most) {
      most = score;
      best = step.commit;
    }
  }
  return std::string(best);
}

}  // namespace

Likeness likeness(const git::Repository& cache, const std::string& upstream,
                  const std::map<std::string, DownloadedFile>& files,
                  const std::function<std::string(const std::string&)>& read) {
  const auto steps = history(cache, upstream);
  Likeness found;
  git::BlobReader blobs(cache);
  for (const auto& [path, versions] : versions_of(steps, files)) {
    const std::string& id = files.at(path).id;
    const bool downloaded = std::ranges::find(versions, id) != versions.end();
    found.origins[path] = downloaded ? id : closest(blobs, versions, read(path));
  }
  found.commit = best_commit(steps, found.origins);
  return found;
}

}  // namespace syncing
