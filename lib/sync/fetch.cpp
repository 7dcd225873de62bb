#include "sync/fetch.hpp"

#include "base/error.hpp"
#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "git/failure.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"
#include "sync/cache.hpp"
#include "sync/remote_error.hpp"

namespace syncing {
namespace {

/// Spelled out by whoever configured it.
bool is_full_ref(std::string_view ref) {
  return ref.starts_with("refs/heads/") || ref.starts_with("refs/tags/");
}

/// What a ref may be called at the remote, the likeliest first.
std::vector<std::string> candidates(const std::string& ref, const std::string& known) {
  if (is_full_ref(ref)) return {ref};
  std::vector<std::string> names;
  if (known.starts_with("refs/")) names.push_back(known);
  for (const char* prefix : {"refs/heads/", "refs/tags/"}) {
    if (prefix + ref != known) names.push_back(prefix + ref);
  }
  return names;
}

/// The remote's branch that its HEAD is, and its commit, from `ls-remote --symref`.
struct Head {
  std::string ref, commit;
};
Head remote_head(const git::Repository* cache, const Source& source, const git::Access& access) {
  const std::vector<std::string> arguments = {"ls-remote", "--symref", "--", source.url, "HEAD"};
  const auto result =
      os::run(cache != nullptr ? git::remote_command(*cache, access, arguments)
                               : git::remote_command(std::string("/"), access, arguments));
  if (!result.ok()) throw fetch_error(source, access, result);
  Head head;
  for (std::string_view rest = result.output; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos || line.substr(tab + 1) != "HEAD") continue;
    if (line.starts_with("ref: ")) {
      head.ref = line.substr(5, tab - 5);
    } else {
      head.commit = line.substr(0, tab);
    }
  }
  if (!head.ref.starts_with("refs/heads/")) head.ref = head.commit;
  if (head.commit.empty()) {
    throw base::Error(base::ErrorCode::not_found, "'" + source.name + "' has no commits yet",
                      "name a branch with " +
                          base::quoted_command("git agents source set " +
                                               base::shell_word(source.name) + " --ref NAME"));
  }
  return head;
}

/// A tag may be an object of its own.
void peel(const git::Repository& cache, const Source& source, Fetched& fetched) {
  const auto commit = git::object_ids(cache, {std::string(upstream_ref) + "^{commit}"}).front();
  if (commit.empty()) {
    throw base::Error(base::ErrorCode::invalid,
                      "'" + source.configured.ref + "' of '" + source.name + "' is no commit");
  }
  if (fetched.local == commit) return;
  fetched.local = commit;
  git::query(cache, {"update-ref", std::string(upstream_ref), commit});
}

std::vector<std::string> fetch_arguments(const Source& source, const std::string& from) {
  return {"fetch",
          "--quiet",
          "--no-tags",
          "--no-write-fetch-head",
          "--no-recurse-submodules",
          "--no-auto-maintenance",
          "--no-show-forced-updates",
          "--",
          source.url,
          "+" + from + ":" + std::string(upstream_ref)};
}

}  // namespace

Fetched fetch_by_git(const git::Repository& cache, const Source& source, const git::Access& access,
                     const track::SourceStore& store, Progress& progress) {
  const auto known = store.find(source.id);
  Fetched fetched;
  fetched.method = "git";
  fetched.before = commit_at(cache, std::string(upstream_ref));
  if (is_commit_id(source.configured.ref)) {
    fetched.resolved_ref = fetched.upstream = source.configured.ref;
    if (!local_commit(cache, fetched.upstream)) {
      fetch_commit(cache, source, access, fetched.upstream);
    }
    fetched.local = local_commit(cache, fetched.upstream).value_or("");
    git::query(cache, {"update-ref", std::string(upstream_ref), fetched.local});
    return fetched;
  }
  std::string resolved =
      known && known->resolved_ref.starts_with("refs/") ? known->resolved_ref : "";
  if (source.configured.ref.empty() && resolved.empty()) {
    resolved = remote_head(&cache, source, access).ref;
  }
  progress.step(source.name, "fetching", 0, 0, 0);
  os::Result result;
  const auto names = source.configured.ref.empty() ? std::vector<std::string>{resolved}
                                                   : candidates(source.configured.ref, resolved);
  for (const auto& name : names) {
    result = os::run(git::remote_command(cache, access, fetch_arguments(source, name)));
    fetched.resolved_ref = name;
    if (result.ok() || git::remote_failure(result) != git::RemoteFailure::no_ref) break;
  }
  if (!result.ok() && git::remote_failure(result) == git::RemoteFailure::no_ref &&
      source.configured.ref.empty()) {
    // The default branch has another name now.
    fetched.resolved_ref = remote_head(&cache, source, access).ref;
    result =
        os::run(git::remote_command(cache, access, fetch_arguments(source, fetched.resolved_ref)));
  }
  if (!result.ok()) throw fetch_error(source, access, result);
  fetched.local = commit_at(cache, std::string(upstream_ref));
  if (!fetched.resolved_ref.starts_with("refs/heads/")) peel(cache, source, fetched);
  fetched.upstream = fetched.local;
  return fetched;
}

void fetch_commit(const git::Repository& cache, const Source& source, const git::Access& access,
                  const std::string& commit) {
  if (!is_commit_id(commit)) {
    throw base::Error(base::ErrorCode::invalid, "'" + commit + "' is no commit's id");
  }
  // Most servers give what their branches hold, and many any commit that they have.
  const std::string keep = std::string(commits_prefix) + commit;
  const auto result = os::run(git::remote_command(
      cache, access,
      {"fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--",
       source.url, "+" + commit + ":" + keep}));
  if (result.ok() && local_commit(cache, commit)) return;
  const auto all = os::run(git::remote_command(
      cache, access,
      {"fetch", "--quiet", "--tags", "--no-write-fetch-head", "--no-recurse-submodules", "--",
       source.url, "+refs/heads/*:refs/remotes/origin/*"}));
  if (!all.ok()) throw fetch_error(source, access, all);
  if (local_commit(cache, commit)) {
    git::query(cache, {"update-ref", keep, commit});
    return;
  }
  throw base::Error(base::ErrorCode::not_found,
                    "'" + source.name + "' no longer has the locked commit " + commit,
                    "upstream's history was rewritten: " +
                        base::quoted_command("git agents pull " + base::shell_word(source.name)) +
                        " locks what is there now");
}

std::string ask_remote(const Source& source, const git::Access& access) {
  if (is_commit_id(source.configured.ref)) return source.configured.ref;
  if (source.configured.ref.empty()) return remote_head(nullptr, source, access).commit;
  const std::string& ref = source.configured.ref;
  const std::string branch = is_full_ref(ref) ? ref : "refs/heads/" + ref;
  const std::string tag = is_full_ref(ref) ? ref : "refs/tags/" + ref;
  const auto result = os::run(git::remote_command(
      std::string("/"), access, {"ls-remote", "--", source.url, branch, tag, tag + "^{}"}));
  if (!result.ok()) throw fetch_error(source, access, result);
  std::string found;
  for (std::string_view rest = result.output; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) continue;
    if (found.empty() || line.ends_with("^{}")) found = line.substr(0, tab);
    if (branch != tag && line.substr(tab + 1) == branch) return std::string(line.substr(0, tab));
  }
  if (!found.empty()) return found;
  os::Result absent;
  absent.status = 128;
  absent.error = "couldn't find remote ref";
  throw fetch_error(source, access, absent);
}

}  // namespace syncing
