#include <unistd.h>

#include <algorithm>
#include <ostream>
#include <set>
#include <sstream>

#include "agent/baseline.hpp"
#include "agent/privilege_delta.hpp"
#include "base/error.hpp"
#include "git-agents/range.hpp"
#include "git-agents/validate.hpp"
#include "git/compare.hpp"
#include "report/privilege_delta.hpp"

namespace cli {
namespace {

/// Paths that `now` has otherwise than `then`. Of files on disk, which have no ids, `unlike` tells.
std::set<std::string> changed_paths(const std::vector<git::Entry>& then,
                                    const std::vector<git::Entry>& now,
                                    const std::vector<std::string>& unlike) {
  std::set<std::string> changed(unlike.begin(), unlike.end());
  for (const auto& entry : now) {
    const auto former = source::find_entry(then, entry.path);
    const bool same = former != then.end() &&
                      (entry.id.empty() || (former->id == entry.id && former->mode == entry.mode));
    if (!same) changed.insert(entry.path);
  }
  return changed;
}

/// Findings in changed paths, and others that `then` had not.
base::Diagnostics of_the_change(const base::Diagnostics& now, const base::Diagnostics& then,
                                const std::set<std::string>& changed) {
  std::multiset<agent::BaselineEntry> old;
  for (const auto& diagnostic : then) {
    old.insert({diagnostic.rule, diagnostic.path, agent::fingerprint(diagnostic)});
  }
  base::Diagnostics chosen;
  for (const auto& diagnostic : now) {
    const auto known = old.find({diagnostic.rule, diagnostic.path, agent::fingerprint(diagnostic)});
    const bool is_new = known == old.end();
    if (!is_new) old.erase(known);
    if (is_new || changed.contains(diagnostic.path)) chosen.push_back(diagnostic);
  }
  return chosen;
}

struct Comparison {
  source::Validation then, now;
  Shown shown;
};

Comparison compare(source::Tree& then, source::Tree& now, const ValidateRequest& request,
                   const std::vector<std::string>& unlike) {
  Comparison result;
  result.now = source::validate(now, request.options);
  require_definitions(result.now, request.options.only);
  auto before = request.options;
  before.use_baseline = false;
  result.then = source::validate(then, before);
  result.shown = {result.now.diagnostics, result.now.known};
  if (!result.now.usable) return result;
  const auto changed = changed_paths(then.list(source::listed_paths(result.now.settings)),
                                     result.now.listing, unlike);
  base::Diagnostics known;
  if (result.then.usable) known = result.then.diagnostics;
  result.shown.diagnostics = of_the_change(result.now.diagnostics, known, changed);
  return result;
}

void mention_hidden(const Comparison& comparison, const std::string& then, Session& session) {
  if (comparison.now.usable && !comparison.then.usable) {
    session.err() << "note: the configuration in '" << report::printable(then)
                  << "' cannot be used, so everything is new\n";
  }
  const auto hidden = comparison.now.diagnostics.size() - comparison.shown.diagnostics.size();
  if (hidden == 0) return;
  session.err() << "note: " << hidden << (hidden == 1 ? " finding" : " findings")
                << " in unchanged definitions not shown\n";
}

/// The document with one more key at its end.
std::string with_privileges(std::string json, std::span<const agent::PrivilegeChange> changes) {
  json.erase(json.rfind('}'));
  std::ostringstream text;
  report::json_privileges(text, changes);
  return json + ",\n\"privileges\": " + text.str() + "}\n";
}

}  // namespace

int validate_range(const ValidateRequest& request, Session& session) {
  const Range range = resolve_range(request.range, session);
  const auto then = revision_tree(range.from, session);
  const auto now = revision_tree(range.to, session);
  auto how = request;
  how.options.detail = source::Detail::full;
  const auto comparison = compare(*then, *now, how, {});
  const auto changes = agent::privilege_delta(comparison.then.catalog.definitions,
                                              comparison.now.catalog.definitions);
  std::ostringstream text;
  const int code =
      report_findings(text, STDOUT_FILENO, how, comparison.now, comparison.shown, session);
  if (how.format == report::FindingsFormat::json) {
    session.out() << with_privileges(text.str(), changes);
  } else {
    session.out() << text.str();
  }
  if (how.format == report::FindingsFormat::human) {
    report::human(session.out(), changes, {session.colour(STDOUT_FILENO)});
  }
  mention_hidden(comparison, range.from, session);
  return code;
}

int validate_since(const ValidateRequest& request, Session& session) {
  const auto then = revision_tree(request.since, session);
  const auto now = session.tree(request.staged, request.revision);
  std::vector<std::string> unlike;
  if (!request.staged && request.revision.empty()) {
    unlike = git::paths_unlike(session.repository(), request.since, {});
  }
  const auto comparison = compare(*then, *now, request, unlike);
  const int code = report_findings(session.out(), STDOUT_FILENO, request, comparison.now,
                                   comparison.shown, session);
  mention_hidden(comparison, request.since, session);
  return code;
}

}  // namespace cli
