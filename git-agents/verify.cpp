#include <unistd.h>

#include <algorithm>
#include <ostream>
#include <set>

#include "git-agents/commands.hpp"
#include "git-agents/range.hpp"
#include "git-agents/validate.hpp"
#include "hooks/definition_sets.hpp"
#include "hooks/here.hpp"
#include "hooks/pushed_trees.hpp"
#include "hooks/target_baselines.hpp"

namespace cli {
namespace {

constexpr Option options[] = {
    {"format", "How to print the findings", "FORMAT", "human text json jsonl sarif github gitlab"},
    {"every", "Also check every commit of the range, not only its end; agents.push.check=every"},
};

bool is_same(const base::Diagnostic& a, const base::Diagnostic& b) {
  return a.rule == b.rule && a.path == b.path && a.place.excerpt == b.place.excerpt;
}

class Verification {
 public:
  Verification(const Args& args, Session& session)
      : session_(session),
        repository_(session.repository()),
        range_(resolve_range(args.arguments().front(), session)),
        ends_(git::object_ids(repository_, {range_.from + "^{commit}", range_.to + "^{commit}"})),
        baselines_(repository_, {range_.from}),
        baseline_(ends_[0].empty() ? nullptr : baselines_.of(range_.from)),
        judge_(repository_) {
    revision_tree(range_.from, session);
    request_.format = report::findings_format(args.value("format")).value();
    request_.options.memo = judge_.memo();
    if (baseline_) request_.options.baseline = &baseline_->content;
  }

  int run(bool every) {
    const auto now = revision_tree(range_.to, session_);
    const auto validation = source::validate(*now, request_.options);
    Shown shown{validation.diagnostics, validation.known};
    if (every && !ends_[1].empty()) add_steps(shown.diagnostics);
    const int code =
        report_findings(session_.out(), STDOUT_FILENO, request_, validation, shown, session_);
    tell_stale();
    return code;
  }

 private:
  /// What commits between have that is in none after them, each with the commit.
  void add_steps(base::Diagnostics& diagnostics) {
    const hooks::Pushed tip{
        .commit = ends_[1], .tree = {}, .what = range_.to, .baseline_of = std::nullopt};
    std::vector<std::string> there;
    if (!ends_[0].empty()) there.push_back(ends_[0]);
    const auto steps = hooks::commits_between(repository_, {tip}, there);
    std::vector<std::string> names;
    for (const auto& step : steps) names.push_back(step.commit + "^{tree}");
    const auto ids = git::object_ids(repository_, names);
    const std::set<std::string> trees(ids.begin(), ids.end());
    const hooks::DefinitionSets sets(repository_, {trees.begin(), trees.end()});
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (!judged(ids[i], sets.of(ids[i])).failed) continue;
      const auto validation =
          source::validate(*source::tree_by_id(repository_, ids[i]), request_.options);
      add(validation, steps[i].commit, diagnostics);
    }
  }

  hooks::Verdict judged(const std::string& id, const hooks::DefinitionSets::Set& set) {
    const auto key = judge_.key(set.paths, hooks::listing_text(set.entries), baseline_);
    const auto tree = source::tree_by_id(repository_, id, {set.paths, set.entries});
    return judge_.judge(*tree, key, baseline_).verdict;
  }

  static void add(const source::Validation& validation, const std::string& commit,
                  base::Diagnostics& diagnostics) {
    for (auto diagnostic : validation.diagnostics) {
      if (diagnostic.severity < validation.settings.validate.fail_on) continue;
      const auto same = [&](const auto& known) { return is_same(known, diagnostic); };
      if (std::ranges::any_of(diagnostics, same)) continue;
      diagnostic.message += ", in commit " + commit.substr(0, shown_digits);
      diagnostics.push_back(std::move(diagnostic));
    }
  }

  void tell_stale() {
    const auto tree = git::tree_of(repository_, range_.to);
    if (!tree) return;
    const hooks::DefinitionSets sets(repository_, {*tree});
    session_.err() << hooks::stale_note(judged(*tree, sets.of(*tree)).stale, "");
  }

  static constexpr std::size_t shown_digits = 12;
  Session& session_;
  const git::Repository& repository_;
  Range range_;
  std::vector<std::string> ends_;  ///< the commits; "" where an end is none
  hooks::TargetBaselines baselines_;
  const hooks::Baseline* baseline_;
  hooks::Judge judge_;
  ValidateRequest request_;
};

int run(const Args& args, Session& session) {
  hooks::see_real_objects();
  const bool every = args.has("every") || hooks::checks_every_commit(session.config());
  return Verification(args, session).run(every);
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
