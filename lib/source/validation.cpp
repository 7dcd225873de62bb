#include "source/validation.hpp"

#include <algorithm>
#include <functional>
#include <iterator>

#include "agent/discovery.hpp"
#include "agent/names.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "source/profiles.hpp"
#include "source/user_settings.hpp"

namespace source {
namespace {

constexpr std::size_t max_manifest_bytes = 1 << 20;
constexpr std::size_t max_baseline_bytes = 64 << 20;
constexpr std::string_view tools[] = {"claude"};

base::Diagnostic governing_error(std::string_view path, std::string message, std::string hint) {
  base::Diagnostic diagnostic;
  diagnostic.rule = "configuration";
  diagnostic.path = path;
  diagnostic.message = std::move(message);
  diagnostic.consequence = "nothing is checked or deployed";
  diagnostic.hint = std::move(hint);
  return diagnostic;
}

std::optional<std::string> governing_file(Tree& tree, const std::vector<git::Entry>& entries,
                                          std::string_view path, std::size_t max_bytes,
                                          base::Diagnostics& problems) {
  const auto entry = find_entry(entries, std::string(path));
  if (entry == entries.end()) return std::nullopt;
  const bool regular = entry->mode == 0100644 || entry->mode == 0100755;
  if (!regular || entry->stage > 0) {
    problems.push_back(governing_error(
        path, entry->stage > 0 ? "the file has unmerged changes" : "it is not a regular file",
        entry->stage > 0 ? "resolve the conflict and 'git add' the file" : "replace it by a file"));
    return std::nullopt;
  }
  try {
    auto content = tree.read_one(*entry, max_bytes);
    if (!content) problems.push_back(governing_error(path, "its content is missing", {}));
    return content;
  } catch (const base::Error& error) {
    problems.push_back(governing_error(path, error.message(), error.hint()));
    return std::nullopt;
  }
}

/// Answers from the listing where it can, and asks the tree once for the rest.
agent::PathsExist paths_exist(Tree& tree, const std::vector<git::Entry>& listing,
                              bool& looked_outside) {
  return [&tree, &listing, &looked_outside](const std::vector<std::string>& paths) {
    std::vector<bool> answers;
    std::vector<std::string> unknown;
    for (const auto& path : paths) {
      answers.push_back(holds(listing, path));
      if (!answers.back()) unknown.push_back(path);
    }
    looked_outside = !unknown.empty();
    const auto outside = tree.exist(unknown);
    for (std::size_t i = 0, k = 0; i < answers.size(); ++i) {
      if (!answers[i]) answers[i] = outside[k++];
    }
    return answers;
  };
}

bool is_selected(const std::string& path, const std::vector<std::string>& only) {
  return only.empty() || std::ranges::any_of(only, [&](const std::string& top) {
           return top.empty() || path == top ||
                  (path.starts_with(top) && path.size() > top.size() && path[top.size()] == '/');
         });
}

}  // namespace

const settings::Vocabulary& vocabulary() {
  static const settings::Vocabulary words{agent::rule_ids(), agent::kind_words(),
                                          agent::host_words(), tools};
  return words;
}

namespace {

/// Built files are no definitions, so an output over definitions would hide them from all checks.
void refuse_hiding_output(settings::Loaded& loaded) {
  const std::string output = loaded.settings.build.output;
  if (output.empty()) return;
  settings::Settings without = loaded.settings;
  without.build.output.clear();
  const agent::Classifier classifier(without);
  const auto hides = [&](const std::string& path) {
    const auto classified = classifier.classify(path);
    return classified && !classified->root.empty();
  };
  const bool covers = std::ranges::any_of(classifier.directories(), [&](const auto& directory) {
    return directory.starts_with(output + "/");
  });
  if (covers || hides(output + "/x.md") || hides(output + "/SKILL.md")) {
    loaded.diagnostics.push_back(
        governing_error(agent::settings_file, "'build.output' hides definitions: '" + output + "'",
                        "build into a directory of its own, such as dist/agents"));
  }
}

}  // namespace

std::vector<settings::DefinitionRoot> discovered_roots(Tree& tree) {
  const auto listing = tree.list({std::string()});
  std::vector<std::string> paths;
  paths.reserve(listing.size());
  for (const auto& entry : listing) paths.push_back(entry.path);
  const auto read = [&](const std::string& path) -> std::optional<std::string> {
    const auto entry = find_entry(listing, path);
    const bool regular = entry != listing.end() && (entry->mode & 0170000) == 0100000;
    if (!regular || entry->stage > 0) return std::nullopt;
    try {
      return tree.read_one(*entry, max_manifest_bytes);
    } catch (const base::Error&) {
      return std::nullopt;  // too large for a manifest: its plugins are not looked for
    }
  };
  return agent::discover_roots(paths, read, agent::Patterns::no);
}

Governance govern(Tree& tree) {
  Governance governance;
  const std::vector<std::string> paths = {std::string(agent::baseline_file),
                                          std::string(agent::settings_file)};
  const auto entries = tree.list(paths);
  auto& problems = governance.loaded.diagnostics;
  base::Diagnostics unreadable;
  if (const auto text =
          governing_file(tree, entries, agent::settings_file, max_settings_bytes, unreadable)) {
    governance.has_settings = true;
    governance.loaded = settings::parse(*text, std::string(agent::settings_file), vocabulary());
    refuse_hiding_output(governance.loaded);
  }
  if (const auto text =
          governing_file(tree, entries, agent::baseline_file, max_baseline_bytes, unreadable)) {
    try {
      governance.baseline = agent::Baseline::parse(*text);
    } catch (const base::Error& error) {
      problems.push_back(governing_error(agent::baseline_file, error.message(),
                                         "renew it: git agents validate --write-baseline"));
    }
  }
  problems.insert(problems.end(), unreadable.begin(), unreadable.end());
  if (governance.loaded.settings.definitions.empty()) {
    // Without a configuration the definitions are where `init` would find them.
    governance.loaded.settings.definitions = discovered_roots(tree);
    governance.loaded.settings.discovered = true;
  }
  return governance;
}

std::vector<std::string> listed_paths(const settings::Settings& settings) {
  if (settings.discovered || settings.definitions.empty()) return {std::string()};
  std::vector<std::string> paths = {std::string(agent::baseline_file),
                                    std::string(agent::settings_file)};
  const agent::Classifier classifier(settings);
  for (const auto& directory : classifier.directories()) {
    paths.push_back(directory);
  }
  if (!settings.build.output.empty()) paths.push_back(settings.build.output);
  return paths;
}

std::size_t Validation::count(base::Severity severity) const {
  return static_cast<std::size_t>(
      std::ranges::count(diagnostics, severity, &base::Diagnostic::severity));
}

bool Validation::failed() const {
  return std::ranges::any_of(diagnostics, [&](const auto& diagnostic) {
    return diagnostic.severity >= settings.validate.fail_on;
  });
}

namespace {

/// Git converts line ends at checkout where it is asked to: what counts is what it stores.
void forget_converted_line_ends(Tree& tree, base::Diagnostics& diagnostics) {
  std::vector<std::string> paths;
  for (const auto& diagnostic : diagnostics) {
    const bool converted = diagnostic.rule == "eol" && diagnostic.severity < base::Severity::error;
    if (converted) paths.push_back(diagnostic.path);
  }
  if (paths.empty()) return;
  const auto stored_otherwise = tree.converted(paths);
  std::erase_if(diagnostics, [&](const auto& diagnostic) {
    return diagnostic.rule == "eol" && diagnostic.severity < base::Severity::error &&
           stored_otherwise.contains(diagnostic.path);
  });
}

}  // namespace

namespace {

/// A change that is judged by another baseline may not bring a larger one either: the next change
/// would be judged by that.
base::Diagnostics growth(const Governance& governance, const agent::Baseline& allowed) {
  if (!governance.baseline) return {};
  std::vector<agent::BaselineEntry> more;
  std::ranges::set_difference(governance.baseline->entries, allowed.entries,
                              std::back_inserter(more));
  if (more.empty()) return {};
  auto diagnostic = governing_error(
      agent::baseline_file,
      "the baseline accepts " + std::to_string(more.size()) +
          (more.size() == 1 ? " finding" : " findings") + " that the one there does not, first " +
          more.front().rule + " in " + base::quote_path(more.front().path),
      "correct the definitions; who may bypass this check can extend the baseline");
  diagnostic.consequence = "a change cannot accept its own errors";
  return {std::move(diagnostic)};
}

}  // namespace

Validation validate(Tree& tree, const ValidationOptions& options) {
  Validation validation;
  Governance governance;
  if (options.settings) {
    governance.loaded.settings = *options.settings;
  } else {
    governance = govern(tree);
  }
  validation.settings = std::move(governance.loaded.settings);
  base::Diagnostics grown;
  if (options.baseline) {
    grown = growth(governance, *options.baseline);
    governance.baseline = *options.baseline;
  }
  for (const auto& rule : options.skip) validation.settings.validate.rules[rule] = "off";
  if (!options.use_baseline) {
    std::erase_if(governance.loaded.diagnostics,
                  [](const auto& diagnostic) { return diagnostic.path == agent::baseline_file; });
  }
  if (!governance.loaded.diagnostics.empty()) {
    validation.usable = false;
    validation.diagnostics = std::move(governance.loaded.diagnostics);
    return validation;
  }
  const agent::Classifier classifier(validation.settings);
  const bool by_directory = options.side_files && validation.settings.discovered;
  validation.listing =
      tree.list(by_directory ? classifier.directories() : listed_paths(validation.settings));
  validation.catalog = load(tree, validation.listing, std::cref(classifier),
                            validation.settings.validate.max_bytes, options.memo, options.detail);
  const auto& definitions = validation.catalog.definitions;
  validation.files = definitions.size();

  auto diagnostics = agent::check(definitions, classifier.base_name(),
                                  paths_exist(tree, validation.listing, validation.looked_outside),
                                  validation.settings.deploy.targets);
  diagnostics.insert(diagnostics.end(), validation.catalog.diagnostics.begin(),
                     validation.catalog.diagnostics.end());
  auto profiles = validation.settings.validate.profiles;
  profiles.insert(profiles.end(), options.profiles.begin(), options.profiles.end());
  if (!profiles.empty()) {
    apply_profiles({tree, validation.listing, classifier, definitions,
                    validation.settings.validate.max_bytes, options.memo},
                   profiles, diagnostics);
  }
  forget_converted_line_ends(tree, diagnostics);
  diagnostics = agent::configured(std::move(diagnostics), validation.settings.validate, definitions,
                                  options.audit);
  if (options.strict) {
    for (auto& diagnostic : diagnostics) {
      if (diagnostic.severity == base::Severity::warning) {
        diagnostic.severity = base::Severity::error;
      }
    }
  }
  std::erase_if(diagnostics, [&](const auto& diagnostic) {
    return !is_selected(diagnostic.path, options.only);
  });
  if (governance.baseline && options.use_baseline) {
    auto filtered = agent::apply(*governance.baseline, std::move(diagnostics));
    diagnostics = std::move(filtered.fresh);
    validation.known = filtered.known;
    validation.fixed = std::move(filtered.fixed);
    std::erase_if(validation.fixed,
                  [&](const auto& entry) { return !is_selected(entry.path, options.only); });
  }
  std::ranges::move(grown, std::back_inserter(diagnostics));
  base::sort(diagnostics);
  validation.diagnostics = std::move(diagnostics);
  return validation;
}

}  // namespace source
