#include "git-agents/validate.hpp"

#include <unistd.h>

#include <algorithm>
#include <ostream>

#include "agent/names.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "git-agents/commands.hpp"
#include "git-agents/view.hpp"
#include "os/file.hpp"

namespace cli {
namespace {

constexpr Option options[] = {
    staged_option,
    rev_option,
    {"range",
     "Read the tree of B; show what its changes since A brought (A...B: since the merge base)",
     "A..B"},
    {"since", "Show only the findings that were not there in the commit or tree REF", "REF"},
    {"stdin", "Read one definition from standard input"},
    {"stdin-filename",
     "The file whose content standard input is taken for",
     "PATH",
     {},
     Completer::file},
    {"fix", "Repair what can be repaired without asking, in the files of the work tree"},
    {"dry-run", "With --fix: write nothing; print the changes as a patch"},
    {"format", "How to print the findings", "FORMAT", "human text json jsonl sarif github gitlab"},
    {.name = "level",
     .text = "The least severity that is printed; warning for people, info for programs",
     .value = "SEVERITY",
     .choices = "error warning info",
     .has_default = false},
    {.name = "fail-on",
     .text = "The least severity that makes the command fail, instead of validate.fail-on",
     .value = "SEVERITY",
     .choices = "error warning info never",
     .has_default = false},
    {"strict", "Treat warnings as errors"},
    {.name = "profile",
     .text = "Also count what this host refuses as an error",
     .value = "NAME",
     .completer = Completer::profile,
     .repeatable = true},
    {"audit", "Also apply the rules that are off unless asked for"},
    {"write-baseline", "Accept the present errors in .git-agents-baseline.json"},
};

int write_baseline(const ValidateRequest& request, Session& session) {
  const auto tree = session.tree(false, {});
  auto how = request.options;
  how.use_baseline = false;
  const auto validation = source::validate(*tree, how);
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

int validate_tree(const ValidateRequest& request, Session& session) {
  const auto tree = session.tree(request.staged, request.revision);
  const auto validation = source::validate(*tree, request.options);
  const auto& only = request.options.only;
  require_definitions(validation, only);
  if (only.empty()) mention_others(*tree, validation, session);
  const int code = report_findings(session.out(), STDOUT_FILENO, request, validation,
                                   {validation.diagnostics, validation.known}, session);
  if (request.format != report::FindingsFormat::human) return code;
  if (validation.usable && validation.files == 0) {
    session.err() << "hint: no definitions are where the configuration looks: 'git agents init' "
                     "finds where they are\n";
  }
  if (!validation.fixed.empty() && only.empty()) {
    session.err() << "hint: " << validation.fixed.size()
                  << (validation.fixed.size() == 1 ? " baseline entry is" : " baseline entries are")
                  << " fixed: git agents validate --write-baseline\n";
  }
  return code;
}

int run(const Args& args, Session& session) {
  const auto request = validate_request(args, session);
  if (request.write_baseline) return write_baseline(request, session);
  if (request.reads_stdin) return validate_stdin(request, session);
  if (request.fix) return validate_and_fix(request, session);
  if (!request.range.empty()) return validate_range(request, session);
  if (!request.since.empty()) return validate_since(request, session);
  return validate_tree(request, session);
}

}  // namespace

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

void mention_others(source::Tree& tree, const source::Validation& validation, Session& session) {
  const auto& configuration = validation.settings;
  if (!validation.usable || configuration.discovered || configuration.definitions.empty()) return;
  const agent::Classifier configured(configuration);
  settings::Settings everywhere = configuration;
  everywhere.definitions = source::discovered_roots(tree);
  const agent::Classifier found(everywhere);
  std::size_t count = 0;
  std::string first;
  for (const auto& entry : tree.list({std::string()})) {
    if (!found.classify(entry.path) || configured.classify(entry.path)) continue;
    if (count++ == 0) first = entry.path;
  }
  if (count == 0) return;
  session.err() << "warning: " << count << (count == 1 ? " definition lies" : " definitions lie")
                << " outside of the configured places and " << (count == 1 ? "was" : "were")
                << " not checked, first " << base::quote_path(first)
                << "\nhint: add the directory to 'definitions' in " << agent::settings_file << "\n";
}

constinit const Command validate_command{
    "validate", Group::check, "check the definitions", "[<path>...]", 0, SIZE_MAX, Completer::file,
    options,    run};

}  // namespace cli
