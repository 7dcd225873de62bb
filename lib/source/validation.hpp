#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agent/baseline.hpp"
#include "agent/rules.hpp"
#include "source/catalog.hpp"

namespace source {

/// The words that `.git-agents.yaml` may use.
const settings::Vocabulary& vocabulary();

/// What governs a tree, read from the tree itself.
struct Governance {
  settings::Loaded loaded;  ///< defaults where there is no settings file
  bool has_settings = false;
  std::optional<agent::Baseline> baseline;
};
Governance govern(Tree& tree);

/// Where the definitions of a tree are that no file names.
std::vector<settings::DefinitionRoot> discovered_roots(Tree& tree);

/// The literal paths that a validation under these settings lists: the two governing files, the
/// directories of the definitions and the one of built files; "" alone where no file names the
/// definitions, so that new ones are seen.
std::vector<std::string> listed_paths(const settings::Settings& settings);

struct Validation {
  settings::Settings settings;
  bool usable = true;             ///< false: the settings are wrong, nothing else was looked at
  base::Diagnostics diagnostics;  ///< outside the baseline; sorted
  std::size_t files = 0;          ///< definitions looked at
  std::size_t known = 0;          ///< errors that the baseline accepts
  std::vector<agent::BaselineEntry> fixed;
  Catalog catalog;
  std::vector<git::Entry> listing;
  bool looked_outside = false;  ///< the verdict depends on paths that the listing does not hold

  std::size_t count(base::Severity severity) const;
  /// At or above `validate.fail-on`.
  bool failed() const;
};

struct ValidationOptions {
  Memo* memo = nullptr;
  bool use_baseline = true;
  bool strict = false;  ///< warnings count as errors
  Detail detail = Detail::summary;
  /// Only diagnostics of these paths (literal files or directories); empty = all.
  std::vector<std::string> only = {};
  /// Hosts whose own checkers' verdicts count as well: words of agent::host_words().
  std::vector<std::string> profiles = {};
  bool audit = false;       ///< also the rules that are off unless asked for
  bool side_files = false;  ///< the listing also holds what lies beside definitions
  /// Rules that are off this time, whatever the settings say.
  std::vector<std::string> skip = {};
  /// Judged by this baseline, not by the tree's own, which may not accept more; null = by its own.
  /// Owned by the caller.
  const agent::Baseline* baseline = nullptr;
  /// Governed by these, and by nothing that the tree says of itself; null = by the tree. Owned by
  /// the caller.
  const settings::Settings* settings = nullptr;
};

/// The one validation of the project: hooks, `validate` and the deployment all call it. The whole
/// set of definitions is the unit: names, references and inheritance span files.
Validation validate(Tree& tree, const ValidationOptions& options);

}  // namespace source
