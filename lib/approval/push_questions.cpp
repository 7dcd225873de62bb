#include "approval/push_questions.hpp"

#include <algorithm>

#include "agent/names.hpp"
#include "git/repository.hpp"

namespace approval {
namespace {

std::string commit_of(const std::string& name) {
  return name + "^{commit}";
}
std::string settings_of(const std::string& name) {
  return name + ":" + std::string(agent::settings_file);
}

/// A URL and a path have no remote-tracking refs, and a URL may hold a password.
bool is_remote_name(std::string_view remote) {
  return !remote.empty() && remote.front() != '/' && remote.front() != '.' &&
         remote.find_first_of(":@ ~^?*[\\\n") == std::string_view::npos;
}

}  // namespace

PushQuestions::PushQuestions(std::string_view remote, std::vector<git::PushedRef> refs)
    : refs_(std::move(refs)) {
  if (is_remote_name(remote)) prefix_ = "refs/remotes/" + std::string(remote) + "/";
  std::erase_if(refs_, [](const git::PushedRef& ref) {
    return ref.deletes() || ref.remote_ref == record_branch;
  });
  for (const auto& ref : refs_) {
    ask_of_commit(ref.local_id);
    ask(ref.local_id + "^{tree}");
    if (!git::is_zero_id(ref.remote_id)) {
      ask_of_commit(ref.remote_id);
      if (const auto name = tracking(ref.remote_ref); !name.empty()) ask_of_commit(name);
    }
  }
  if (refs_.empty()) return;
  for (const auto& name : defaults()) ask_of_commit(name);
}

void PushQuestions::ask(const std::string& name) {
  if (places_.emplace(name, names_.size()).second) names_.push_back(name);
}

void PushQuestions::ask_of_commit(const std::string& name) {
  ask(commit_of(name));
  ask(settings_of(name));
}

std::string PushQuestions::tracking(const std::string& ref) const {
  constexpr std::string_view branches = "refs/heads/";
  if (prefix_.empty() || !ref.starts_with(branches)) return {};
  return prefix_ + ref.substr(branches.size());
}

std::vector<std::string> PushQuestions::defaults() const {
  if (prefix_.empty()) return {};
  return {prefix_ + "HEAD", prefix_ + "main", prefix_ + "master"};
}

std::vector<PushedCommit> PushQuestions::answers(const std::vector<std::string>& ids) const {
  using Known = PushedCommit::Known;
  const auto id = [&](const std::string& name) { return ids.at(places_.at(name)); };
  std::vector<PushedCommit> commits;
  for (const auto& ref : refs_) {
    PushedCommit commit{.ref = ref,
                        .head = id(commit_of(ref.local_id)),
                        .tree = id(ref.local_id + "^{tree}"),
                        .settings = id(settings_of(ref.local_id)),
                        .tip = {},
                        .tip_ref = {},
                        .tip_settings = {}};
    if (commit.head.empty()) continue;
    const auto take = [&](const std::string& name, Known known, const std::string& shown) {
      if (name.empty() || commit.known != Known::nothing) return;
      const std::string tip = id(commit_of(name));
      if (tip.empty()) return;
      commit.known = known;
      commit.tip = tip;
      commit.tip_ref = shown;
      commit.tip_settings = id(settings_of(name));
    };
    if (!git::is_zero_id(ref.remote_id)) {
      take(ref.remote_id, Known::reported, {});
      const auto name = tracking(ref.remote_ref);
      take(name, Known::tracking, name);
    }
    for (const auto& name : defaults()) take(name, Known::default_branch, name);
    commits.push_back(std::move(commit));
  }
  return commits;
}

}  // namespace approval
