#include "forge/github.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "forge/json.hpp"
#include "http/address.hpp"
#include "http/percent.hpp"
#include "os/environment.hpp"

namespace forge {
namespace {

using base::Error;
using base::ErrorCode;

constexpr const char* json_type = "application/vnd.github+json";
/// Of a listing with its 100,000 entries, which the API calls its limit.
constexpr std::size_t most_json_bytes = std::size_t{48} << 20;

bool is_name(std::string_view text) {
  return !text.empty() && text != "." && text != ".." && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

bool is_owner_and_name(std::string_view path) {
  const std::size_t slash = path.find('/');
  return slash != path.npos && is_name(path.substr(0, slash)) && is_name(path.substr(slash + 1));
}

std::string joined(const std::vector<std::string>& sentences) {
  std::string all;
  for (const std::string& sentence : sentences) all += (all.empty() ? "" : "; ") + sentence;
  return all;
}

/// A path of git's configuration may begin with the home directory.
std::string expanded(const std::string& path) {
  return path.starts_with("~/") ? os::home() + path.substr(1) : path;
}

ListedEntry entry_of(const Json& json, const std::string& what) {
  ListedEntry entry;
  entry.mode = text_of(json, "mode", what);
  entry.path = text_of(json, "path", what);
  entry.id = id_of(json, "sha", what);
  const auto size = json.find("size");
  if (size != json.end() && size->is_number_unsigned()) entry.size = size->get<std::uint64_t>();
  return entry;
}

}  // namespace

http::Client::Options client_options(const git::Config& config, const Remote& remote,
                                     const Credential& credential) {
  http::Client::Options options;
  options.product = "git-agents/" GIT_AGENTS_VERSION;
  options.authorities =
      expanded(os::variable("GIT_SSL_CAINFO").value_or(config.text("http.sslCAInfo").value_or("")));
  options.proxy = config.text("http.proxy");
  if (credential.token.empty()) options.limit_advice = credential_advice(remote);
  return options;
}

GitHub::GitHub(Remote remote, Credential credential, http::Client& client)
    : remote_(std::move(remote)), credential_(std::move(credential)), client_(client) {
  if (remote_.kind != Kind::github || !is_owner_and_name(remote_.path)) {
    const std::string name = remote_.host.empty() ? "the address" : "'" + remote_.host + "'";
    throw Error(ErrorCode::invalid, name + " has no API of GitHub's for this repository",
                remote_.host.empty() ? ""
                                     : "if it is a GitHub: git config --global agents." +
                                           remote_.host + ".forge github");
  }
  base_ = remote_.api + "/repos/" + remote_.path;
}

http::Request GitHub::request(const std::string& path, const char* accept) const {
  http::Request request;
  request.url = path.starts_with("/") ? base_ + path : remote_.api + "/" + path;
  request.headers = {{"Accept", accept}, {"X-GitHub-Api-Version", "2022-11-28"}};
  request.bearer = credential_.token;
  request.max_bytes = most_json_bytes;
  request.plain = request.bearer.empty();
  return request;
}

http::Response GitHub::get(const std::string& path) const {
  return client_.send(request(path, json_type));
}

std::string GitHub::words_of(const http::Response& response) const {
  constexpr std::size_t most = std::size_t{64} << 10;
  if (response.body.size() > most) return {};
  const Json json = Json::parse(response.body, nullptr, false);
  if (!json.is_object()) return {};
  std::string all;
  const auto add = [&](const Json& object) {
    const auto message = object.find("message");
    if (message == object.end() || !message->is_string()) return;
    all += (all.empty() ? "" : ": ") + http::one_line(message->get<std::string>());
  };
  add(json);
  const auto errors = json.find("errors");
  if (errors != json.end() && errors->is_array()) {
    for (const Json& error : *errors) {
      if (error.is_object()) add(error);
    }
  }
  const bool tells = !credential_.token.empty() && all.find(credential_.token) != all.npos;
  return tells ? std::string() : all;
}

void GitHub::refuse(const http::Response& response, const std::string& what) const {
  std::string words = words_of(response);
  if (!words.empty()) words.insert(0, ": ");
  const std::string host = "'" + remote_.host + "'";
  const std::string status = " (HTTP " + std::to_string(response.status) + ")";
  const bool nobody = credential_.token.empty();
  const std::string advice =
      nobody ? "asked without a token (" + joined(credential_.tried) + "); " +
                   credential_advice(remote_)
             : "asked with the token of " + credential_.origin + ", which may lack the right to it";
  switch (response.status) {
    case 401:
      throw Error(ErrorCode::network,
                  nobody ? host + " answers nobody without a token" + status
                         : host + " refuses the token of " + credential_.origin + status,
                  nobody ? advice : "renew it, or " + credential_advice(remote_));
    case 403:
      throw Error(ErrorCode::network, host + " forbids " + what + status + words, advice);
    case 404:
      throw Error(ErrorCode::not_found, "there is no " + what + ", or we may not see it" + status,
                  advice);
    case 409:
      throw Error(ErrorCode::not_found,
                  "'" + remote_.host + "/" + remote_.path + "' has no commits yet" + status);
    case 422:
      throw Error(ErrorCode::not_found, "there is no " + what + status + words);
    case 429:
      throw Error(ErrorCode::network, host + " limits our requests" + status + words,
                  "try again later");
    default:
      break;
  }
  constexpr long first_server_error = 500;
  throw Error(response.status >= first_server_error ? ErrorCode::network : ErrorCode::invalid,
              host + " does not give " + what + status + words,
              response.status >= first_server_error ? "try again later" : "");
}

std::string GitHub::body_of(http::Response response, const std::string& what) const {
  if (response.status != 200 && response.status != 201 && response.status != 202) {
    refuse(response, what);
  }
  return std::move(response.body);
}

std::string GitHub::ref_words(const std::string& ref) const {
  return "branch, tag or commit '" + ref + "' in '" + remote_.host + "/" + remote_.path + "'";
}

std::string GitHub::tree_url(const std::string& tree_ish, bool recursive) const {
  return base_ + "/git/trees/" + http::percent_encoded(tree_ish.empty() ? "HEAD" : tree_ish) +
         (recursive ? "?recursive=1" : "");
}

TreeAnswer GitHub::tree(const std::string& tree_ish, bool recursive,
                        const std::string& etag) const {
  const std::string name = "'" + remote_.host + "/" + remote_.path + "'";
  const std::string what = tree_ish.empty()  ? "repository " + name
                           : is_id(tree_ish) ? "tree '" + tree_ish + "' in " + name
                                             : ref_words(tree_ish);
  http::Request asked = request("/", json_type);
  asked.url = tree_url(tree_ish, recursive);
  if (!etag.empty()) asked.headers.emplace_back("If-None-Match", etag);
  http::Response response = client_.send(asked);
  TreeAnswer answer;
  answer.etag = response.header("etag").value_or("");
  if (!http::is_header_text(answer.etag)) answer.etag.clear();
  if (response.status == 304 && !etag.empty()) return answer;
  const Json json = parse_json(body_of(std::move(response), what), what);
  const Json& entries = member(json, "tree", what);
  if (!entries.is_array()) {
    throw Error(ErrorCode::invalid, "the answer about " + what + " has no list as 'tree'");
  }
  Listing listing;
  listing.truncated = flag_of(json, "truncated", false, what);
  listing.entries.reserve(entries.size());
  for (const Json& entry : entries) listing.entries.push_back(entry_of(entry, what));
  answer.listing = std::move(listing);
  return answer;
}

Commit GitHub::commit(const std::string& ref) const {
  const std::string name = ref.empty() ? "HEAD" : ref;
  const std::string what =
      ref.empty() ? "repository '" + remote_.host + "/" + remote_.path + "'" : ref_words(ref);
  // One file of its changes is the least that it can be asked for.
  const Json json = parse_json(
      body_of(get("/commits/" + http::percent_encoded(name) + "?per_page=1"), what), what);
  const Json& tree = member(member(json, "commit", what), "tree", what);
  return {id_of(json, "sha", what), id_of(tree, "sha", what)};
}

std::string GitHub::full_ref(const std::string& ref) const {
  if (ref.empty()) return "refs/heads/" + repository().default_branch;
  if (ref.starts_with("refs/") || is_id(ref)) return ref;
  for (const char* kind : {"heads/", "tags/"}) {
    const http::Response response = get("/git/ref/" + (kind + http::percent_encoded(ref, "/")));
    if (response.status == 200) return std::string("refs/") + kind + ref;
    if (response.status != 404 && response.status != 409 && response.status != 422) {
      refuse(response, ref_words(ref));
    }
  }
  return commit(ref).id;
}

}  // namespace forge
