#include <algorithm>
#include <thread>

#include "base/error.hpp"
#include "base/text.hpp"
#include "forge/github.hpp"
#include "forge/json.hpp"
#include "http/address.hpp"
#include "http/percent.hpp"

namespace forge {
namespace {

using base::Error;
using base::ErrorCode;
using std::chrono::seconds;

Repository repository_of(const Json& json, const std::string& what) {
  Repository repository;
  repository.full_name = text_of(json, "full_name", what);
  repository.default_branch = text_of(json, "default_branch", what);
  repository.is_fork = flag_of(json, "fork", false, what);
  repository.is_archived = flag_of(json, "archived", false, what);
  repository.may_fork = flag_of(json, "allow_forking", true, what);
  const auto permissions = json.find("permissions");
  if (permissions != json.end() && permissions->is_object() && permissions->contains("push")) {
    repository.may_push = flag_of(*permissions, "push", false, what);
  }
  const auto parent = json.find("parent");
  if (parent != json.end() && parent->is_object()) {
    repository.parent = text_of(*parent, "full_name", what);
  }
  return repository;
}

bool is_same(std::string_view a, std::string_view b) {
  return base::to_lower_ascii(a) == base::to_lower_ascii(b);
}

PullRequest pull_request_of(const Json& json, bool existed, const std::string& what) {
  const Json& number = member(json, "number", what);
  if (!number.is_number_unsigned()) {
    throw Error(ErrorCode::invalid, "the answer about " + what + " has no number as 'number'");
  }
  return {number.get<std::int64_t>(), http::one_line(text_of(json, "html_url", what)), existed};
}

}  // namespace

http::Response GitHub::post(const std::string& path, std::string body) const {
  http::Request asked = request(path, "application/vnd.github+json");
  asked.method = "POST";
  asked.headers.emplace_back("Content-Type", "application/json");
  asked.body = std::move(body);
  return client_.send(asked);
}

std::optional<Repository> GitHub::repository_if(const std::string& full_name) const {
  const std::string what = "repository '" + remote_.host + "/" + full_name + "'";
  http::Response response = get("repos/" + full_name);
  if (response.status == 404) return std::nullopt;
  return repository_of(parse_json(body_of(std::move(response), what), what), what);
}

Repository GitHub::repository() const {
  const std::string what = "repository '" + remote_.host + "/" + remote_.path + "'";
  return repository_of(parse_json(body_of(get("repos/" + remote_.path), what), what), what);
}

std::string GitHub::login() const {
  const std::string what = "user on '" + remote_.host + "'";
  std::string login = text_of(parse_json(body_of(get("user"), what), what), "login", what);
  if (http::percent_encoded(login) == login) return login;
  throw Error(ErrorCode::invalid, "the answer about " + what + " has no name as 'login'");
}

Repository GitHub::fork(seconds at_most) const {
  const std::string what = "fork of '" + remote_.host + "/" + remote_.path + "'";
  const auto is_ours = [&](const Repository& repository) {
    return repository.is_fork && is_same(repository.parent, remote_.path);
  };
  const std::string own = login() + remote_.path.substr(remote_.path.find('/'));
  if (is_same(own, remote_.path)) {
    throw Error(ErrorCode::conflict, "'" + remote_.path + "' is your own: nothing to fork");
  }
  if (auto existing = repository_if(own); existing && is_ours(*existing)) return *existing;
  http::Response response = post("/forks", R"({"default_branch_only":true})");
  if (response.status == 403 || response.status == 422) {
    throw Error(ErrorCode::network,
                "'" + remote_.host + "' makes no " + what + ": " + words_of(response));
  }
  const std::string name =
      text_of(parse_json(body_of(std::move(response), what), what), "full_name", what);
  // It may have another name than ours has, and is made after the answer.
  constexpr seconds longest_pause{8};
  const auto end = std::chrono::steady_clock::now() + at_most;
  for (seconds pause{1};; pause = std::min(pause * 2, longest_pause)) {
    const auto found = name.find_first_of("?#%") == name.npos ? repository_if(name) : std::nullopt;
    if (found && !is_ours(*found)) {
      throw Error(ErrorCode::conflict, "'" + http::one_line(name) + "' is no " + what,
                  "rename that repository, or push to a fork that you made yourself");
    }
    if (found) {
      const auto branch = get("repos/" + name + "/git/ref/heads/" +
                              http::percent_encoded(found->default_branch, "/"));
      if (branch.status == 200) return *found;
    }
    if (std::chrono::steady_clock::now() + pause > end) {
      throw Error(ErrorCode::busy, "the " + what + " is not there yet",
                  "try again in some minutes");
    }
    std::this_thread::sleep_for(pause);
  }
}

PullRequest GitHub::open_pull_request(const PullRequestText& text) const {
  const std::string what = "pull request in '" + remote_.host + "/" + remote_.path + "'";
  const Json body = {{"title", text.title}, {"body", text.body},   {"head", text.head},
                     {"base", text.base},   {"draft", text.draft}, {"maintainer_can_modify", true}};
  http::Response response =
      post("/pulls", body.dump(-1, ' ', false, Json::error_handler_t::replace));
  if (response.status != 422) {
    return pull_request_of(parse_json(body_of(std::move(response), what), what), false, what);
  }
  const std::string problems = words_of(response);
  if (base::to_lower_ascii(problems).find("already exists") != problems.npos) {
    const std::string owner = remote_.path.substr(0, remote_.path.find('/'));
    const std::string head =
        text.head.find(':') == text.head.npos ? owner + ":" + text.head : text.head;
    const Json open =
        parse_json(body_of(get("/pulls?state=open&head=" + http::percent_encoded(head) +
                               "&base=" + http::percent_encoded(text.base)),
                           what),
                   what);
    if (open.is_array() && !open.empty()) return pull_request_of(open.front(), true, what);
  }
  throw Error(ErrorCode::invalid, "'" + remote_.host + "' opens no " + what + ": " + problems);
}

}  // namespace forge
