#include "repair/plan.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "repair/overlay.hpp"
#include "repair/renames.hpp"
#include "repair/text.hpp"

namespace repair {
namespace {

/// A fix may bring to light what others repair; this many times in turn is more than any file
/// needs.
constexpr int most_rounds = 5;

constexpr const char* stage_hint = "stage or stash them";

struct File {
  FileRepair repair;
  agent::Format format;
  Guard guard;
  std::vector<Kept> kept;
  std::size_t fixable_before = 0;
  bool given_up = false;
};

/// The fixes of a file that belong to these diagnostics, each to one.
std::vector<agent::Fix> fixes_for(const File& file,
                                  const std::vector<const base::Diagnostic*>& wanted) {
  std::vector<agent::Fix> all, chosen;
  agent::parse(file.format, file.repair.after, &all);
  for (const base::Diagnostic* diagnostic : wanted) {
    const auto at = std::ranges::find_if(all, [&](const agent::Fix& fix) {
      return fix.rule == diagnostic->rule && fix.place == diagnostic->place;
    });
    if (at == all.end()) continue;
    chosen.push_back(std::move(*at));
    all.erase(at);
  }
  return chosen;
}

class Planner {
 public:
  Planner(source::Tree& tree, const source::ValidationOptions& options, const FindGuards& guards,
          Renames renames)
      : overlay_(tree), options_(options), guards_(guards), renames_(renames) {}

  Plan run() {
    source::ValidationOptions everything = options_;
    everything.use_baseline = false;
    for (int round = 0; round < most_rounds; ++round) {
      const source::Validation validation = source::validate(overlay_, everything);
      if (!validation.usable || !repair(validation)) break;
    }
    drop_useless(everything);
    plan_.left = source::validate(overlay_, options_);
    for (auto& [path, file] : files_) {
      const FileRepair& repair = file.repair;
      if (repair.before == repair.after && repair.path == repair.new_path) continue;
      plan_.files.push_back(std::move(file.repair));
    }
    std::ranges::sort(plan_.files, {}, &FileRepair::path);
    return std::move(plan_);
  }

 private:
  using Wanted = std::map<std::string, std::vector<const base::Diagnostic*>>;

  static Wanted fixable(const source::Validation& validation) {
    Wanted wanted;
    for (const base::Diagnostic& diagnostic : validation.diagnostics) {
      if (diagnostic.fixable) wanted[diagnostic.path].push_back(&diagnostic);
    }
    return wanted;
  }

  /// False where nothing changed.
  bool repair(const source::Validation& validation) {
    plan_.refused.clear();
    const Wanted wanted = fixable(validation);
    open(wanted, validation);
    bool changed = false;
    for (const auto& [path, diagnostics] : wanted) {
      const auto at = files_.find(path);
      if (at != files_.end() && !at->second.given_up) changed |= repair(path, diagnostics);
    }
    return changed;
  }

  /// Reads the files that are new here, and what guards them.
  void open(const Wanted& wanted, const source::Validation& validation) {
    std::vector<git::Entry> entries;
    std::vector<std::string> paths;
    for (const auto& [path, diagnostics] : wanted) {
      const auto entry = source::find_entry(validation.listing, path);
      const auto definition = std::ranges::lower_bound(validation.catalog.definitions, path, {},
                                                       &agent::Definition::path);
      if (files_.contains(path) || entry == validation.listing.end() ||
          definition == validation.catalog.definitions.end() || definition->path != path) {
        continue;
      }
      File& file = files_[path];
      file.repair.path = file.repair.new_path = path;
      file.repair.mode = entry->mode;
      file.format = definition->format;
      file.fixable_before = diagnostics.size();
      entries.push_back(*entry);
      paths.push_back(path);
    }
    if (entries.empty()) return;
    Guards guards;
    if (guards_) guards = guards_(paths);
    overlay_.read(entries, validation.settings.validate.max_bytes,
                  [&](std::size_t i, source::Tree::Status status, std::string content) {
                    File& file = files_.at(entries[i].path);
                    file.given_up = status != source::Tree::Status::ok;
                    if (file.given_up) return;
                    file.guard = std::move(guards[entries[i].path]);
                    file.kept = kept_lines(content, file.guard.lines);
                    file.repair.before = file.repair.after = std::move(content);
                  });
  }

  bool repair(const std::string& path, const std::vector<const base::Diagnostic*>& diagnostics) {
    File& file = files_.at(path);
    if (!file.guard.reason.empty()) {
      for (const base::Diagnostic* diagnostic : diagnostics) {
        refuse(*diagnostic, file.guard.reason, file.guard.hint);
      }
      return false;
    }
    const std::vector<agent::Fix> fixes = fixes_for(file, diagnostics);
    Repaired repaired = apply_fixes(file.repair.after, fixes, file.kept);
    for (std::size_t i = 0; i < fixes.size(); ++i) {
      if (repaired.outcomes[i] == Outcome::applied) ++file.repair.findings;
      if (repaired.outcomes[i] != Outcome::refused) continue;
      const auto refused = std::ranges::find_if(diagnostics, [&](const auto* diagnostic) {
        return diagnostic->rule == fixes[i].rule && diagnostic->place == fixes[i].place;
      });
      refuse(**refused, "it overlaps unstaged changes", stage_hint);
    }
    bool changed = repaired.text != file.repair.after;
    file.repair.after = std::move(repaired.text);
    if (changed) overlay_.put(path, file.repair.after, file.repair.mode);
    return rename(path, diagnostics) || changed;
  }

  bool rename(const std::string& path, const std::vector<const base::Diagnostic*>& diagnostics) {
    if (renames_ == Renames::no) return false;
    for (const base::Diagnostic* diagnostic : diagnostics) {
      const auto target = new_path(*diagnostic);
      if (!target) continue;
      if (!overlay_.list({*target}).empty()) {
        refuse(*diagnostic, "there is a " + *target + " already", "remove one of them");
        continue;
      }
      auto node = files_.extract(path);
      node.key() = node.mapped().repair.new_path = *target;
      ++node.mapped().repair.findings;
      overlay_.remove(path);
      overlay_.put(*target, node.mapped().repair.after, node.mapped().repair.mode);
      files_.insert(std::move(node));
      return true;
    }
    return false;
  }

  void refuse(const base::Diagnostic& diagnostic, std::string reason, std::string hint) {
    plan_.refused.push_back({diagnostic, std::move(reason), std::move(hint)});
  }

  /// Edits that leave as much to repair as there was do no good: the file stays as it is.
  void drop_useless(const source::ValidationOptions& options) {
    const bool any = std::ranges::any_of(
        files_, [](const auto& item) { return item.second.repair.findings > 0; });
    if (!any) return;
    const source::Validation after = source::validate(overlay_, options);
    const Wanted left = fixable(after);
    for (auto& [path, file] : files_) {
      const auto still = left.find(path);
      FileRepair& repair = file.repair;
      if (repair.findings == 0 || still == left.end() ||
          still->second.size() < file.fixable_before) {
        continue;
      }
      refuse(*still->second.front(), "its repair does not hold", "correct it by hand");
      if (repair.new_path != repair.path) overlay_.remove(repair.new_path);
      overlay_.put(repair.path, repair.before, repair.mode);
      repair.new_path = repair.path;
      repair.after = repair.before;
      repair.findings = 0;
    }
  }

  Overlay overlay_;
  const source::ValidationOptions& options_;
  const FindGuards& guards_;
  Renames renames_;
  std::map<std::string, File> files_;  ///< by present path
  Plan plan_;
};

}  // namespace

std::size_t Plan::findings() const {
  return std::accumulate(
      files.begin(), files.end(), std::size_t{0},
      [](std::size_t sum, const FileRepair& file) { return sum + file.findings; });
}

Plan plan(source::Tree& tree, const source::ValidationOptions& options, const FindGuards& guards,
          Renames renames) {
  return Planner(tree, options, guards, renames).run();
}

}  // namespace repair
