#include "git-agents/deploy_report.hpp"

#include <map>
#include <ostream>
#include <set>

#include "agent/privileges.hpp"
#include "base/text.hpp"
#include "report/human.hpp"

namespace cli {
namespace {

using deploy::Action;

std::string_view word(Action action, bool dry) {
  switch (action) {
    case Action::write:
      return dry ? "would write" : "wrote";
    case Action::replace:
      return dry ? "would replace" : "replaced";
    case Action::adopt:
      return dry ? "would adopt" : "adopted";
    case Action::remove:
      return dry ? "would remove" : "removed";
    case Action::edited:
      return "kept, edited";
    case Action::foreign:
      return "kept, not ours";
    case Action::held:
      return "held back";
    case Action::orphan:
      return "left over";
    case Action::same:
      return "unchanged";
    case Action::in_place:
      return "in place";
  }
  return "";
}

void print_privileges(std::ostream& out, const deploy::Plan& plan) {
  std::set<std::string> told;
  for (const auto& item : plan.items) {
    if (item.privileges_before == item.privileges_after || !told.insert(item.name).second) continue;
    out << "  privilege change of " << report::printable(item.name) << ":\n";
    for (const auto& line :
         agent::added_privileges(item.privileges_after, item.privileges_before)) {
      out << "    - " << report::printable(line) << "\n";
    }
    for (const auto& line :
         agent::added_privileges(item.privileges_before, item.privileges_after)) {
      out << "    + " << report::printable(line) << "\n";
    }
  }
}

/// " (agents/x.md from owner/repo)", or nothing for the repository's own.
std::string origin_words(const std::string& path, const std::string& source) {
  return source.empty()
             ? std::string()
             : " (" + base::quote_path(path) + " from " + report::printable(source) + ")";
}

std::string of_source(const std::string& path, const std::string& source) {
  return base::quote_path(path) + (source.empty() ? "" : " of " + report::printable(source));
}

std::string_view advice(Action action) {
  switch (action) {
    case Action::edited:
      return "edited files are kept: --force replaces them, and 'git agents undo' brings them back";
    case Action::foreign:
      return "files that were there before are kept: --adopt NAME takes them over";
    case Action::held:
      return "held back definitions are deployed with --accept NAME";
    case Action::orphan:
      return "files that are no longer wanted are removed with --prune";
    default:
      return {};
  }
}

}  // namespace

void print_plan(std::ostream& out, const deploy::Plan& plan, bool dry) {
  out << plan.target.tool << ", " << plan.target.scope << ": "
      << base::quote_path(plan.target.agents) << "\n";
  std::map<Action, std::size_t> counts;
  for (const auto& item : plan.items) {
    ++counts[item.action];
    if (item.action == Action::same || item.action == Action::in_place) continue;
    out << "  " << word(item.action, dry) << "  " << base::quote_path(item.path)
        << origin_words(item.origin_path, item.source);
    if (!item.reason.empty()) out << ": " << report::printable(item.reason);
    out << "\n";
  }
  for (const auto& collision : plan.collisions) {
    out << "  collision  " << base::quote_path(collision.path) << ": "
        << of_source(collision.winner, collision.winner_source) << " is deployed, "
        << of_source(collision.loser, collision.loser_source) << " is not\n";
  }
  print_privileges(out, plan);
  std::string summary;
  for (const auto& [action, count] : counts) {
    summary += (summary.empty() ? "" : ", ") + std::to_string(count) + " " +
               std::string(word(action, dry));
  }
  if (!plan.collisions.empty()) {
    summary += (summary.empty() ? "" : ", ") + std::to_string(plan.collisions.size()) +
               " not deployed because of a collision";
  }
  out << (summary.empty() ? "nothing to deploy" : summary) << "\n";
  for (const auto& [action, count] : counts) {
    if (const auto text = advice(action); !text.empty()) out << "hint: " << text << "\n";
  }
}

}  // namespace cli
