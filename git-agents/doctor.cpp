#include <algorithm>
#include <array>
#include <ostream>

#include "base/error.hpp"
#include "git-agents/commands.hpp"
#include "git-agents/doctor_checks.hpp"
#include "git-agents/trust_record.hpp"
#include "index/memo.hpp"
#include "report/human.hpp"
#include "report/json.hpp"

namespace cli {
namespace {

constexpr std::array<Option, 1> options = {
    Option{.name = "format", .text = "How to print it", .value = "FORMAT", .choices = "human json"},
};

void print(std::ostream& out, const Checks& checks) {
  for (const auto& check : checks) {
    std::string level(to_string(check.level));
    level.resize(8, ' ');
    out << level << check.about << ": " << report::printable(check.message) << '\n';
    if (!check.advice.empty()) out << "        " << report::printable(check.advice) << '\n';
  }
}

void print_json(std::ostream& out, const Checks& checks) {
  out << "{\"schema\": 1, \"checks\": [";
  for (std::size_t i = 0; i < checks.size(); ++i) {
    out << (i == 0 ? "\n" : ",\n")
        << "{\"level\": " << report::json_string(to_string(checks[i].level))
        << ", \"about\": " << report::json_string(checks[i].about)
        << ", \"message\": " << report::json_string(checks[i].message)
        << ", \"advice\": " << report::json_string(checks[i].advice) << '}';
  }
  out << "\n]}\n";
}

int run(const Args& args, Session& session) {
  Checks checks;
  check_machine(checks);
  if (session.repository_if_any() != nullptr) {
    check_repository(session, checks);
    check_git_settings(session, checks);
    check_hooks(session, checks);
  }
  if (args.value("format") == "json") {
    print_json(session.out(), checks);
  } else {
    print(session.out(), checks);
  }
  const bool failed = std::ranges::any_of(
      checks, [](const Check& check) { return check.level == Check::Level::error; });
  return failed ? Exit::findings : Exit::done;
}

/// Only tracked built files are staged: somebody has to add them once.
void check_staging(Session& session, Checks& checks) {
  try {
    const auto& build = session.settings().build;
    if (!build.stage || build.output.empty()) return;
    const auto tracked =
        git::query_if(session.repository(), {"ls-files", "-z", "--", build.output});
    if (!tracked || !tracked->empty()) return;
    checks.push_back({Check::Level::warning, "build.stage",
                      "no built file is tracked, so none is staged",
                      "git agents build && git add " + build.output});
  } catch (const base::Error&) {
    // Settings that cannot be read are told of already.
  }
}

}  // namespace

void check_repository(Session& session, Checks& checks) {
  using enum Check::Level;
  const auto& repository = session.repository();
  const auto tried = [&](const std::string& about, const std::string& fine, const auto& attempt) {
    try {
      attempt();
      checks.push_back({ok, about, fine, ""});
    } catch (const base::Error& problem) {
      checks.push_back({error, about, problem.message(), problem.hint()});
    }
  };
  if (!repository.work_tree.empty()) {
    tried("settings", "can be read", [&] {
      if (trust_state(session.config(), session.settings()) == Trust::changed) {
        checks.push_back({warning, "trust", "the configuration changed since you trusted it",
                          "run 'git agents trust'"});
      }
    });
    check_staging(session, checks);
    tried("index", "can be opened", [&] { session.index(); });
  }
  if (indexing::MemoDb::open(repository) == nullptr) {
    checks.push_back({warning, "memo", "cannot be opened, so nothing is remembered between runs",
                      "make '" + repository.common_dir + "/agents' writable"});
  } else {
    checks.push_back({ok, "memo", "can be opened", ""});
  }
}

constinit const Command doctor_command{
    .name = "doctor",
    .group = Group::start,
    .summary = "check that hooks, programs and state are sound, and say what to do",
    .arguments = "",
    .options = options,
    .run = run,
};

}  // namespace cli
