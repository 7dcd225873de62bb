#include "approval/request.hpp"

#include <nlohmann/json.hpp>

#include "approval/risk.hpp"
#include "base/text.hpp"
#include "git/remote_identity.hpp"
#include "os/digest.hpp"
#include "os/environment.hpp"

namespace approval {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t day_ns = 86'400'000'000'000;

/// Sorted keys are those of nlohmann's own map; with ASCII alone no terminal obeys what is inside.
std::string canonical(const Json& json) {
  return json.dump(-1, ' ', true, Json::error_handler_t::replace) + "\n";
}

Json known(const std::string& text) {
  if (text.empty()) return nullptr;
  return text;
}

std::string_view word(PushedCommit::Known known) {
  switch (known) {
    case PushedCommit::Known::reported:
      return "remote";
    case PushedCommit::Known::tracking:
      return "remote-tracking";
    case PushedCommit::Known::default_branch:
      return "default-branch";
    case PushedCommit::Known::nothing:
      break;
  }
  return "none";
}

std::string shortened(std::string_view text) {
  constexpr std::size_t most_code_points = 200;
  const std::string valid = base::to_valid_utf8(text);
  std::string_view rest = valid;
  for (std::size_t i = 0; i < most_code_points && !rest.empty(); ++i) base::take_code_point(rest);
  if (rest.empty()) return valid;
  return valid.substr(0, valid.size() - rest.size()) + "…";
}

std::string title(const Request& request) {
  if (!request.commits.empty() && !request.commits.front().subject.empty()) {
    return shortened(request.commits.front().subject);
  }
  return "Push to " + base::to_valid_utf8(request.pushed.ref.remote_ref);
}

Json policy(const Request& request) {
  const auto& pushed = request.pushed;
  if (pushed.tip.empty()) return nullptr;
  return {{"source_ref", known(pushed.tip_ref)},
          {"commit", pushed.tip},
          {"blob", known(pushed.tip_settings)},
          {"version", nullptr}};
}

Json risk_counts(const Request& request) {
  Json counts = {{"critical", 0}, {"high", 0}, {"medium", 0}, {"low", 0}};
  for (const auto& risk : risks_of(request)) {
    auto& count = counts[std::string(to_string(risk.level))];
    count = count.get<int>() + 1;
  }
  return counts;
}

}  // namespace

std::string execution_id(std::int64_t created_ns, std::string_view digest, std::size_t digits) {
  return os::iso_time(created_ns).substr(0, 10) + "_task-push-" +
         std::string(digest_hex(digest).substr(0, digits));
}

std::string metadata_json(const Request& request) {
  Json triggers = Json::array();
  for (const auto& trigger : request.triggers) {
    triggers.push_back({{"rule", trigger.rule}, {"detail", trigger.detail}});
  }
  const auto task = request.execution_id.find("push-");
  return canonical({
      {"schema", "https://git-agents/execution/v1"},
      {"execution_id", request.execution_id},
      {"task_id", request.execution_id.substr(std::min(task, request.execution_id.size()))},
      {"title", title(request)},
      {"created_at", os::iso_time(request.created_ns)},
      {"expires_at", os::iso_time(request.created_ns + open_days * day_ns)},
      {"requested_by", {{"kind", "human"}, {"id", known(request.person.email)}}},
      {"performed_by",
       {{"kind", nullptr},
        {"id", known(request.person.email)},
        {"name", known(request.person.name)},
        {"definition_path", nullptr},
        {"definition_blob", nullptr}}},
      {"trigger", triggers},
      {"risk", risk_counts(request)},
      {"policy", policy(request)},
      {"required", nullptr},
      {"supersedes", nullptr},
      {"tool", "git-agents " GIT_AGENTS_VERSION},
  });
}

std::string target_repos_json(const Request& request) {
  Json stats = {{"files", request.changes.size()}, {"insertions", nullptr}, {"deletions", nullptr}};
  if (request.lines) {
    stats["insertions"] = request.lines->insertions;
    stats["deletions"] = request.lines->deletions;
  }
  const auto& pushed = request.pushed;
  const Json repository = {
      {"slug", git::identity_slug(request.identity)},
      {"repo", request.identity},
      {"strategy", "push"},
      {"access", nullptr},
      {"target_ref", pushed.ref.remote_ref},
      {"head_ref", pushed.ref.local_ref},
      {"target_tip", known(pushed.tip)},
      {"target_tip_source", word(pushed.known)},
      {"base_commit", known(request.base)},
      {"head_commit", pushed.head},
      {"head_tree", pushed.tree},
      {"change_digest", request.digest},
      {"stats", stats},
      {"evidence", Json::object()},
      {"pr", nullptr},
  };
  return canonical(
      {{"schema", "https://git-agents/targets/v1"}, {"repos", Json::array({repository})}});
}

std::string request_digest(std::string_view metadata, std::string_view target_repos) {
  os::Sha256 hash;
  hash.update(metadata);
  hash.update(std::string_view("", 1));
  hash.update(target_repos);
  return hash.hex();
}

}  // namespace approval
