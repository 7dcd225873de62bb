#include "hooks/stage_built.hpp"

#include "agent/names.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "build/stage.hpp"
#include "git/config.hpp"
#include "git/index_update.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"
#include "source/validation.hpp"
#include "telemetry/trace.hpp"

namespace hooks {
namespace {

/// The index of `git commit PATH` is thrown away with what else is in it.
bool is_partial_commit() {
  const auto index = os::variable("GIT_INDEX_FILE").value_or("");
  return os::file_name(index).starts_with("next-index-");
}

bool is_merging(const git::Repository& repository) {
  return os::exists(os::join(repository.git_dir, "MERGE_HEAD"));
}

std::string counted(std::size_t count, std::string_view what) {
  return std::to_string(count) + " " + std::string(what) + (count == 1 ? " file" : " files");
}

/// "" where it may.
std::string why_not(const git::Repository& repository, const settings::Settings& settings,
                    bool merging) {
  if (is_partial_commit()) return "'git commit PATH' takes nothing else into the commit";
  if (merging) return "git takes nothing more into a merge";
  const auto config = git::Config::load(repository);
  if (!config.boolean("agents.enabled", true)) return "agents.enabled is false";
  const auto trusted = config.text("agents.trusted");
  if (!trusted || *trusted != settings::trust_digest(settings)) {
    return "what " + std::string(agent::settings_file) +
           " may write was not agreed to: 'git agents trust' shows it";
  }
  return {};
}

}  // namespace

BuiltOutcome stage_built(const git::Repository& repository, source::Tree& tree,
                         const std::vector<git::Entry>& entries,
                         const std::vector<std::string>& stale, indexing::MemoDb* memo,
                         bool merging) {
  BuiltOutcome outcome;
  const auto settings = source::govern(tree).loaded.settings;
  if (!settings.build.stage || repository.work_tree.empty()) return outcome;
  const telemetry::Span span("stage built files");
  if (const auto reason = why_not(repository, settings, merging); !reason.empty()) {
    outcome.notes = "note: built files were not staged: " + reason + "\n";
    return outcome;
  }
  const bool has_head = !git::object_ids(repository, {"HEAD^{commit}"}).front().empty();
  // A merge may be the same as HEAD, and a first commit has nothing to be the same as.
  const bool may_be_empty = !has_head || is_merging(repository);
  if (!may_be_empty && git::index_is_head(repository)) return outcome;
  if (memo) memo->flush();
  try {
    const auto result =
        build::stage_outputs(repository, {.tree = tree,
                                          .entries = entries,
                                          .settings = settings,
                                          .stale = stale,
                                          .is_composed = [memo](const std::string& blob) {
                                            return memo && memo->was_composed(blob);
                                          }});
    outcome.changed = !result.staged.empty();
    if (outcome.changed) {
      outcome.notes = "git agents: staged " + counted(result.staged.size(), "built") + ", first " +
                      base::quote_path(result.staged.front()) + "\n";
    }
    outcome.empty = outcome.changed && !may_be_empty && git::index_is_head(repository);
    for (const auto& path : result.edited) {
      outcome.notes += "note: " + base::quote_path(path) +
                       " was edited just now: the commit holds what was built, the file is yours\n";
    }
    for (const auto& [path, reason] : result.left) {
      outcome.notes += "note: " + base::quote_path(path) + " was not staged: " + reason + "\n";
    }
  } catch (const base::Error& error) {
    outcome.changed = true;  // perhaps
    outcome.notes = "note: built files were not staged: " + error.message() + "\n";
  }
  return outcome;
}

}  // namespace hooks
