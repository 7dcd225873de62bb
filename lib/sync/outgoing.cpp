#include "sync/outgoing.hpp"

#include <algorithm>
#include <iterator>

#include "base/error.hpp"
#include "base/text.hpp"
#include "git/records.hpp"
#include "sync/cache.hpp"
#include "sync/commit.hpp"
#include "sync/scratch_index.hpp"

namespace syncing {
namespace {

constexpr std::string_view commit_format =
    "--format=tformat:%H%x00%P%x00%(trailers:key=Upstream-Commit,valueonly,separator=%x20)%x00%s";
constexpr std::size_t listed_subjects = 50;

/// Four fields a commit, each ended by NUL.
std::vector<HistoryCommit> parse_history(std::string_view log) {
  std::vector<HistoryCommit> commits;
  while (!log.empty()) {
    HistoryCommit commit;
    commit.id = git::take(log, '\0', log);
    commit.merge = git::take(log, '\0', log).find(' ') != std::string_view::npos;
    commit.stands_for = base::trim(git::take(log, '\0', log));
    commit.subject = git::take(log, '\0', log);
    commits.push_back(std::move(commit));
  }
  return commits;
}

std::string message_of(const git::Repository& cache, const std::vector<HistoryCommit>& commits) {
  if (commits.size() == 1) {
    return git::query(cache, {"log", "-1", "--format=%B", commits.front().id});
  }
  std::string message = commits.front().subject + " and " + std::to_string(commits.size() - 1) +
                        (commits.size() == 2 ? " other change" : " other changes") + "\n\n";
  for (std::size_t i = 0; i < commits.size() && i < listed_subjects; ++i) {
    message += "- " + commits[i].subject + "\n";
  }
  return message;
}

/// Upstream's mode stays where the user did not change it: a mirror or a download may have lost it.
std::uint32_t mode_of(const git::Change& change, const std::vector<git::Entry>& real) {
  if (change.status != 'M' || change.old_mode != change.new_mode) return change.new_mode;
  const auto at = std::ranges::lower_bound(real, change.path, {}, &git::Entry::path);
  return at != real.end() && at->path == change.path ? at->mode : change.new_mode;
}

void require_same_start(const git::Change& change, const std::vector<git::Entry>& real) {
  const auto at = std::ranges::lower_bound(real, change.path, {}, &git::Entry::path);
  const bool there = at != real.end() && at->path == change.path;
  const bool same =
      change.status == 'A' ? !there || at->id == change.new_id : there && at->id == change.old_id;
  if (same) return;
  throw base::Error(base::ErrorCode::conflict,
                    base::quote_path(change.path) + " is not in upstream as it was pulled",
                    "git agents pull");
}

}  // namespace

std::vector<HistoryCommit> history_between(const git::Repository& cache,
                                           const std::vector<std::string>& from,
                                           const std::string& to) {
  std::vector<std::string> arguments = {
      "log", "-z", "--reverse", "--topo-order", std::string(commit_format), to};
  for (const auto& commit : from) arguments.push_back("^" + commit);
  return parse_history(git::query(cache, std::move(arguments)));
}

std::vector<std::string> stands_for(const git::Repository& cache, const std::string& commit) {
  const auto refs =
      git::query(cache, {"for-each-ref", "--points-at=" + commit, "--format=%(refname)",
                         std::string(commits_prefix), std::string(adopted_prefix)});
  std::vector<std::string> ids;
  for (std::string_view rest = refs; !rest.empty();) {
    const std::string_view name = git::take(rest, '\n', rest);
    const std::string_view id = name.substr(name.rfind('/') + 1);
    if (id == commit) return {};
    ids.emplace_back(id);
  }
  return ids;
}

bool is_ancestor(const git::Repository& cache, const std::string& old, const std::string& young) {
  return os::run(git::command(cache, {"merge-base", "--is-ancestor", old, young})).ok();
}

Outgoing outgoing(const git::Repository& cache, const std::string& known, bool stand_in,
                  const std::string& head) {
  Outgoing result;
  result.as_one = stand_in;
  std::vector<std::string> from = {known};
  auto history = history_between(cache, from, head);
  for (const auto& commit : history) {
    if (!commit.stands_for.empty()) from.push_back(commit.id);
  }
  if (from.size() > 1) {
    // What such a commit descends from was upstream's once, before it was rewritten.
    result.as_one = true;
    history = history_between(cache, from, head);
  }
  std::ranges::copy_if(history, std::back_inserter(result.commits),
                       [](const HistoryCommit& commit) { return !commit.merge; });
  // What came back the same from upstream, or was taken back, is nothing to push any more.
  const auto trees = git::object_ids(cache, {known + "^{tree}", head + "^{tree}"});
  if (trees[0] == trees[1] && (result.as_one || result.commits.empty())) result.commits.clear();
  return result;
}

std::string as_one_commit(const git::Repository& cache, const std::string& known,
                          const std::string& real, const std::string& head,
                          const std::vector<HistoryCommit>& commits) {
  const auto changes = git::changes(cache, known, head, {});
  const auto there = git::tree_entries(cache, real, {});
  if (!changes || !there) {
    throw base::Error(base::ErrorCode::not_found, "upstream's commit " + real + " is not here");
  }
  std::vector<ScratchIndex::Entry> entries;
  // A directory in whose place a file comes, and the reverse: what goes must go first.
  for (const bool removed : {true, false}) {
    for (const auto& change : *changes) {
      if ((change.status == 'D') != removed) continue;
      require_same_start(change, *there);
      entries.push_back({change.path, removed ? 0 : mode_of(change, *there),
                         removed ? change.old_id : change.new_id});
    }
  }
  ScratchIndex index(cache, real);
  index.put(entries);
  const std::string tree = index.write_tree();
  // The dates of the last commit, so that pushing the same work again gives the same commit.
  const std::string date(base::trim(
      git::query(cache, {"log", "-1", "--date=raw", "--format=%cd", commits.back().id})));
  return user_commit(cache, tree, {real}, message_of(cache, commits), date);
}

}  // namespace syncing
