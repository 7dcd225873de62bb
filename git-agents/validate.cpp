#include <unistd.h>

#include <algorithm>
#include <ostream>

#include "agent/names.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "git-agents/commands.hpp"
#include "git-agents/session.hpp"
#include "git-agents/view.hpp"
#include "os/file.hpp"
#include "report/human.hpp"
#include "report/json.hpp"

namespace cli {
namespace {

constexpr Option options[] = {
    staged_option,
    rev_option,
    {"format", "How to print the findings", "FORMAT", "human json"},
    {"strict", "Treat warnings as errors"},
    {"write-baseline", "Accept the present errors in .git-agents-baseline.json"},
};

int write_baseline(Session& session, const source::Validation& validation) {
  const auto& repository = session.repository();
  if (!validation.usable) {
    throw base::Error(base::ErrorCode::invalid, "the baseline was not written",
                      "first correct the configuration: git agents validate");
  }
  const auto baseline = agent::Baseline::of(validation.diagnostics);
  const auto path = os::join(repository.work_tree, agent::baseline_file);
  os::write_atomically(path, baseline.text(), os::Sync::yes);
  session.err() << "accepted " << baseline.entries.size()
                << (baseline.entries.size() == 1 ? " error" : " errors") << " in "
                << agent::baseline_file << "\n";
  return done;
}

/// A path that holds no definition was not checked, and nobody should believe that it was.
void require_definitions(const source::Validation& validation,
                         const std::vector<std::string>& paths) {
  for (const auto& path : paths) {
    const bool found =
        path.empty() || path == agent::settings_file ||
        std::ranges::any_of(validation.catalog.definitions, [&](const auto& definition) {
          return definition.path == path || definition.path.starts_with(path + "/");
        });
    if (found || !validation.usable) continue;
    throw base::Error(base::ErrorCode::not_found,
                      "'" + base::quote_path(path) + "' holds no definition",
                      "'git agents list' shows where the definitions are");
  }
}

/// Definitions in well-known places that the configuration does not name: nobody looks at them.
void mention_others(source::Tree& tree, const source::Validation& validation, Session& session) {
  if (validation.settings.definitions.empty() || !validation.usable) return;
  const agent::Classifier configured(validation.settings);
  settings::Settings everywhere = validation.settings;
  everywhere.definitions.clear();
  const agent::Classifier well_known(everywhere);
  std::size_t count = 0;
  std::string first;
  for (const auto& entry : tree.list(well_known.directories())) {
    if (!well_known.classify(entry.path) || configured.classify(entry.path)) continue;
    if (count++ == 0) first = entry.path;
  }
  if (count == 0) return;
  session.err() << "warning: " << count << (count == 1 ? " definition lies" : " definitions lie")
                << " outside of the configured places and was not checked, first "
                << base::quote_path(first) << "\nhint: add the directory to 'definitions' in "
                << agent::settings_file << "\n";
}

int run(const Args& args, Session& session) {
  source::ValidationOptions how;
  how.strict = args.has("strict");
  how.memo = session.memo();
  how.use_baseline = !args.has("write-baseline");
  for (const auto& path : args.arguments()) how.only.push_back(session.repository_path(path));
  if (!how.use_baseline &&
      (args.has("staged") || !args.value("rev").empty() || !how.only.empty())) {
    throw base::Error(
        base::ErrorCode::usage,
        "'--write-baseline' takes the whole work tree: no paths, '--staged' or '--rev'");
  }
  const auto tree = chosen_tree(args, session);
  const auto validation = source::validate(*tree, how);
  if (!how.use_baseline) return write_baseline(session, validation);
  require_definitions(validation, how.only);
  if (how.only.empty()) mention_others(*tree, validation, session);

  if (wants_json(args)) {
    report::json_diagnostics(session.out(), validation.diagnostics, validation.files);
  } else {
    report::human(session.out(), validation.diagnostics, {session.colour(STDOUT_FILENO)});
    session.out() << report::summary(validation.diagnostics, validation.files);
    if (validation.known > 0) {
      session.out() << "; " << validation.known << " more in the baseline";
    }
    session.out() << "\n";
    if (validation.usable && validation.files == 0) {
      session.err() << "hint: no definitions are where the configuration looks: 'git agents init' "
                       "finds where they are\n";
    }
    if (!validation.fixed.empty() && how.only.empty()) {
      session.err() << "hint: " << validation.fixed.size()
                    << " baseline entries are fixed: git agents validate --write-baseline\n";
    }
  }
  return !validation.usable || validation.failed() ? findings : done;
}

}  // namespace

constinit const Command validate_command{
    "validate", Group::check, "check the definitions", "[<path>...]", 0, SIZE_MAX, Completer::file,
    options,    run};

}  // namespace cli
