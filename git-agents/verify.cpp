#include <unistd.h>

#include <ostream>

#include "git-agents/commands.hpp"
#include "git-agents/range.hpp"
#include "git-agents/validate.hpp"
#include "hooks/here.hpp"
#include "hooks/pushed_trees.hpp"
#include "hooks/target_baselines.hpp"

namespace cli {
namespace {

constexpr Option options[] = {
    {"format", "How to print the findings", "FORMAT", "human text json jsonl sarif github gitlab"},
    {"every", "Also check every commit of the range, not only its end; agents.push.check=every"},
};

/// The commits between, judged as a server that checks every commit judges them.
int verify_steps(const Range& range, Session& session) {
  const auto& repository = session.repository();
  const auto ids = git::object_ids(repository, {range.from + "^{commit}", range.to + "^{commit}"});
  if (ids[0].empty() || ids[1].empty()) return done;  // trees have no commits between them
  const hooks::Pushed tip{.commit = ids[1], .tree = {}, .what = range.to, .baseline_of = ids[0]};
  const auto steps = hooks::commits_between(repository, {tip}, {ids[0]});
  const auto verdict = hooks::judge_pushed(repository, steps);
  session.err() << verdict.notes << verdict.refused;
  return verdict.refused.empty() ? done : findings;
}

int run(const Args& args, Session& session) {
  hooks::see_real_objects();
  const auto range = resolve_range(args.arguments().front(), session);
  const auto now = revision_tree(range.to, session);
  revision_tree(range.from, session);
  const hooks::TargetBaselines baselines(session.repository(), {range.from});
  ValidateRequest request;
  request.format = report::findings_format(args.value("format")).value();
  request.options.memo = session.memo();
  if (const auto* baseline = baselines.of(range.from)) {
    request.options.baseline = &baseline->content;
  }
  const auto validation = source::validate(*now, request.options);
  int code = report_findings(session.out(), STDOUT_FILENO, request, validation,
                             {validation.diagnostics, validation.known}, session);
  if (args.has("every") || hooks::checks_every_commit(session.config())) {
    code = std::max(code, verify_steps(range, session));
  }
  return code;
}

}  // namespace

constinit const Command verify_command{
    .name = "verify",
    .group = Group::check,
    .summary = "check what a range of commits brings, as a server or CI does",
    .arguments = "<range>",
    .min_arguments = 1,
    .max_arguments = 1,
    .options = options,
    .run = run,
};

}  // namespace cli
