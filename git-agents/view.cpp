#include "git-agents/view.hpp"

#include <ostream>
#include <vector>

#include "agent/names.hpp"
#include "base/edit_distance.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "report/human.hpp"

namespace cli {

namespace {

/// The answer of a command that looks up is then by the default configuration: better than none.
void warn_of_settings(const Args& args, Session& session) {
  for (const auto& problem : source::govern(*chosen_tree(args, session)).loaded.diagnostics) {
    if (problem.path != agent::settings_file) continue;
    session.err() << "warning: the configuration is not used: " << base::quote_path(problem.path);
    if (problem.place.line != 0) session.err() << ":" << problem.place.line;
    session.err() << ": " << report::printable(problem.message) << "\n";
    return;
  }
}

}  // namespace

indexing::DefinitionIndex& look(const Args& args, Session& session) {
  warn_of_settings(args, session);
  auto& index = session.index();
  const auto revision = args.value("rev");
  if (args.has("staged")) {
    index.look_at_staged(session.memo());
  } else if (!revision.empty()) {
    index.look_at_revision(revision, session.memo());
  } else {
    if (session.repository().work_tree.empty()) {
      throw base::Error(base::ErrorCode::not_found, "this repository has no work tree",
                        "'--rev HEAD' reads the last commit");
    }
    index.look_at_work_tree(session.memo());
  }
  return index;
}

std::unique_ptr<source::Tree> chosen_tree(const Args& args, Session& session) {
  return session.tree(args.has("staged"), args.value("rev"));
}

std::optional<indexing::Row> find_one(indexing::DefinitionIndex& index, const std::string& name,
                                      Session& session) {
  auto rows = index.find(name);
  if (rows.empty() && (name.find('/') != std::string::npos || name.ends_with(".md"))) {
    rows = index.find(session.repository_path(name));
  }
  if (rows.size() == 1) return std::move(rows.front());
  auto& err = session.err();
  if (rows.empty()) {
    err << "error: there is no definition '" << report::printable(name) << "'\n";
    const auto names = index.names();
    const std::vector<std::string_view> views(names.begin(), names.end());
    if (const auto near = base::nearest(name, views)) {
      err << "hint: did you mean '" << report::printable(*near) << "'?\n";
    } else {
      err << "hint: 'git agents list' shows all\n";
    }
    return std::nullopt;
  }
  err << "error: '" << report::printable(name) << "' names " << rows.size() << " definitions\n";
  for (const auto& row : rows) err << "  " << row.kind << " " << base::quote_path(row.path) << "\n";
  err << "hint: give the path\n";
  return std::nullopt;
}

bool wants_json(const Args& args) {
  return args.value("format") == "json";
}

}  // namespace cli
