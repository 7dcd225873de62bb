#include "approval/risk.hpp"

#include <algorithm>

#include "agent/names.hpp"

namespace approval {
namespace {

RiskLevel level_of_privilege(std::string_view line) {
  if (line.starts_with("permissionMode: bypassPermissions")) return RiskLevel::critical;
  for (const std::string_view key : {"hooks: ", "mcpServers: ", "permissionMode: ", "<<: "}) {
    if (line.starts_with(key)) return RiskLevel::high;
  }
  const bool executes = line == "tools: all" || line.starts_with("tools: Bash") ||
                        line.starts_with("allowed-tools: Bash");
  return executes ? RiskLevel::high : RiskLevel::medium;
}

void add_files(const Request& request, std::vector<Risk>& risks) {
  for (const auto& change : request.changes) {
    if (change.path == agent::settings_file) {
      risks.push_back({RiskLevel::high,
                       change.path,
                       "the configuration changes: what is checked and what needs approval",
                       {}});
    } else if (change.path == agent::baseline_file) {
      risks.push_back({RiskLevel::medium, change.path, "the accepted findings change", {}});
    }
    if (change.new_mode == change.old_mode) continue;
    if (change.new_mode == 0120000) {
      risks.push_back({RiskLevel::medium, change.path, "becomes a symbolic link", {}});
    } else if (change.new_mode == 0160000) {
      risks.push_back({RiskLevel::medium, change.path, "becomes a submodule", {}});
    } else if (change.new_mode == 0100755) {
      risks.push_back({RiskLevel::medium, change.path, "becomes executable", {}});
    }
  }
}

void add_history(const Request& request, std::vector<Risk>& risks) {
  if (request.base.empty()) {
    const std::string reason = request.shallow ? "the history ends early here (a shallow clone)"
                               : request.pushed.tip.empty()
                                   ? "nothing of the target is known here"
                                   : "the target and the change share no history";
    risks.push_back({RiskLevel::medium, {}, reason + ", so everything counts as new", {}});
  } else if (request.pushed.known != PushedCommit::Known::default_branch &&
             request.base != request.pushed.tip) {
    risks.push_back({RiskLevel::medium,
                     {},
                     "the target holds commits that this push does not: they are given up",
                     {}});
  }
  if (!request.privileges_known) {
    risks.push_back(
        {RiskLevel::medium, {}, "what the definitions may do could not be compared", {}});
  }
}

}  // namespace

std::string_view to_string(RiskLevel level) {
  switch (level) {
    case RiskLevel::critical:
      return "critical";
    case RiskLevel::high:
      return "high";
    case RiskLevel::medium:
      return "medium";
    case RiskLevel::low:
      break;
  }
  return "low";
}

std::vector<Risk> risks_of(const Request& request) {
  using What = agent::PrivilegeChange::What;
  std::vector<Risk> risks;
  for (const auto& change : request.privileges) {
    for (const auto& line : change.widened) {
      const std::string kind(agent::to_string(change.kind));
      risks.push_back(
          {level_of_privilege(line), change.path,
           change.what == What::added ? "a new " + kind + " may" : "the " + kind + " may now",
           line});
    }
    if (change.what == What::removed) {
      risks.push_back({RiskLevel::low, change.path, "is removed", {}});
    }
  }
  add_files(request, risks);
  add_history(request, risks);
  std::ranges::stable_sort(risks, {}, &Risk::level);
  return risks;
}

}  // namespace approval
