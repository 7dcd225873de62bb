#include "source/profiles.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "agent/host.hpp"

namespace source {
namespace {

using Known = std::set<std::tuple<std::string, std::string, std::uint32_t>>;

bool refuses(const agent::Spec& spec, std::string_view rule) {
  return std::ranges::find(spec.refused, rule) != spec.refused.end();
}

/// The table by which a profile judges definitions of a kind; null where it has none.
const agent::Spec* judge(agent::Host profile, agent::Kind kind) {
  return agent::find_spec({kind, profile});
}

void raise(const ProfileInput& input, agent::Host profile, base::Diagnostics& diagnostics) {
  for (auto& diagnostic : diagnostics) {
    const auto at =
        std::ranges::lower_bound(input.definitions, diagnostic.path, {}, &agent::Definition::path);
    if (at == input.definitions.end() || at->path != diagnostic.path) continue;
    const auto* spec = judge(profile, at->format.kind);
    if (spec && refuses(*spec, diagnostic.rule)) diagnostic.severity = base::Severity::error;
  }
}

}  // namespace

void apply_profiles(const ProfileInput& input, const std::vector<std::string>& profiles,
                    base::Diagnostics& diagnostics) {
  for (const auto& word : profiles) {
    const auto profile = agent::host_from(word);
    if (!profile) continue;
    raise(input, *profile, diagnostics);
    Known known;
    for (const auto& diagnostic : diagnostics) {
      if (diagnostic.severity != base::Severity::error) continue;
      known.emplace(diagnostic.path, diagnostic.rule, diagnostic.place.line);
    }
    const auto as_profile = [&](std::string_view path) -> std::optional<agent::Classified> {
      auto classified = input.classifier.classify(path);
      if (!classified || classified->format.host == *profile) return std::nullopt;
      classified->format.host = *profile;
      if (!agent::find_spec(classified->format)) return std::nullopt;
      return classified;
    };
    const auto catalog =
        load(input.tree, input.listing, as_profile, input.max_bytes, input.memo, Detail::summary);
    for (const auto& definition : catalog.definitions) {
      const auto& spec = *agent::find_spec(definition.format);
      for (auto diagnostic : definition.parsed->diagnostics) {
        if (refuses(spec, diagnostic.rule)) diagnostic.severity = base::Severity::error;
        if (diagnostic.severity != base::Severity::error) continue;
        if (!known.emplace(definition.path, diagnostic.rule, diagnostic.place.line).second) {
          continue;
        }
        diagnostic.path = definition.path;
        diagnostic.name = definition.name();
        diagnostics.push_back(std::move(diagnostic));
      }
    }
  }
}

}  // namespace source
