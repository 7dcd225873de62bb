#include "sync/mirror.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "forge/credentials.hpp"
#include "forge/github.hpp"
#include "http/client.hpp"
#include "os/file.hpp"
#include "sync/cache.hpp"
#include "sync/mirror_store.hpp"
#include "sync/upstream_tree.hpp"

namespace syncing {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::size_t most_blob_bytes = std::size_t{8} << 20;
constexpr std::size_t most_bytes = std::size_t{64} << 20;

bool is_sha1_id(std::string_view ref) {
  constexpr std::size_t digits = 40;
  return ref.size() == digits && ref.find_first_not_of("0123456789abcdef") == ref.npos;
}

/// A configured ref as the API takes it.
std::string api_ref(const std::string& ref) {
  constexpr std::string_view prefix = "refs/";
  return ref.starts_with(prefix) ? ref.substr(prefix.size()) : ref;
}

/// A source's repository on its forge, and the client that talks to it.
struct Upstream {
  Upstream(const Source& source, const git::Config& config, Progress* progress)
      : remote(forge::remote_of(source.url, config)),
        credential(remote.kind == forge::Kind::github ? forge::credential_for(remote, config)
                                                      : forge::Credential{}),
        client(options(source, config, progress)),
        github(remote, credential, client) {}

  http::Client::Options options(const Source& source, const git::Config& config,
                                Progress* progress) const {
    auto options = forge::client_options(config, remote, credential);
    if (progress == nullptr) return options;
    options.on_wait = [progress, name = source.name](const std::string& host,
                                                     std::chrono::milliseconds wait) {
      const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
      progress->say(name,
                    "'" + host + "' limits requests: waits " + std::to_string(seconds) + " s");
    };
    return options;
  }

  forge::Remote remote;
  forge::Credential credential;
  http::Client client;
  forge::GitHub github;
};

std::string size_text(std::size_t bytes) {
  return std::to_string(bytes >> 20) + " MiB";
}

/// Brings what a cache does not have of a commit into it.
class Loader {
 public:
  Loader(const git::Repository& cache, const Source& source, const Upstream& upstream,
         Progress& progress)
      : cache_(cache), source_(source), upstream_(upstream), progress_(progress) {}

  void load(const std::vector<Leaf>& leaves) const {
    std::set<std::string> unique;
    std::uint64_t total = 0;
    for (const Leaf& leaf : leaves) {
      if (!leaf.is_blob()) continue;
      if (leaf.size > most_blob_bytes) {
        too_large(base::quote_path(leaf.path) + " is larger than " + size_text(most_blob_bytes));
      }
      unique.insert(leaf.id);
      total = std::min<std::uint64_t>(total + leaf.size, most_bytes + 1);
    }
    if (total > most_bytes) too_large("its files have more than " + size_text(most_bytes));
    const std::vector<std::string> ids(unique.begin(), unique.end());
    const auto present = git::object_ids(cache_, ids);
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (present[i].empty()) missing.push_back(ids[i]);
    }
    BlobWriter writer(cache_);
    std::uint64_t done = 0, bytes = 0;
    try {
      upstream_.github.blobs(
          missing, most_blob_bytes, [&](std::size_t, const std::string& content) {
            bytes += content.size();
            if (bytes > most_bytes) too_large("its files have more than " + size_text(most_bytes));
            writer.add(content);
            progress_.step(source_.name, "loading", ++done, missing.size(), bytes);
          });
    } catch (...) {
      writer.flush();  // what came need not come again
      throw;
    }
    writer.flush();
  }

 private:
  [[noreturn]] static void too_large(const std::string& what) {
    throw Error(ErrorCode::invalid, "the repository is too large for HTTP: " + what,
                "configure a 'path' in it, or pull with git: --sync-method=git");
  }

  const git::Repository& cache_;
  const Source& source_;
  const Upstream& upstream_;
  Progress& progress_;
};

/// Every configured directory must be there: one that is misspelt would look like an empty source.
void require_paths(const std::vector<Leaf>& leaves, const std::vector<std::string>& paths,
                   const Source& source, const std::string& commit) {
  for (const std::string& path : paths) {
    const Coverage wanted({path});
    const bool found = std::ranges::any_of(
        leaves, [&](const Leaf& leaf) { return wanted.holds_all_below(leaf.path); });
    if (found || wanted.holds_all_below("")) continue;
    throw Error(ErrorCode::not_found,
                "there is nothing in " + base::quote_path(path) + " of '" + source.name +
                    "' at commit " + commit.substr(0, 12),
                "correct the 'path' of the source");
  }
}

class Mirror {
 public:
  Mirror(const git::Repository& cache, const Source& source, const std::vector<std::string>& paths,
         const git::Config& config, Progress& progress)
      : cache_(cache),
        source_(source),
        paths_(paths),
        wanted_(paths),
        progress_(progress),
        upstream_(source, config, &progress) {}

  Fetched fetch(track::SourceStore& store) {
    const std::string ref = api_ref(source_.configured.ref);
    const std::string url = upstream_.github.tree_url(ref, true);
    const std::string& who = upstream_.credential.identity;
    const auto etag = store.etag(url, who);
    auto held = etag ? parse_mirrored(etag->stands_for) : std::nullopt;
    const std::string before = commit_at(cache_, std::string(upstream_ref));
    if (held && (before.empty() || held->local != before || !held->coverage.includes(wanted_))) {
      held.reset();
    }
    progress_.step(source_.name, "asking", 0, 0, 0);
    auto answer = upstream_.github.tree(ref, true, held ? etag->value : "");
    Fetched fetched;
    fetched.method = "http";
    fetched.before = before;
    const auto known = store.find(source_.id);
    if (known) fetched.resolved_ref = known->resolved_ref;
    if (!answer.listing) {
      fetched.local = held->local;
      fetched.upstream = held->upstream;
    } else {
      const forge::Commit commit = upstream_.github.commit(ref);
      bool matches = false;
      const Mirrored mirrored = bring(commit, &*answer.listing, matches);
      // Of a listing that was truncated the server knows whether it still is that of the commit.
      if (!matches && answer.listing->truncated && !answer.etag.empty()) {
        matches = !upstream_.github.tree(ref, true, answer.etag).listing;
      }
      if (matches && !answer.etag.empty()) {
        store.put_etag(source_.id, url, who, {answer.etag, format_mirrored(mirrored)});
      }
      fetched.local = mirrored.local;
      fetched.upstream = mirrored.upstream;
      if (source_.configured.ref.empty()) fetched.resolved_ref.clear();
    }
    if (fetched.resolved_ref.empty()) {
      fetched.resolved_ref = upstream_.github.full_ref(source_.configured.ref);
    }
    fetched.requests = upstream_.client.requests();
    fetched.bytes = upstream_.client.bytes();
    return fetched;
  }

  void fetch_commit(const std::string& id) {
    const forge::Commit commit = upstream_.github.commit(id);
    if (commit.id != id) {
      throw Error(ErrorCode::invalid,
                  "the server gave commit '" + commit.id + "' for '" + id + "'");
    }
    bool matches = false;
    const auto leaves = upstream_leaves(upstream_.github, commit, nullptr, wanted_, matches);
    require_paths(leaves, paths_, source_, id);
    Loader(cache_, source_, upstream_, progress_).load(leaves);
    write_commit(cache_, leaves, {"", id, commit.tree, wanted_}, "", upstream_.remote.web());
  }

 private:
  /// Ids of the API are SHA-1; a repository that counts otherwise cannot hold them.
  void require_sha1() const {
    if (base::trim(git::query(cache_, {"rev-parse", "--show-object-format"})) == "sha1") return;
    throw Error(ErrorCode::invalid,
                "the cache of '" + source_.name + "' has SHA-256 ids, and GitHub has SHA-1",
                "remove it, and unset GIT_DEFAULT_HASH: " + cache_.work_tree);
  }

  /// Makes upstream_ref be at what stands for `commit`.
  Mirrored bring(const forge::Commit& commit, const forge::Listing* listing, bool& matches) {
    const std::string ref(upstream_ref);
    const auto former = read_former(cache_);
    const std::string before = former ? former->commit : "";
    if (!former) require_sha1();
    Mirrored mirrored{"", commit.id, commit.tree, wanted_};
    // Where git brought everything, no more than what upstream removed may go.
    if (former) mirrored.coverage = wanted_.with(former->coverage.value_or(Coverage({""})));
    const bool is_here = git::object_ids(cache_, {commit.id + "^{commit}"}).front() == commit.id;
    if (is_here) {
      matches = listing != nullptr && !listing->truncated &&
                verify(*listing, true, commit.tree).has_value();
      mirrored.local = commit.id;
      mirrored.coverage = Coverage({""});
      move_ref(cache_, ref, before, commit.id);
      return mirrored;
    }
    const auto leaves =
        upstream_leaves(upstream_.github, commit, listing, mirrored.coverage, matches);
    require_paths(leaves, paths_, source_, commit.id);
    if (former && former->coverage == mirrored.coverage && former->tree == tree_id(leaves)) {
      mirrored.local = former->commit;
      git::query(cache_, {"update-ref", std::string(commits_prefix) + commit.id, before});
      return mirrored;
    }
    Loader(cache_, source_, upstream_, progress_).load(leaves);
    mirrored.local = write_commit(cache_, leaves, mirrored, before, upstream_.remote.web());
    move_ref(cache_, ref, before, mirrored.local);
    return mirrored;
  }

  const git::Repository& cache_;
  const Source& source_;
  const std::vector<std::string>& paths_;
  Coverage wanted_;
  Progress& progress_;
  Upstream upstream_;
};

}  // namespace

bool has_http_api(const Source& source, const git::Config& config) {
  return forge::remote_of(source.url, config).kind == forge::Kind::github;
}

Fetched fetch_by_http(const git::Repository& cache, const Source& source,
                      const std::vector<std::string>& paths, const git::Config& config,
                      track::SourceStore& store, Progress& progress) {
  return Mirror(cache, source, paths, config, progress).fetch(store);
}

void fetch_commit_by_http(const git::Repository& cache, const Source& source,
                          const std::vector<std::string>& paths, const git::Config& config,
                          const std::string& commit, Progress& progress) {
  if (!is_sha1_id(commit)) {
    throw Error(ErrorCode::invalid, "'" + commit + "' is no commit's id");
  }
  Mirror(cache, source, paths, config, progress).fetch_commit(commit);
}

std::string ask_remote_by_http(const Source& source, const git::Config& config,
                               const track::SourceStore& store) {
  const std::string ref = api_ref(source.configured.ref);
  if (is_sha1_id(ref)) return ref;
  const Upstream upstream(source, config, nullptr);
  const forge::Commit commit = upstream.github.commit(ref);
  const auto etag = store.etag(upstream.github.tree_url(ref, true), upstream.credential.identity);
  const auto held = etag ? parse_mirrored(etag->stands_for) : std::nullopt;
  return held && held->tree == commit.tree ? held->upstream : commit.id;
}

}  // namespace syncing
