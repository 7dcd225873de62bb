#include "sync/push.hpp"

#include <algorithm>
#include <optional>

#include "base/error.hpp"
#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "forge/remote.hpp"
#include "git/remote_identity.hpp"
#include "git/status.hpp"
#include "os/environment.hpp"
#include "sync/adopt.hpp"
#include "sync/cache.hpp"
#include "sync/fetch.hpp"
#include "sync/new_errors.hpp"
#include "sync/push_branch.hpp"
#include "sync/remote_error.hpp"
#include "sync/review.hpp"
#include "sync/send.hpp"
#include "sync/settle.hpp"
#include "sync/snapshot.hpp"
#include "track/source_store.hpp"
#include "track/state.hpp"

namespace syncing {
namespace {

using Status = Pushed::Status;

/// Where upstream's own commit comes to in a cache that holds only one that stands for it.
constexpr std::string_view real_ref = "refs/agents/outgoing";
/// What a dry run names where the commit to push is not made: a server is only asked.
constexpr std::string_view dry_ref = "refs/agents/dry-run";

void fail(Pushed& pushed, const base::Error& error) {
  pushed.status = Status::failed;
  pushed.error = git::without_credentials(error.message());
  pushed.hint = git::without_credentials(error.hint());
}

class Pusher {
 public:
  Pusher(const Source& source, const git::Config& config, const PushOptions& options,
         Progress& progress)
      : source_(source),
        config_(config),
        options_(options),
        progress_(progress),
        remote_(forge::remote_of(source.url, config)),
        access_(access_for(source, config, options.may_prompt)) {
    result_.source = source;
  }

  /// What was done before it failed is in the result, too.
  Pushed run() {
    try {
      const auto lock = lock_cache(source_.cache);
      recover_files();
      work();
    } catch (const base::Error& error) {
      fail(result_, error);
    }
    return std::move(result_);
  }

 private:
  void work() {
    if (!open()) return;
    commit_first();
    if (result_.status == Status::refused) return;
    const auto ids =
        git::object_ids(cache_, {"HEAD^{commit}", std::string(upstream_ref) + "^{commit}"});
    head_ = ids[0];
    known_ = ids[1];
    if (head_.empty() || known_.empty()) throw not_pulled();
    for (auto& change : git::work_tree_changes(cache_, {})) {
      result_.edited.push_back(std::move(change.path));
    }
    stands_for_ = stands_for(cache_, known_);
    // Where nothing is local nobody need be asked.
    if (!has_local_work()) {
      result_.status = Status::nothing;
      return;
    }
    ask_upstream();
    refuse_behind();
    auto out = outgoing(cache_, known_, !stands_for_.empty(), head_);
    result_.commits = std::move(out.commits);
    result_.as_one = out.as_one;
    if (result_.commits.empty() && result_.committed.files.empty()) {
      result_.status = Status::nothing;
      return;
    }
    result_.committed.errors = new_errors(cache_, git::tree_of(cache_, head_).value(), known_);
    if (!result_.committed.errors.empty()) {
      result_.status = Status::refused;
      return;
    }
    result_.ref = choose_branch(cache_, source_,
                                {.resolved = resolved_,
                                 .branch = options_.branch,
                                 .message = options_.message,
                                 .pull_request = options_.pull_request},
                                result_.commits);
    result_.status = Status::pushed;
    deliver();
  }

  base::Error not_pulled() const {
    return {base::ErrorCode::not_found, "'" + source_.name + "' was not pulled yet",
            "git agents pull " + base::shell_word(source_.name)};
  }

  /// False where there is no cache, and so nothing to push.
  bool open() {
    const auto cache = open_cache(source_.cache);
    if (!cache && options_.message.empty() && !is_download(source_.cache)) {
      result_.status = Status::nothing;
      result_.note = "it was not pulled yet";
      return false;
    }
    if (!cache) throw not_pulled();
    cache_ = *cache;
    require_clone_of(cache_, source_);
    if (const auto what = unfinished_work(cache_); !what.empty()) {
      throw base::Error(base::ErrorCode::conflict,
                        what + " is not finished in '" + cache_.work_tree + "'",
                        "git -C " + base::shell_word(cache_.work_tree) + " status");
    }
    return true;
  }

  bool has_local_work() const {
    return !result_.committed.files.empty() ||
           !outgoing(cache_, known_, !stands_for_.empty(), head_).commits.empty();
  }

  void commit_first() {
    if (options_.message.empty()) return;
    CommitRequest request{.message = options_.message,
                          .paths = {},
                          .top = source_.configured.path,
                          .dry = options_.dry};
    for (const auto& word : options_.paths) request.paths.push_back(path_in_cache(cache_, word));
    result_.committed = commit_edits(cache_, request);
    if (!result_.committed.errors.empty()) result_.status = Status::refused;
  }

  /// What upstream has now, and which commit of the cache that is.
  void ask_upstream() {
    const auto store = track::SourceStore::open(track::state_directory());
    if (const auto state = store.find(source_.id)) resolved_ = state->resolved_ref;
    if (resolved_.empty()) resolved_ = git::current_branch(cache_).value_or("");
    if (options_.dry) {
      tip_ = ask_remote(source_, access_);
    } else if (!stands_for_.empty()) {
      tip_ = fetch_real();
    } else {
      const auto fetched = fetch_by_git(cache_, source_, access_, store, progress_);
      resolved_ = fetched.resolved_ref;
      tip_ = fetched.local;
      if (is_ancestor(cache_, tip_, head_)) {
        known_ = tip_;
      } else {
        // To merge it is for a pull, which must see what was there before.
        git::query(cache_, {"update-ref", std::string(upstream_ref), known_});
      }
    }
  }

  std::string fetch_real() const {
    const std::string from = resolved_.empty() ? "HEAD" : resolved_;
    const std::string to(real_ref);
    const auto result = os::run(git::remote_command(
        cache_, access_,
        {"fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules",
         "--no-auto-maintenance", "--", source_.url, "+" + from + ":" + to}));
    if (!result.ok()) throw fetch_error(source_, access_, result);
    return git::object_ids(cache_, {to + "^{commit}"}).front();
  }

  void refuse_behind() const {
    const bool has = stands_for_.empty()
                         ? is_ancestor(cache_, tip_, head_)
                         : std::ranges::find(stands_for_, tip_) != stands_for_.end() &&
                               is_ancestor(cache_, known_, head_);
    if (has) return;
    if (git::current_branch(cache_) != branch_of(resolved_)) {
      // A pull would leave the files alone: it follows the source's own branch.
      throw base::Error(
          base::ErrorCode::conflict,
          "'" + source_.name + "' has commits that are not here yet, and " +
              elsewhere(cache_, resolved_),
          go_back(cache_, resolved_) + "\nthen pull, and merge what you have elsewhere");
    }
    throw base::Error(base::ErrorCode::conflict,
                      "'" + source_.name + "' has commits that are not here yet",
                      base::quoted_command("git agents pull " + base::shell_word(source_.name)) +
                          " merges them, then push again");
  }

  void deliver() {
    Sending sending;
    sending.to = push_target();
    sending.ref = result_.ref;
    sending.dry = options_.dry;
    sending.own_branch = result_.ref == resolved_;
    sending.commit = head_;
    if (result_.as_one && options_.dry) sending.ref = dry_ref;
    if (result_.as_one && !options_.dry) {
      const std::string& real = stands_for_.empty() ? known_ : tip_;
      sending.commit = as_one_commit(cache_, known_, real, head_, result_.commits);
    }
    result_.commit = options_.dry ? "" : sending.commit;
    if (options_.pull_request) {
      review(sending);
    } else {
      const Sent sent = send(cache_, access_, sending);
      if (!sent.ok) {
        throw push_error(source_, access_, sending, sent, remote_.kind == forge::Kind::github);
      }
      result_.said = sent.said;
      leave_out_known(sent);
    }
    if (options_.dry || result_.ref != resolved_) return;
    settle(cache_, {.branch = branch_of(resolved_),
                    .head = head_,
                    .known = known_,
                    .pushed = sending.commit,
                    .as_one = result_.as_one,
                    .stands_for = !stands_for_.empty()});
    result_.moved = true;
    remember(sending.commit);
  }

  /// The branch may have had some of it.
  void leave_out_known(const Sent& sent) {
    if (result_.as_one && !sent.up_to_date) return;
    const auto before = sent.before.empty()
                            ? std::string()
                            : git::object_ids(cache_, {sent.before + "^{commit}"}).front();
    if (!before.empty()) {
      const auto fresh = history_between(cache_, {known_, before}, head_);
      std::erase_if(result_.commits, [&](const HistoryCommit& commit) {
        return std::ranges::find(fresh, commit.id, &HistoryCommit::id) == fresh.end();
      });
    }
    // In a dry run a commit that is not made yet comes on top.
    if (!sent.up_to_date || !(options_.dry ? result_.committed.files.empty() : true)) return;
    result_.status = Status::nothing;
    result_.commits.clear();
    result_.note = "'" + branch_name(result_.ref) + "' has it already";
  }

  void review(const Sending& sending) {
    ReviewRequest request;
    request.base = branch_name(resolved_);
    request.branch = branch_name(result_.ref);
    request.title = result_.commits.empty() ? options_.message : result_.commits.front().subject;
    if (result_.commits.size() == 1) {
      request.body =
          base::trim(git::query(cache_, {"log", "-1", "--format=%b", result_.commits.front().id}));
    } else {
      for (const auto& commit : result_.commits) request.body += "- " + commit.subject + "\n";
    }
    auto reviewed = push_for_review(cache_, source_, remote_, config_, access_, sending, request);
    result_.ref = reviewed.ref;
    result_.fork = std::move(reviewed.fork);
    result_.pull_request = std::move(reviewed.pull_request);
    result_.page = std::move(reviewed.page);
    result_.note = std::move(reviewed.note);
    result_.said = std::move(reviewed.said);
  }

  /// A source that is only named "owner/repo" is pushed to as its clone says: by ssh, perhaps.
  std::string push_target() const {
    if (source_.configured.url == source_.url) return source_.url;
    const auto origin = git::query_if(cache_, {"config", "--local", "--get", "remote.origin.url"});
    const bool same = origin && git::repository_identity(base::trim(*origin), "/") ==
                                    git::repository_identity(source_.url, "/");
    return same ? "origin" : source_.url;
  }

  void remember(const std::string& commit) const {
    auto store = track::SourceStore::open(track::state_directory());
    auto state = store.find(source_.id).value_or(track::SourceState{});
    state.id = source_.id;
    state.url = source_.url;
    state.resolved_ref = resolved_;
    state.remote_commit = commit;
    state.remote_ns = os::now_ns();
    store.put(state);
  }

  const Source& source_;
  const git::Config& config_;
  const PushOptions& options_;
  Progress& progress_;
  forge::Remote remote_;
  git::Access access_;
  git::Repository cache_;
  std::string head_;
  std::string known_;                    ///< the commit at upstream_ref
  std::vector<std::string> stands_for_;  ///< upstream's that `known_` is not but holds
  std::string tip_;                      ///< upstream's commit now
  std::string resolved_;                 ///< "refs/heads/main"
  Pushed result_;
};

}  // namespace

std::string_view to_string(Pushed::Status status) {
  switch (status) {
    case Status::nothing:
      return "nothing";
    case Status::pushed:
      return "pushed";
    case Status::refused:
      return "refused";
    case Status::failed:
      break;
  }
  return "failed";
}

std::vector<Pushed> push(const std::vector<Source>& sources, const git::Config& config,
                         const PushOptions& options, Progress& progress) {
  std::vector<Pushed> all;
  for (const auto& source : sources) {
    Pushed pushed;
    try {
      pushed = Pusher(source, config, options, progress).run();
    } catch (const base::Error& error) {
      pushed.source = source;
      fail(pushed, error);
    }
    all.push_back(std::move(pushed));
  }
  return all;
}

}  // namespace syncing
