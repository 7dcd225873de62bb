#include "sync/push_branch.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "sync/cache.hpp"

namespace syncing {
namespace {

constexpr std::string_view heads = "refs/heads/";

std::string without_heads(std::string_view ref) {
  return std::string(ref.starts_with(heads) ? ref.substr(heads.size()) : ref);
}

/// "fix-the-reviewer" of "Fix the reviewer!".
std::string slug(std::string_view text) {
  constexpr std::size_t longest = 40;
  std::string name;
  for (const char c : base::to_lower_ascii(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      name += c;
    } else if (!name.empty() && !name.ends_with('-')) {
      name += '-';
    }
    if (name.size() == longest) break;
  }
  while (name.ends_with('-')) name.pop_back();
  return name.empty() ? "edits" : name;
}

std::string made_name(const std::string& message, const std::vector<HistoryCommit>& commits) {
  constexpr std::size_t digits = 7;
  if (commits.empty()) return slug(message.substr(0, message.find('\n')));
  return slug(commits.front().subject) + "-" + commits.front().id.substr(0, digits);
}

base::Error follows_no_branch(const Source& source, const BranchRequest& request) {
  const std::string followed = request.resolved.starts_with("refs/tags/")
                                   ? "the tag '" + source.configured.ref + "'"
                                   : "the commit " + source.configured.ref;
  return {base::ErrorCode::invalid,
          "'" + source.name + "' follows " + followed + ", to which nothing can be pushed",
          request.pull_request ? "'git agents source set " + source.name +
                                     " --ref BRANCH' chooses the branch that the request is for"
                               : "'--branch NAME' pushes to a branch"};
}

base::Error is_elsewhere(const git::Repository& cache, const std::string& name) {
  const auto here = git::current_branch(cache);
  return {base::ErrorCode::conflict,
          (here ? "'" + without_heads(*here) + "'" : "no branch") + " is checked out in '" +
              cache.work_tree + "', not '" + name + "'",
          "git -C " + cache.work_tree + " switch " + name + "; or push it with '--branch NAME'"};
}

}  // namespace

std::string choose_branch(const git::Repository& cache, const Source& source,
                          const BranchRequest& request, const std::vector<HistoryCommit>& commits) {
  const std::string& resolved = request.resolved;
  std::string name = without_heads(request.branch);
  if (!resolved.starts_with(heads) && (name.empty() || request.pull_request)) {
    throw follows_no_branch(source, request);
  }
  if (name.empty() && request.pull_request) name = made_name(request.message, commits);
  if (name.empty()) name = without_heads(resolved);
  std::string ref = std::string(heads) + name;
  if (!git::query_if(cache, {"check-ref-format", ref})) {
    throw base::Error(base::ErrorCode::usage, "'" + name + "' cannot be a branch's name");
  }
  if (ref == resolved && request.pull_request) {
    throw base::Error(base::ErrorCode::usage,
                      "a pull request cannot be from '" + name + "' to itself",
                      "leave '--branch' out, or give another name");
  }
  if (ref == resolved && git::current_branch(cache) != branch_of(resolved)) {
    throw is_elsewhere(cache, name);
  }
  return ref;
}

}  // namespace syncing
