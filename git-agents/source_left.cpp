#include "git-agents/source_left.hpp"

#include <algorithm>
#include <set>

#include "base/shell_word.hpp"
#include "deploy/ledger_paths.hpp"
#include "deploy/origin.hpp"
#include "git-agents/push_report.hpp"
#include "os/file.hpp"
#include "report/human.hpp"
#include "source/user_settings.hpp"
#include "sync/cache_status.hpp"
#include "track/state.hpp"

namespace cli {
namespace {

/// The tools for which something was deployed from the source.
std::set<std::string> tools_of(const syncing::Source& source, const std::string& origin) {
  const auto state =
      track::State::open(track::state_directory(), track::State::Access::read, "source");
  std::set<std::string> tools;
  for (const auto& entry : state.entries()) {
    if (entry.origin != origin) continue;
    if (deploy::origin_path_from(entry.origin_path).source != source.id) continue;
    tools.insert(entry.target.substr(0, entry.target.find(':')));
  }
  return tools;
}

}  // namespace

bool is_left(const syncing::Source& gone, const std::vector<syncing::Source>& others) {
  return std::ranges::find(others, gone.cache, &syncing::Source::cache) == others.end();
}

void tell_local_work(std::ostream& err, const syncing::Source& gone, Session& session,
                     std::int64_t operation) {
  const auto status =
      std::move(syncing::cache_statuses({gone}, {}, session.config(), {.ask = false}).front());
  const std::size_t edits = status.dirty.size();
  if (!status.problem.empty() || status.ahead + edits == 0) return;
  std::string what;
  if (status.ahead > 0) what = counted(status.ahead, "commit");
  if (edits > 0) what += (what.empty() ? "" : " and ") + counted(edits, "edited file");
  const bool one = status.ahead + edits == 1;
  const bool dry = operation == 0;
  const std::string directory = report::printable(base::shell_word(gone.cache));
  err << "warning: " << what
      << (dry   ? " would stay"
          : one ? " stays"
                : " stay")
      << " in " << directory << " and "
      << (dry   ? "no longer be pushed\n"
          : one ? "is no longer pushed\n"
                : "are no longer pushed\n")
      << "  to look at " << (one ? "it" : "them") << ": git -C " << directory << " status\n"
      << "  to push " << (one ? "it" : "them");
  if (dry) {
    err << " first: ";
  } else {
    err << " after all: git agents undo " << operation << "; ";
  }
  err << "git agents push " << report::printable(base::shell_word(gone.name))
      << (edits > 0 ? " -m 'Local edits'\n" : "\n");
}

void tell_deployed(std::ostream& err, const syncing::Source& gone, Session& session,
                   const settings::Settings& after) {
  const bool users = gone.scope == syncing::Scope::user;
  const std::string origin = users ? std::string(os::parent(source::user_settings_file()))
                                   : deploy::origin_of(session.repository());
  std::string prune;
  for (const auto& tool : tools_of(gone, origin)) {
    const bool configured =
        std::ranges::find(after.deploy.targets, tool, &settings::Target::tool) !=
        after.deploy.targets.end();
    const std::string command = base::quoted_command(
        "git agents deploy --prune" + (configured ? "" : " --target " + base::shell_word(tool)) +
        (users && !configured ? " --scope user" : ""));
    if (prune.find(command) != std::string::npos) continue;
    prune += (prune.empty() ? "" : " and ") + command;
  }
  if (prune.empty()) return;
  err << "what was deployed from it stays; " << prune
      << (prune.find("' and '") == std::string::npos ? " removes it\n" : " remove it\n");
}

}  // namespace cli
