#include "deploy/source_input.hpp"

#include <algorithm>

#include "agent/compatibility.hpp"
#include "base/error.hpp"
#include "deploy/source_layout.hpp"
#include "source/validation.hpp"

namespace deploy {
namespace {

base::Diagnostic unreadable_manifest(std::string message) {
  base::Diagnostic finding;
  finding.rule = "compatibility";
  finding.severity = base::Severity::warning;
  finding.path = agent::compatibility_file;
  finding.message = std::move(message);
  return finding;
}

agent::Compatibility compatibility_of(source::Tree& tree, std::string_view version) {
  const std::string path(agent::compatibility_file);
  const std::vector<git::Entry> entries = tree.list({path});
  const auto entry = source::find_entry(entries, path);
  if (entry == entries.end()) return {};
  agent::Compatibility unread;
  if (entry->stage != 0 || (entry->mode & 0170000) != 0100000) {
    unread.findings.push_back(unreadable_manifest("it is not a regular file"));
    return unread;
  }
  try {
    const auto text = tree.read_one(*entry, agent::max_compatibility_bytes);
    if (text) return agent::read_compatibility(*text, path, version);
    unread.findings.push_back(unreadable_manifest("its content is missing"));
  } catch (const base::Error& error) {
    unread.findings.push_back(unreadable_manifest(error.message()));
  }
  return unread;
}

void read(const SourceInput& input, source::Memo* memo, std::string_view version,
          Brought& brought) {
  agent::Compatibility compatibility = compatibility_of(*input.tree, version);
  brought.findings = std::move(compatibility.findings);
  brought.problem = std::move(compatibility.refusal);
  if (!brought.problem.empty()) return;
  Layout layout = source_layout(*input.tree, input.path);
  brought.problem = std::move(layout.problem);
  if (!brought.problem.empty()) return;
  source::ValidationOptions options;
  options.settings = &layout.settings;
  options.side_files = true;
  options.memo = memo;
  options.detail = source::Detail::full;
  // What one source calls may be in another, or in the repository.
  options.skip = {"dangling-agent"};
  const source::Validation validation = source::validate(*input.tree, options);
  brought.definitions = deployables(*input.tree, validation, Judge::by_default, input.path);
  brought.broken = std::ranges::any_of(brought.definitions, &Deployable::incomplete);
}

}  // namespace

Brought read_source(const SourceInput& input, source::Memo* memo, std::string_view version) {
  Brought brought;
  if (input.tree == nullptr) {
    brought.problem = input.problem.empty() ? "it cannot be read" : input.problem;
    brought.broken = input.broken;
    return brought;
  }
  try {
    read(input, memo, version, brought);
  } catch (const base::Error& error) {
    // One source that cannot be read does not keep the others from being deployed.
    brought.definitions.clear();
    brought.problem = error.message();
    brought.broken = true;
  }
  return brought;
}

}  // namespace deploy
