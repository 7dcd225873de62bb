#include <ostream>

#include "agent/names.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "build/stale.hpp"
#include "build/work_tree_build.hpp"
#include "git-agents/build_record.hpp"
#include "git-agents/commands.hpp"
#include "git-agents/view.hpp"
#include "os/digest.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"

namespace cli {
namespace {

constexpr Option options[] = {
    {"check", "Write nothing; list what is stale and exit 1 if anything is"},
    {.name = "output",
     .text = "Write below DIR instead of build.output",
     .value = "DIR",
     .completer = Completer::file,
     .letter = 'o'},
    staged_option,
    rev_option,
};

void require_usable(const source::Governance& governance) {
  if (governance.loaded.diagnostics.empty()) return;
  const auto& first = governance.loaded.diagnostics.front();
  throw base::Error(
      base::ErrorCode::invalid,
      base::quote_path(first.path) + ":" + std::to_string(first.place.line) + ": " + first.message,
      first.hint);
}

/// --staged and --rev look at tracked built files: they say whether a tree is in itself right.
int check_tree(const Args& args, Session& session) {
  if (!args.has("check") || !args.value("output").empty() || !args.arguments().empty()) {
    throw base::Error(base::ErrorCode::usage,
                      "'--staged' and '--rev' go with '--check' alone: a build writes from the "
                      "work tree");
  }
  const auto tree = chosen_tree(args, session);
  const auto governance = source::govern(*tree);
  require_usable(governance);
  const auto& settings = governance.loaded.settings;
  const auto stale =
      build::stale_outputs(*tree, tree->list(source::listed_paths(settings)), settings, {});
  for (const auto& path : stale) session.out() << base::quote_path(path) << "\n";
  return stale.empty() ? done : findings;
}

/// What was built is remembered in the repository, or for plain directories in the cache.
std::string stamps_path(Session& session, const std::string& output) {
  const auto* repository = session.repository_if_any();
  const auto folder = repository ? os::join(repository->git_dir, agent::state_folder)
                                 : os::join(os::cache_home(), "git-agents");
  return os::join(folder, "built-" + os::sha256_hex(output).substr(0, 16));
}

void report(const build::Outcome& outcome, const std::string& shown, bool check, Session& session) {
  auto& out = session.out();
  const auto path = [&](const std::string& name) {
    return base::quote_path(os::join(shown, name));
  };
  for (const auto& name : outcome.written) {
    out << (check ? "stale    " : "built    ") << path(name) << "\n";
  }
  for (const auto& name : outcome.removed) {
    out << (check ? "left     " : "removed  ") << path(name) << "\n";
  }
  for (const auto& name : outcome.refused) {
    session.err() << "error: " << path(name)
                  << " was not written by git agents, or was edited since: left alone\n"
                  << "hint: move it away and build again\n";
  }
  for (const auto& [name, reason] : outcome.failed) {
    session.err() << "error: " << base::quote_path(name) << ": " << reason << "\n";
  }
  const auto changed = outcome.written.size() + outcome.removed.size();
  out << outcome.agents << (outcome.agents == 1 ? " agent, " : " agents, ") << changed
      << (check ? " stale\n" : " changed\n");
}

int run(const Args& args, Session& session) {
  if (args.has("staged") || !args.value("rev").empty()) return check_tree(args, session);

  const auto* repository = session.repository_if_any();
  build::Options how;
  how.root = repository ? repository->work_tree : os::absolute(".");
  if (how.root.empty()) {
    throw base::Error(base::ErrorCode::not_found, "this repository has no work tree to build from");
  }
  const auto tree = source::directory(how.root);
  const auto governance = source::govern(*tree);
  require_usable(governance);
  const auto& settings = governance.loaded.settings;

  std::string shown = args.value("output");
  how.output = os::normalise(os::absolute(shown));
  how.anywhere = !shown.empty();
  if (shown.empty()) {
    shown = settings.build.output;
    if (shown.empty()) {
      throw base::Error(
          base::ErrorCode::usage, "there is no directory to build into",
          "set build.output in " + std::string(agent::settings_file) + ", or give '-o DIR'");
    }
    how.output = os::join(how.root, shown);
  }
  const agent::Classifier classifier(settings);
  if (how.anywhere && how.output.starts_with(how.root + "/") &&
      classifier.classify(how.output.substr(how.root.size() + 1) + "/x.md")) {
    throw base::Error(base::ErrorCode::usage,
                      "'" + base::quote_path(shown) + "' lies among the definitions",
                      "what is built there would be taken for definitions: choose another place");
  }
  how.stamps_path = stamps_path(session, how.output);
  how.check = args.has("check");
  for (const auto& path : args.arguments()) how.only.push_back(session.repository_path(path));

  const auto memo = repository ? indexing::MemoDb::open(*repository) : nullptr;
  const auto record = repository ? build_record(*repository, how.output, memo.get()) : nullptr;
  how.record = record.get();

  const auto outcome = build::build_work_tree(how, settings, classifier);
  if (outcome.agents == 0 && outcome.failed.empty() && !how.only.empty()) {
    throw base::Error(base::ErrorCode::not_found,
                      "'" + base::quote_path(args.arguments().front()) + "' holds no agent");
  }
  report(outcome, shown, how.check, session);
  if (outcome.agents == 0 && outcome.failed.empty()) {
    session.err() << "hint: no agents were found; 'git agents list' shows the definitions\n";
  }
  const bool stale = how.check && !(outcome.written.empty() && outcome.removed.empty());
  return stale || !outcome.refused.empty() || !outcome.failed.empty() ? findings : done;
}

}  // namespace

constinit const Command build_command{"build",
                                      Group::build,
                                      "compose agents with the bases they inherit",
                                      "[<path>...]",
                                      0,
                                      SIZE_MAX,
                                      Completer::file,
                                      options,
                                      run};

}  // namespace cli
