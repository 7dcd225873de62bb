#include "git-agents/status_report.hpp"

#include <algorithm>
#include <ostream>

#include "git-agents/cache_report.hpp"
#include "os/environment.hpp"
#include "report/human.hpp"
#include "report/json.hpp"

namespace cli {
namespace {

using report::json_string;

constexpr std::size_t shown_held = 5;

std::string label(std::string_view name) {
  std::string text(name);
  text.resize(14, ' ');
  return text;
}

std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

void print_hooks(std::ostream& out, const std::vector<hooks::EventState>& states) {
  const auto current =
      std::ranges::count(states, hooks::Presence::current, &hooks::EventState::presence);
  if (std::ranges::all_of(
          states, [](const auto& state) { return state.presence == hooks::Presence::absent; })) {
    out << label("hooks") << "not installed: run 'git agents install'\n";
    return;
  }
  out << label("hooks") << current << " of " << states.size() << " installed\n";
  for (const auto& state : states) {
    if (state.presence == hooks::Presence::current && state.detail.empty()) continue;
    out << label("") << state.event << ": " << to_string(state.presence);
    if (!state.detail.empty()) out << " (" << report::printable(state.detail) << ')';
    out << '\n';
  }
}

std::string_view trust_words(Trust trust) {
  switch (trust) {
    case Trust::current:
      return "trusted";
    case Trust::changed:
      return "changed since you trusted it: run 'git agents trust'";
    case Trust::never:
      break;
  }
  return "not trusted, so the hooks do not deploy: run 'git agents trust'";
}

void print_sources(std::ostream& out, const StatusReport& status) {
  for (const auto& source : status.sources) {
    out << label("source") << report::printable(source.source.name) << ": " << cache_line(source)
        << '\n';
  }
  if (!status.sources_problem.empty()) {
    out << label("sources") << "unknown: " << report::printable(status.sources_problem) << '\n';
  }
}

/// "3 to write, 1 edited", or "up to date".
std::string target_words(const StatusReport::Target& target) {
  static constexpr std::pair<std::string_view, std::string_view> words[] = {
      {"write", "to write"},
      {"replace", "to replace"},
      {"adopt", "to adopt"},
      {"remove", "to remove"},
      {"edited", "edited"},
      {"foreign", "not ours"},
      {"held", "held back"},
      {"orphan", "no longer wanted"},
      {"waiting", "kept until all sources can be read"},
  };
  std::string text;
  const auto add = [&](std::size_t count, std::string_view what) {
    if (count == 0) return;
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(what);
  };
  for (const auto& [action, what] : words) {
    const auto found = target.actions.find(std::string(action));
    if (found != target.actions.end()) add(found->second, what);
  }
  add(target.collisions, target.collisions == 1 ? "collision" : "collisions");
  return text.empty() ? "up to date" : text;
}

void print_deployment(std::ostream& out, const StatusReport& status) {
  if (!status.deployment_problem.empty()) {
    out << label("deployment") << "unknown: " << report::printable(status.deployment_problem)
        << '\n';
  } else if (status.targets.empty() && status.deployed.empty()) {
    out << label("deployment") << "no targets\n";
  }
  for (const auto& target : status.targets) {
    out << label("deployment") << report::printable(target.id) << ": " << target_words(target)
        << '\n';
    for (std::size_t i = 0; i < target.held.size() && i < shown_held; ++i) {
      out << label("") << "held back: " << report::printable(target.held[i]) << '\n';
    }
    if (!target.held.empty()) {
      out << label("") << "'git agents deploy --accept NAME' lets the hooks deploy it\n";
    }
  }
}

void print_deployed(std::ostream& out, const StatusReport& status) {
  for (const auto& [target, files] : status.deployed) {
    out << label("deployment") << report::printable(target) << ": " << counted(files, "file")
        << " deployed; not in deploy.targets\n";
  }
}

/// `settled`: nothing is left to a person any more.
std::vector<std::string> work_lines(const hooks::WorkReport& work, bool settled) {
  std::vector<std::string> lines;
  if (!work.waiting.empty()) {
    lines.push_back(work.waiting +
                    (work.running ? " is running" : " waits: the next hook starts it"));
  }
  if (!work.last) return lines;
  const auto failure = settled ? std::string() : hooks::failure_words(*work.last);
  lines.push_back((failure.empty() ? work.last->what : failure) + ", " + work.last->time + ", " +
                  std::to_string(work.last->milliseconds) + " ms");
  return lines;
}

std::string_view comma(bool& first) {
  const std::string_view text = first ? "" : ", ";
  first = false;
  return text;
}

/// The members of an object, on one line.
template <class Items, class Print>
void json_members(std::ostream& out, const Items& items, const Print& print) {
  bool first = true;
  for (const auto& item : items) {
    out << comma(first);
    print(item);
  }
}

/// An array of objects, each on a line of its own.
template <class Items, class Print>
void json_array(std::ostream& out, const Items& items, const Print& print) {
  bool first = true;
  out << '[';
  for (const auto& item : items) {
    out << (first ? "\n" : ",\n");
    first = false;
    print(item);
  }
  out << (first ? "]" : "\n]");
}

}  // namespace

std::string_view to_string(hooks::Presence presence) {
  switch (presence) {
    case hooks::Presence::absent:
      return "absent";
    case hooks::Presence::current:
      return "installed";
    case hooks::Presence::outdated:
      return "outdated";
    case hooks::Presence::foreign:
      return "foreign";
    case hooks::Presence::unreachable:
      break;
  }
  return "unreachable";
}

namespace {

void print_repository(std::ostream& out, const StatusReport& status) {
  print_hooks(out, status.hooks);
  if (status.switched_off) {
    out << label("") << "switched off: agents.enabled is false, so they do nothing\n";
  }
  out << label("settings")
      << (status.has_settings ? ".git-agents.yaml" : "none: run 'git agents init'") << '\n';
  if (!status.settings_problem.empty()) {
    out << label("") << report::printable(status.settings_problem) << '\n';
  }
  out << label("trust") << trust_words(status.trust) << '\n';
  out << label("definitions") << counts_text(status.definitions) << '\n';
  out << label("findings") << counted(status.errors, "error") << ", "
      << counted(status.warnings, "warning");
  if (status.known > 0) out << "; " << counted(status.known, "old error") << " in the baseline";
  out << '\n';
  out << label("index");
  if (status.index == "fresh") {
    out << "up to date\n";
  } else if (status.index == "behind") {
    out << "behind HEAD: the next command that reads it brings it there\n";
  } else {
    out << report::printable(status.index) << '\n';
  }
}

}  // namespace

void print_status(std::ostream& out, const StatusReport& status) {
  if (status.in_repository) print_repository(out, status);
  print_sources(out, status);
  print_deployment(out, status);
  print_deployed(out, status);
  for (const auto& operation : status.operations) {
    out << label("operation") << '#' << operation.id << ' ' << report::printable(operation.command)
        << ' ' << os::iso_time(operation.time_ns) << ", " << counted(operation.files, "file")
        << ", " << report::printable(operation.state) << '\n';
  }
  const bool settled = status.work.last && status.work.last->code == 1 && !status.targets.empty() &&
                       std::ranges::none_of(status.targets, [](const auto& target) {
                         return target.actions.contains("held") ||
                                target.actions.contains("edited") ||
                                target.actions.contains("foreign") || target.collisions > 0;
                       });
  for (const auto& line : work_lines(status.work, settled)) {
    out << label("background") << report::printable(line) << '\n';
  }
}

void print_status_json(std::ostream& out, const StatusReport& status) {
  out << "{\"schema\": 1, \"repository\": " << (status.in_repository ? "true" : "false")
      << ", \"hooks\": ";
  json_array(out, status.hooks, [&](const hooks::EventState& state) {
    out << "{\"event\": " << json_string(state.event)
        << ", \"presence\": " << json_string(to_string(state.presence))
        << ", \"path\": " << json_string(state.path)
        << ", \"detail\": " << json_string(state.detail) << '}';
  });
  out << ", \"switched_off\": " << (status.switched_off ? "true" : "false")
      << ", \"settings\": " << (status.has_settings ? "true" : "false")
      << ", \"settings_problem\": " << json_string(status.settings_problem)
      << ", \"trust\": " << json_string(to_string(status.trust)) << ", \"definitions\": {";
  json_members(out, status.definitions, [&](const auto& entry) {
    out << json_string(agent::to_string(entry.first)) << ": " << entry.second;
  });
  out << "}, \"findings\": {\"errors\": " << status.errors << ", \"warnings\": " << status.warnings
      << ", \"infos\": " << status.infos << ", \"baseline\": " << status.known
      << "}, \"index\": " << json_string(status.index) << ", \"targets\": ";
  json_array(out, status.targets, [&](const StatusReport::Target& target) {
    out << "{\"id\": " << json_string(target.id) << ", \"collisions\": " << target.collisions
        << ", \"held\": [";
    json_members(out, target.held, [&](const auto& held) { out << json_string(held); });
    out << "], \"actions\": {";
    json_members(out, target.actions, [&](const auto& action) {
      out << json_string(action.first) << ": " << action.second;
    });
    out << "}}";
  });
  out << ", \"deployed\": ";
  json_array(out, status.deployed, [&](const auto& target) {
    out << "{\"id\": " << json_string(target.first) << ", \"files\": " << target.second << '}';
  });
  out << ", \"sources\": ";
  json_array(out, status.sources,
             [&](const syncing::CacheStatus& source) { out << cache_json(source); });
  out << ", \"sources_problem\": " << json_string(status.sources_problem)
      << ", \"deployment_problem\": " << json_string(status.deployment_problem)
      << ", \"operations\": ";
  json_array(out, status.operations, [&](const track::OperationInfo& operation) {
    out << "{\"id\": " << operation.id << ", \"command\": " << json_string(operation.command)
        << ", \"target\": " << json_string(operation.target)
        << ", \"time\": " << json_string(os::iso_time(operation.time_ns))
        << ", \"state\": " << json_string(operation.state) << ", \"files\": " << operation.files
        << '}';
  });
  const auto& work = status.work;
  out << ", \"worker\": "
      << json_string(work.last ? hooks::failure_words(*work.last) : std::string())
      << ", \"background\": {\"running\": " << (work.running ? "true" : "false")
      << ", \"waiting\": " << json_string(work.waiting) << ", \"last\": ";
  if (work.last) {
    out << "{\"work\": " << json_string(work.last->what)
        << ", \"time\": " << json_string(work.last->time)
        << ", \"milliseconds\": " << work.last->milliseconds << ", \"code\": " << work.last->code
        << ", \"complaint\": " << json_string(work.last->complaint) << '}';
  } else {
    out << "null";
  }
  out << "}}\n";
}

}  // namespace cli
