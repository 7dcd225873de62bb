#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "support/loopback_server.hpp"
#include "support/temp_repo.hpp"

namespace test {

/// What GitHub's API answers about the repository "o/r", made from a git repository by git. A test
/// may answer first.
class GitApi {
 public:
  using Asked = LoopbackServer::Asked;
  using Reply = LoopbackServer::Reply;

  explicit GitApi(const TempRepo& repo)
      : repo_(repo), server_([this](const Asked& asked) {
          Reply reply;
          if (first && first(asked, reply)) return reply;
          reply = answer(asked);
          if (last) last(asked, reply);
          return reply;
        }) {}

  LoopbackServer& server() { return server_; }
  std::string url() const { return server_.url("/o/r"); }
  /// Asked before git is; true where `reply` is the answer. Set while nobody asks.
  std::function<bool(const Asked&, Reply&)> first;
  /// Given git's answer, to change it.
  std::function<void(const Asked&, Reply&)> last;
  bool with_etags = true;

 private:
  Reply answer(const Asked& asked) {
    const std::string base = "/api/v3/repos/o/r";
    if (!asked.path.starts_with(base)) return {404, R"({"message":"Not Found"})"};
    std::string path = asked.path.substr(base.size());
    const bool recursive = path.find("recursive=") != path.npos;
    path = path.substr(0, path.find('?'));
    for (std::size_t at; (at = path.find("%2F")) != path.npos;) path.replace(at, 3, "/");
    try {
      if (path.empty()) return {200, R"({"full_name":"o/r","default_branch":"main"})"};
      if (const auto ref = after(path, "/git/ref/")) {
        run_git(repo_.path(), {"rev-parse", "--verify", "refs/" + *ref});
        return {200, "{}"};
      }
      if (const auto ref = after(path, "/commits/")) return {200, commit(*ref)};
      if (const auto id = after(path, "/git/blobs/")) return {200, blob(*id)};
      if (const auto name = after(path, "/git/trees/")) return tree(*name, recursive, asked);
    } catch (const std::runtime_error&) {
    }
    return {404, R"({"message":"Not Found"})"};
  }

  static std::optional<std::string> after(const std::string& path, const std::string& prefix) {
    if (!path.starts_with(prefix)) return std::nullopt;
    return path.substr(prefix.size());
  }

  std::string commit(const std::string& ref) const {
    const std::string id = run_git(repo_.path(), {"rev-parse", "--verify", ref + "^{commit}"});
    const std::string root = run_git(repo_.path(), {"rev-parse", id + "^{tree}"});
    return nlohmann::json{{"sha", id}, {"commit", {{"tree", {{"sha", root}}}}}}.dump();
  }

  std::string blob(const std::string& id) const {
    os::Command git;
    git.argv = {"git", "cat-file", "blob", id};
    git.directory = repo_.path();
    const os::Result result = os::run(git);
    if (!result.ok()) throw std::runtime_error(result.error);
    return result.output;
  }

  Reply tree(const std::string& name, bool recursive, const Asked& asked) const {
    const std::string id = run_git(repo_.path(), {"rev-parse", "--verify", name + "^{tree}"});
    const std::string etag = "W/\"" + id + (recursive ? "r" : "") + "\"";
    const std::string header = with_etags ? "ETag: " + etag : "X-None: 1";
    const auto known = asked.headers.find("if-none-match");
    if (with_etags && known != asked.headers.end() && known->second == etag) {
      return {304, "", {header}};
    }
    os::Command git;
    git.argv = {"git", "ls-tree", "-z", "-l", id};
    if (recursive) git.argv.insert(git.argv.begin() + 2, {"-r", "-t"});
    git.directory = repo_.path();
    nlohmann::json entries = nlohmann::json::array();
    const std::string output = os::run(git).output;
    for (std::string_view rest = output; !rest.empty();) {
      const std::string_view record = rest.substr(0, rest.find('\0'));
      rest.remove_prefix(record.size() + 1);
      const std::size_t tab = record.find('\t');
      const std::string_view head = record.substr(0, tab);
      const std::string_view type = head.substr(7, head.find(' ', 7) - 7);
      const std::string_view object = head.substr(8 + type.size(), 40);
      const std::string size(head.substr(head.rfind(' ') + 1));
      nlohmann::json entry = {{"mode", head.substr(0, 6)},
                              {"type", type},
                              {"sha", object},
                              {"path", record.substr(tab + 1)},
                              {"url", "http://example.invalid/"}};
      if (size != "-") entry["size"] = std::stoul(size);
      entries.push_back(std::move(entry));
    }
    const nlohmann::json body = {{"sha", id}, {"tree", entries}, {"truncated", false}};
    return {200, body.dump(), {header}};
  }

  const TempRepo& repo_;
  LoopbackServer server_;
};

}  // namespace test
