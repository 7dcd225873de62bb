#include "agent/privilege_delta.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "agent/privileges.hpp"

namespace agent {
namespace {

using What = PrivilegeChange::What;
using Identity = std::pair<Kind, std::string>;

std::string privileges_of(const Definition* definition) {
  if (definition == nullptr || !definition->parsed->is_definition) return {};
  return privileges(definition->parsed->frontmatter_json, definition->format.kind);
}

/// Those of `some` that have no namesake by path among `others`.
std::vector<const Definition*> without_twin(std::span<const Definition> some,
                                            std::span<const Definition> others) {
  std::vector<const Definition*> alone;
  for (const Definition& definition : some) {
    const auto at = std::ranges::lower_bound(others, definition.path, {}, &Definition::path);
    if (at == others.end() || at->path != definition.path) alone.push_back(&definition);
  }
  return alone;
}

/// By what a definition is recognised elsewhere; null where several share it.
std::map<Identity, const Definition*> by_identity(std::span<const Definition* const> definitions) {
  std::map<Identity, const Definition*> found;
  for (const Definition* definition : definitions) {
    const auto [at, is_new] =
        found.emplace(Identity(definition->format.kind, definition->name()), definition);
    if (!is_new) at->second = nullptr;
  }
  return found;
}

class Comparison {
 public:
  void compare(What what, const Definition* before, const Definition* after) {
    const Definition& present = after != nullptr ? *after : *before;
    PrivilegeChange change{.what = what,
                           .kind = present.format.kind,
                           .name = present.name(),
                           .path = present.path,
                           .old_path = what == What::renamed ? before->path : std::string(),
                           .before = privileges_of(before),
                           .after = privileges_of(after),
                           .added = {},
                           .removed = {},
                           .widened = {}};
    if (change.before == change.after) return;
    change.added = added_privileges(change.before, change.after);
    change.removed = added_privileges(change.after, change.before);
    if (what == What::added) {
      change.widened = risky_privileges(change.after);
    } else if (what != What::removed) {
      change.widened = widened_privileges(change.before, change.after);
    }
    changes_.push_back(std::move(change));
  }

  std::vector<PrivilegeChange> take() {
    std::ranges::stable_sort(changes_, {}, &PrivilegeChange::path);
    return std::move(changes_);
  }

 private:
  std::vector<PrivilegeChange> changes_;
};

}  // namespace

std::string_view to_string(PrivilegeChange::What what) {
  switch (what) {
    case What::added:
      return "added";
    case What::removed:
      return "removed";
    case What::renamed:
      return "renamed";
    case What::changed:
      break;
  }
  return "changed";
}

std::vector<PrivilegeChange> privilege_delta(std::span<const Definition> before,
                                             std::span<const Definition> after) {
  Comparison comparison;
  for (const Definition& definition : after) {
    const auto at = std::ranges::lower_bound(before, definition.path, {}, &Definition::path);
    if (at == before.end() || at->path != definition.path) continue;
    comparison.compare(What::changed, &*at, &definition);
  }
  const auto gone = without_twin(before, after);
  const auto come = without_twin(after, before);
  const auto gone_by_identity = by_identity(gone);
  const auto come_by_identity = by_identity(come);
  const auto partner = [](const auto& others, const Definition& definition) -> const Definition* {
    const auto at = others.find(Identity(definition.format.kind, definition.name()));
    return at == others.end() ? nullptr : at->second;
  };
  for (const Definition* definition : come) {
    const Definition* former = partner(gone_by_identity, *definition);
    const bool unique = partner(come_by_identity, *definition) != nullptr;
    const bool renamed = former != nullptr && unique;
    comparison.compare(renamed ? What::renamed : What::added, renamed ? former : nullptr,
                       definition);
  }
  for (const Definition* definition : gone) {
    const bool unique = partner(gone_by_identity, *definition) != nullptr;
    if (unique && partner(come_by_identity, *definition) != nullptr) continue;
    comparison.compare(What::removed, definition, nullptr);
  }
  return comparison.take();
}

}  // namespace agent
