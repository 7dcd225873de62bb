#include "sync/push_branch.hpp"

#include "base/error.hpp"
#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "sync/cache.hpp"

namespace syncing {
namespace {

constexpr std::string_view heads = "refs/heads/";

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
          request.pull_request
              ? base::quoted_command("git agents source set " + base::shell_word(source.name) +
                                     " --ref BRANCH") +
                    " chooses the branch that the request is for"
              : "'--branch NAME' pushes to a branch"};
}

}  // namespace

std::string elsewhere(const git::Repository& cache, const std::string& resolved) {
  const auto here = git::current_branch(cache);
  return (here ? "'" + branch_name(*here) + "'" : "no branch") + " is checked out in '" +
         cache.work_tree + "', not '" + branch_name(branch_of(resolved)) + "'";
}

std::string go_back(const git::Repository& cache, const std::string& resolved) {
  return "git -C " + base::shell_word(cache.work_tree) + " checkout " +
         base::shell_word(branch_name(branch_of(resolved)));
}

std::string choose_branch(const git::Repository& cache, const Source& source,
                          const BranchRequest& request, const std::vector<HistoryCommit>& commits) {
  const std::string& resolved = request.resolved;
  std::string name = branch_name(request.branch);
  if (!resolved.starts_with(heads) && (name.empty() || request.pull_request)) {
    throw follows_no_branch(source, request);
  }
  if (name.empty() && request.pull_request) name = made_name(request.message, commits);
  if (name.empty()) name = branch_name(resolved);
  std::string ref = std::string(heads) + name;
  // HEAD can be a branch's name for git's plumbing; nobody could use it.
  if (name == "HEAD" || name.starts_with('-') || !git::query_if(cache, {"check-ref-format", ref})) {
    throw base::Error(base::ErrorCode::usage, "'" + name + "' cannot be a branch's name");
  }
  if (ref == resolved && request.pull_request) {
    throw base::Error(base::ErrorCode::usage,
                      "a pull request cannot be from '" + name + "' to itself",
                      "leave '--branch' out, or give another name");
  }
  if (ref == resolved && git::current_branch(cache) != branch_of(resolved)) {
    throw base::Error(base::ErrorCode::conflict, elsewhere(cache, resolved),
                      go_back(cache, resolved) + "\nor push what is here with '--branch NAME'");
  }
  return ref;
}

}  // namespace syncing
