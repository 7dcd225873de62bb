#include "deploy/deployment.hpp"
#include "os/digest.hpp"

namespace deploy {
namespace {

std::string directory_of(const TargetPlaces& places, const std::string& kind) {
  const std::optional<agent::Kind> known = agent::kind_from(kind);
  return known ? directory_for(places, *known) : std::string();
}

std::optional<track::Step> step_of(const Item& item, const PlannedTarget& part,
                                   const std::string& origin) {
  track::Step step;
  step.path = item.path;
  step.expected = item.seen;
  switch (item.action) {
    case Action::remove:
      step.keep_directory = directory_of(part.plan.target, item.kind);
      return step;
    case Action::write:
    case Action::replace:
    case Action::adopt:
      break;
    default:
      return std::nullopt;
  }
  const Wanted& wanted = part.wanted[item.wanted];
  step.after = wanted.content;
  step.mode = wanted.mode;
  track::LedgerEntry entry;
  entry.path = wanted.path;
  entry.target = part.plan.target.id;
  entry.hash = wanted.hash.empty() ? os::sha256_hex(wanted.content) : wanted.hash;
  entry.name = wanted.name;
  entry.kind = wanted.kind;
  entry.origin = origin;
  entry.origin_path = to_text({.source = wanted.rank.source, .path = wanted.origin_path});
  entry.commit = wanted.commit;
  entry.privileges = wanted.privileges;
  entry.mode = wanted.mode;
  step.entry = std::move(entry);
  return step;
}

}  // namespace

std::vector<std::int64_t> apply(const Prepared& prepared, track::State& state,
                                const std::string& reason) {
  std::vector<std::int64_t> operations;
  for (const PlannedTarget& part : prepared.parts) {
    std::vector<track::Step> steps;
    for (const Item& item : part.plan.items) {
      if (auto step = step_of(item, part, prepared.origin)) steps.push_back(std::move(*step));
    }
    if (steps.empty()) continue;
    operations.push_back(state.apply("deploy", part.plan.target.id, reason, steps));
  }
  return operations;
}

}  // namespace deploy
