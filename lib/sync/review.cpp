#include "sync/review.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include "base/error.hpp"
#include "base/text.hpp"
#include "forge/github.hpp"
#include "http/percent.hpp"
#include "sync/remote_error.hpp"

namespace syncing {
namespace {

/// GitHub says that a fork takes up to five minutes.
constexpr std::chrono::minutes fork_patience{5};
constexpr int fork_tries = 5;

/// Of http and https, where it may come with a secret.
std::string without_user(std::string url) {
  const std::size_t begin = url.find("://");
  if (!url.starts_with("http") || begin == std::string::npos) return url;
  const std::size_t end = std::min(url.find('/', begin + 3), url.size());
  const std::size_t at = url.rfind('@', end);
  if (at != std::string::npos && at > begin) url.erase(begin + 3, at - begin - 2);
  return url;
}

class Review {
 public:
  Review(const git::Repository& cache, const Source& source, const forge::Remote& remote,
         const git::Config& config, const git::Access& access, Sending sending,
         const ReviewRequest& request)
      : cache_(cache),
        source_(source),
        remote_(remote),
        config_(config),
        access_(access),
        sending_(std::move(sending)),
        request_(request) {
    result_.ref = sending_.ref;
  }

  Reviewed run() {
    switch (remote_.kind) {
      case forge::Kind::github:
        on_github();
        break;
      case forge::Kind::gitlab:
        on_gitlab();
        break;
      case forge::Kind::gitea:
        on_gitea();
        break;
      case forge::Kind::none:
        elsewhere();
        return std::move(result_);
    }
    if (sending_.dry && result_.page.empty()) {
      result_.note += (result_.note.empty() ? "" : "; ") + asked_for("would be asked for");
    }
    return std::move(result_);
  }

 private:
  void deliver() {
    const Sent sent = send(cache_, access_, sending_);
    if (!sent.ok) throw error(sent);
    result_.said = sent.said;
  }
  base::Error error(const Sent& sent) const {
    return push_error(source_, access_, sending_, sent, false);
  }

  void on_github() {
    const auto credential = forge::credential_for(remote_, config_);
    if (credential.token.empty()) {
      deliver();
      result_.page = compare_page();
      result_.note = "the pull request is not made, for there is no token: " +
                     forge::credential_advice(remote_);
      return;
    }
    http::Client client(forge::client_options(config_, remote_, credential));
    const forge::GitHub github(remote_, credential, client);
    const auto repository = github.repository();
    if (repository.is_archived) {
      throw base::Error(base::ErrorCode::conflict,
                        "'" + source_.name + "' (" + source_.url + ") is archived",
                        "nobody can push to it, and it takes no pull requests");
    }
    std::string head = request_.branch;
    if (!pushed(repository)) head = through_fork(github, repository) + ":" + head;
    if (sending_.dry) return;
    const auto made = github.open_pull_request(
        {.title = request_.title, .body = request_.body, .head = head, .base = request_.base});
    result_.pull_request = made.url;
    if (made.existed) result_.note = "that pull request was open already";
  }

  /// False where only a fork can be pushed to.
  bool pushed(const forge::Repository& repository) {
    if (!repository.may_push.value_or(true)) return false;
    const Sent sent = send(cache_, access_, sending_);
    if (!sent.ok && sent.failure == git::RemoteFailure::forbidden) return false;
    if (!sent.ok) throw error(sent);
    result_.said = sent.said;
    return true;
  }

  /// Gives the fork's owner.
  std::string through_fork(const forge::GitHub& github, const forge::Repository& repository) {
    if (!repository.may_fork) {
      throw base::Error(base::ErrorCode::conflict,
                        "'" + source_.name + "' may only be read, and does not allow forks",
                        "ask its owner for access");
    }
    if (sending_.dry) {
      result_.note = "it may only be read: it would be forked";
      return {};
    }
    const auto fork = github.fork(fork_patience);
    result_.fork = fork.full_name;
    sending_.to = url_of(fork.full_name);
    // The API may know a fork before git does.
    Sent sent = send(cache_, access_, sending_);
    for (int tried = 1; !sent.ok && tried < fork_tries; ++tried) {
      if (sent.failure != git::RemoteFailure::not_found) break;
      std::this_thread::sleep_for(std::chrono::seconds(1 << tried));
      sent = send(cache_, access_, sending_);
    }
    if (!sent.ok) throw error(sent);
    result_.said = sent.said;
    return fork.full_name.substr(0, fork.full_name.find('/'));
  }

  /// The fork by the same way as the source: "git@github.com:me/repo.git".
  std::string url_of(const std::string& full_name) const {
    std::string url = source_.url;
    if (sending_.to != source_.url) {
      const auto own = git::query_if(cache_, {"config", "--local", "--get", "remote.origin.url"});
      if (own) url = without_user(std::string(base::trim(*own)));
    }
    const std::size_t at = url.rfind(remote_.path);
    if (at == std::string::npos) return remote_.scheme + "://" + remote_.host + "/" + full_name;
    return url.replace(at, remote_.path.size(), full_name);
  }

  std::string compare_page() const {
    return remote_.web() + "/compare/" + http::percent_encoded(request_.base) + "..." +
           http::percent_encoded(request_.branch) + "?expand=1";
  }

  void on_gitlab() {
    sending_.push_options = {"merge_request.create", "merge_request.target=" + request_.base};
    deliver();
    const std::string page = page_named(result_.said, remote_.host);
    const bool made = page.find("/merge_requests/new") == std::string::npos;
    (made ? result_.pull_request : result_.page) = page;
    if (page.empty() && !sending_.dry) no_page();
  }

  void on_gitea() {
    result_.ref = "refs/for/" + request_.base;
    if (!sending_.dry) sending_.ref = result_.ref;
    sending_.push_options = {"topic=" + request_.branch};
    deliver();
    result_.pull_request = page_named(result_.said, remote_.host);
    if (result_.pull_request.empty() && !sending_.dry) no_page();
  }

  void elsewhere() {
    deliver();
    if (!sending_.dry) result_.page = page_named(result_.said, remote_.host);
    if (result_.page.empty() && remote_.host == "bitbucket.org") {
      result_.page =
          remote_.web() + "/pull-requests/new?source=" + http::percent_encoded(request_.branch);
    }
    if (result_.page.empty()) unknown_forge();
  }

  std::string asked_for(std::string_view how) const {
    return "a pull request of '" + request_.branch + "' to '" + request_.base + "' " +
           std::string(how);
  }

  void unknown_forge() {
    result_.note =
        sending_.dry ? "no pull request would be asked for: " : "no pull request was asked for: ";
    if (remote_.host.empty()) {
      result_.note += "the source's URL names no host";
      return;
    }
    result_.note += "which forge " + remote_.host +
                    " is is not known; 'git config --global agents." + remote_.host +
                    ".forge' names one of github, gitlab, gitea and forgejo";
  }

  void no_page() { result_.note = "the server named no page of the pull request"; }

  const git::Repository& cache_;
  const Source& source_;
  const forge::Remote& remote_;
  const git::Config& config_;
  const git::Access& access_;
  Sending sending_;
  const ReviewRequest& request_;
  Reviewed result_;
};

}  // namespace

Reviewed push_for_review(const git::Repository& cache, const Source& source,
                         const forge::Remote& remote, const git::Config& config,
                         const git::Access& access, Sending sending, const ReviewRequest& request) {
  return Review(cache, source, remote, config, access, std::move(sending), request).run();
}

}  // namespace syncing
