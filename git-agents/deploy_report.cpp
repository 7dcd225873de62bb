#include "git-agents/deploy_report.hpp"

#include <algorithm>
#include <map>
#include <ostream>
#include <set>

#include "agent/graph.hpp"
#include "agent/privileges.hpp"
#include "base/shell_word.hpp"
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

/// Kept as it is, and told last: a person must look at it.
bool is_kept(Action action) {
  return action == Action::edited || action == Action::foreign || action == Action::held;
}

void print_privileges(std::ostream& out, const deploy::Plan& plan) {
  std::set<std::string> told;
  for (const auto& item : plan.items) {
    // What is not deployed changes nothing.
    if (is_kept(item.action) || item.privileges_before == item.privileges_after) continue;
    if (!told.insert(item.name).second) continue;
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

namespace {

void print_item(std::ostream& out, const deploy::Item& item, bool dry) {
  out << "  " << word(item.action, dry) << "  " << base::quote_path(item.path)
      << origin_words(item.origin_path, item.source);
  if (!item.reason.empty()) out << ": " << report::printable(item.reason);
  // The name may be another than the file's.
  if (item.action == Action::held || item.action == Action::foreign) {
    if (agent::match_key(item.name) != agent::match_key(deploy::definition_stem(item.path))) {
      out << (item.action == Action::held ? "; --accept " : "; --adopt ")
          << base::shell_word(report::printable(item.name));
    }
  }
  out << "\n";
}

std::string_view collision_advice(const deploy::Plan& plan) {
  const bool of_sources = std::ranges::any_of(plan.collisions, [](const auto& collision) {
    return !collision.by_rank && collision.winner_source != collision.loser_source;
  });
  return of_sources ? "'priority' or 'tier' of one of the two sources settles a collision, "
                      "'detect' and 'path' choose what is deployed"
                    : "two definitions of one repository cannot both be deployed: rename one, or "
                      "let 'detect' or 'path' choose";
}

/// Those that ranks decided, or those that nothing but the order did.
void print_collisions(std::ostream& out, const deploy::Plan& plan, bool by_rank) {
  for (const auto& collision : plan.collisions) {
    if (collision.by_rank != by_rank) continue;
    out << (by_rank ? "  outranked  " : "  collision  ") << base::quote_path(collision.path) << ": "
        << of_source(collision.winner, collision.winner_source) << " is deployed, "
        << of_source(collision.loser, collision.loser_source) << " is not\n";
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
    if (!is_kept(item.action)) print_item(out, item, dry);
  }
  print_collisions(out, plan, true);
  print_privileges(out, plan);
  for (const Action action : {Action::edited, Action::foreign, Action::held}) {
    for (const auto& item : plan.items) {
      if (item.action == action) print_item(out, item, dry);
    }
  }
  print_collisions(out, plan, false);
  std::string summary;
  for (const auto& [action, count] : counts) {
    summary += (summary.empty() ? "" : ", ") + std::to_string(count) + " " +
               std::string(word(action, dry));
  }
  const auto outranked = static_cast<std::size_t>(
      std::ranges::count_if(plan.collisions, [](const auto& c) { return c.by_rank; }));
  const std::size_t tied = plan.collisions.size() - outranked;
  const auto add = [&](std::size_t count, std::string_view what) {
    if (count == 0) return;
    summary += (summary.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(what);
  };
  std::size_t waiting = 0;
  for (const auto& [source, files] : plan.waiting) waiting += files;
  add(waiting, "kept until all sources can be read");
  add(outranked, "outranked");
  add(tied, "not deployed because of a collision");
  out << (summary.empty() ? "nothing to deploy" : summary) << "\n";
  for (const auto& [action, count] : counts) {
    if (const auto text = advice(action); !text.empty()) out << "hint: " << text << "\n";
  }
  if (tied > 0) out << "hint: " << collision_advice(plan) << "\n";
}

}  // namespace cli
