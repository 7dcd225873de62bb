#include <unistd.h>

#include <filesystem>
#include <ostream>

#include "base/text.hpp"
#include "git-agents/validate.hpp"
#include "repair/apply.hpp"
#include "report/human.hpp"

namespace cli {
namespace {

std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string amount(const repair::Plan& plan) {
  return counted(plan.findings(), "finding") + " in " + counted(plan.files.size(), "file");
}

void report_refusals(const repair::Plan& plan, Session& session) {
  auto& err = session.err();
  for (const auto& [diagnostic, reason, hint] : plan.refused) {
    err << "not fixed: " << base::quote_path(diagnostic.path);
    if (diagnostic.place.line != 0) err << ":" << diagnostic.place.line;
    err << ": [" << diagnostic.rule << "] " << report::printable(reason);
    if (!hint.empty()) err << "; " << report::printable(hint);
    err << "\n";
  }
}

track::State open_state(const ValidateRequest& request, Session& session) {
  using Access = track::State::Access;
  auto state = track::State::open(track::state_directory(),
                                  request.dry_run ? Access::read : Access::write, "validate --fix");
  for (const auto& sentence : state.recovered()) session.err() << "note: " << sentence << "\n";
  return state;
}

}  // namespace

int validate_and_fix(const ValidateRequest& request, Session& session) {
  const auto tree = session.tree(false, {});
  const git::Repository* repository = session.repository_if_any();
  auto state = open_state(request, session);
  repair::FindGuards guards;
  if (repository != nullptr) guards = repair::guards_of(*repository, state);
  const auto plan = repair::plan(*tree, request.options, guards, repair::Renames::yes);
  require_definitions(plan.left, request.options.only);

  int code = done;
  if (request.dry_run) {
    session.out() << repair::patch(plan);
    code = verdict(request, plan.left, plan.left.diagnostics);
    if (!plan.left.usable) {
      report::human(session.err(), plan.left.diagnostics, {session.colour(STDERR_FILENO)});
    }
    session.err() << "would fix " << amount(plan) << "; "
                  << counted(plan.left.diagnostics.size(), "finding") << " would remain\n";
  } else {
    const auto root = track::canonical_path(
        repository != nullptr ? repository->work_tree : std::filesystem::current_path().string());
    const auto operation = repair::apply(plan, root, state);
    code = report_findings(session.out(), STDOUT_FILENO, request, plan.left,
                           {plan.left.diagnostics, plan.left.known}, session);
    if (operation != 0) {
      session.err() << "fixed " << amount(plan) << "; undo with 'git agents undo"
                    << (repository == nullptr ? " " + std::to_string(operation) : std::string())
                    << "'\n";
    }
  }
  report_refusals(plan, session);
  return plan.refused.empty() ? code : findings;
}

}  // namespace cli
