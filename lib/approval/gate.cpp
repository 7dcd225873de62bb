#include "approval/gate.hpp"

#include <map>
#include <set>
#include <utility>

#include "agent/names.hpp"

namespace approval {
namespace {

bool is_leaf_of_another_kind(std::uint32_t mode) {
  return mode == 0120000 || mode == 0160000;
}

/// A link or submodule may bring anything below its place: whatever pattern it is, it is gated.
bool brings_anything(const git::Change& change) {
  return is_leaf_of_another_kind(change.old_mode) || is_leaf_of_another_kind(change.new_mode);
}

}  // namespace

Gate::Gate(std::span<const settings::Approval* const> settings) {
  for (const auto* approval : settings) {
    if (!approval || approval->mode == settings::Approval::Mode::off) continue;
    on_ = true;
    List list{base::PathFilter(approval->paths), {}};
    for (const auto& text : approval->paths) {
      base::PathFilter alone({text});
      if (!text.starts_with('!') && !alone.empty()) list.patterns.push_back({text, alone});
    }
    lists_.push_back(std::move(list));
  }
}

std::vector<Trigger> Gate::triggers(std::span<const git::Change> changes) const {
  std::map<std::pair<std::string, std::string>, Trigger> found;
  const auto add = [&](const std::string& rule, const std::string& detail,
                       const std::string& path) {
    auto& trigger = found[{rule, detail}];
    if (trigger.paths++ == 0) trigger = {rule, detail, path, 1};
  };
  if (!on_) return {};
  for (const auto& change : changes) {
    if (change.path == agent::settings_file || change.path == agent::baseline_file) {
      add("governing-file", change.path, change.path);
    }
    if (brings_anything(change)) add("link-or-submodule", change.path, change.path);
    std::set<std::string> patterns;
    for (const auto& list : lists_) {
      if (!list.all.matches(change.path)) continue;
      for (const auto& pattern : list.patterns) {
        if (pattern.alone.matches(change.path)) patterns.insert(pattern.text);
      }
    }
    for (const auto& pattern : patterns) add("gated-path", pattern, change.path);
  }
  std::vector<Trigger> triggers;
  for (auto& [key, trigger] : found) triggers.push_back(std::move(trigger));
  return triggers;
}

}  // namespace approval
