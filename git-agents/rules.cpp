#include <algorithm>
#include <map>
#include <ostream>

#include "base/edit_distance.hpp"
#include "base/error.hpp"
#include "git-agents/commands.hpp"
#include "git-agents/rule_report.hpp"
#include "git-agents/view.hpp"
#include "report/human.hpp"

namespace cli {
namespace {

constexpr Option options[] = {
    {"format", "How to print them", "FORMAT", "text json markdown"},
};

/// What `.git-agents.yaml` of the work tree says of rules; nothing where it cannot be used.
std::map<std::string, std::string> configured_levels(Session& session) {
  const git::Repository* repository = session.repository_if_any();
  if (repository == nullptr || repository->work_tree.empty()) return {};
  const auto governance = source::govern(*session.tree(false, {}));
  if (!governance.loaded.diagnostics.empty()) return {};
  return governance.loaded.settings.validate.rules;
}

base::Error unknown_rule(const std::string& id) {
  const auto near = base::nearest(id, agent::rule_ids());
  return base::Error(
      base::ErrorCode::not_found, "there is no rule '" + report::printable(id) + "'",
      near ? "did you mean '" + std::string(*near) + "'?" : "'git agents rules' lists them");
}

/// The rules with these ids, all where there are none, in the order of the catalogue.
RuleEntries chosen(const std::vector<std::string>& ids,
                   const std::map<std::string, std::string>& levels) {
  for (const auto& id : ids) {
    if (agent::find_rule(id) == nullptr) throw unknown_rule(id);
  }
  RuleEntries entries;
  for (const agent::RuleGroup* group : agent::rule_groups()) {
    for (const agent::Rule& rule : group->rules) {
      if (!ids.empty() && std::ranges::find(ids, rule.id) == ids.end()) continue;
      const auto level = levels.find(std::string(rule.id));
      entries.push_back(
          {&rule, group->title, level == levels.end() ? default_level(rule) : level->second});
    }
  }
  return entries;
}

int run(const Args& args, Session& session) {
  const auto entries = chosen(args.arguments(), configured_levels(session));
  auto& out = session.out();
  if (wants_json(args)) {
    print_rules_json(out, entries);
  } else if (args.value("format") == "markdown") {
    print_rules_markdown(out, entries, args.arguments().empty());
  } else if (args.arguments().empty()) {
    print_rule_table(out, entries);
  } else {
    for (const RuleEntry& entry : entries) {
      if (&entry != &entries.front()) out << "\n\n";
      print_rule(out, entry);
    }
  }
  return done;
}

}  // namespace

constinit const Command rules_command{"rules",
                                      Group::check,
                                      "list the rules, or explain some",
                                      "[<id>...]",
                                      0,
                                      SIZE_MAX,
                                      Completer::rule,
                                      options,
                                      run};

}  // namespace cli
