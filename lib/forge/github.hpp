#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "forge/credentials.hpp"
#include "forge/remote.hpp"
#include "http/client.hpp"

namespace forge {

/// An entry of a tree as the API lists it; nothing in it is believed yet.
struct ListedEntry {
  std::string mode;  ///< six octal digits: "100644", "040000"
  std::string path;  ///< below the listed tree
  std::string id;    ///< 40 hex digits
  std::uint64_t size = 0;
};

struct Listing {
  std::vector<ListedEntry> entries;
  bool truncated = false;  ///< some are missing
};

/// What a conditional request for a tree brought.
struct TreeAnswer {
  std::optional<Listing> listing;  ///< nothing = the server's answer is still `etag`'s
  std::string etag;                ///< "" where the server gave none
};

struct Commit {
  std::string id, tree;
};

/// A repository as the API describes it.
struct Repository {
  std::string full_name;         ///< "owner/repo"
  std::string default_branch;    ///< without "refs/heads/"
  std::optional<bool> may_push;  ///< nothing where the API does not say
  bool is_fork = false, is_archived = false, may_fork = true;
  std::string parent;  ///< of what it is a fork: "owner/repo", or ""
};

struct PullRequest {
  std::int64_t number = 0;
  std::string url;
  bool existed = false;  ///< it was open already
};

struct PullRequestText {
  std::string title, body;
  std::string head;  ///< "branch", or "owner:branch" in a fork
  std::string base;
  bool draft = false;
};

/// What we need of GitHub's REST API for one repository. Every function asks at least once; the
/// answers are checked: Error(not_found) where there is no such thing or we may not see it,
/// Error(network) where we may not or the server fails, Error(invalid) where an answer is not what
/// GitHub's would be. No message holds a secret. `client` must outlive it.
class GitHub {
 public:
  GitHub(Remote remote, Credential credential, http::Client& client);

  /// The URL that tree() asks.
  std::string tree_url(const std::string& tree_ish, bool recursive) const;
  /// `tree_ish`: a branch, tag, commit or tree. With an ETag: only what changed since.
  TreeAnswer tree(const std::string& tree_ish, bool recursive, const std::string& etag = {}) const;
  /// Of a branch, tag or commit; "" = HEAD.
  Commit commit(const std::string& ref) const;
  /// "refs/heads/main", "refs/tags/v1" or a commit id; of "" the default branch.
  std::string full_ref(const std::string& ref) const;
  /// Gives the content of each blob to `sink`, in the order in which they come. Content that is not
  /// what the id says is asked for once more, then refused.
  void blobs(std::span<const std::string> ids, std::size_t max_bytes,
             const std::function<void(std::size_t, std::string)>& sink) const;

  Repository repository() const;
  /// Who we are; Error(network) as nobody.
  std::string login() const;
  /// Our fork of the repository, made where there is none. Waits until it can be used, at most so
  /// long: Error(busy). Error(conflict) where what has its name is no fork of it.
  Repository fork(std::chrono::seconds at_most) const;
  /// Opens it, or finds the one that is open from that head to that base.
  PullRequest open_pull_request(const PullRequestText& text) const;

  const Remote& remote() const { return remote_; }
  const Credential& credential() const { return credential_; }

 private:
  http::Request request(const std::string& path, const char* accept) const;
  http::Response get(const std::string& path) const;
  /// The body of an answer that is a success, and `what` was asked for.
  std::string body_of(http::Response response, const std::string& what) const;
  /// What the API says about a failure, on one line; nothing where it repeats our token.
  std::string words_of(const http::Response& response) const;
  [[noreturn]] void refuse(const http::Response& response, const std::string& what) const;
  std::string ref_words(const std::string& ref) const;
  std::optional<Repository> repository_if(const std::string& full_name) const;
  http::Response post(const std::string& path, std::string body) const;

  Remote remote_;
  Credential credential_;
  http::Client& client_;
  std::string base_;  ///< ".../repos/owner/repo"
};

/// For a client that asks a forge as somebody: certificates and proxy are those that git is
/// configured with (GIT_SSL_CAINFO, http.sslCAInfo, http.proxy).
http::Client::Options client_options(const git::Config& config, const Remote& remote,
                                     const Credential& credential);

}  // namespace forge
