#include "deploy/plan.hpp"

#include <algorithm>
#include <unordered_set>

#include "agent/graph.hpp"
#include "base/text.hpp"
#include "deploy/collisions.hpp"
#include "os/digest.hpp"
#include "os/file.hpp"

namespace deploy {
namespace {

constexpr const char* edited_reason = "edited since it was deployed";
constexpr const char* tracked_reason = "tracked by git";

class Planner {
 public:
  explicit Planner(const PlanInput& input) : input_(input) {}

  Plan plan() {
    Winners winners = decide_collisions(input_);
    Plan plan{.target = input_.target,
              .items = {},
              .collisions = std::move(winners.collisions),
              .waiting = {}};
    std::unordered_set<std::string_view> planned;
    for (const std::size_t i : winners.wanted) {
      plan.items.push_back(decide(i));
      planned.insert(input_.wanted[i].path);
    }
    for (const std::string& path : input_.in_place) {
      if (!planned.insert(path).second) continue;
      Item item{};
      item.action = Action::in_place;
      item.path = path;
      plan.items.push_back(std::move(item));
    }
    for (const auto& [path, entry] : input_.ledger) {
      if (planned.contains(path) || !is_ours(entry)) continue;
      const OriginPath origin = origin_path_from(entry.origin_path);
      const auto source = input_.sources.find(origin.source);
      const bool configured = source != input_.sources.end();
      if (configured && !source->second.readable) continue;
      // A source whose ref or path changed has another id, and what it holds must be known first.
      if (!configured && !origin.source.empty() && !all_read_) {
        ++plan.waiting[origin.source];
        continue;
      }
      plan.items.push_back(decide_unwanted(entry, origin));
    }
    tell_doubles(plan.items);
    std::ranges::sort(plan.items, {}, &Item::path);
    return plan;
  }

 private:
  bool is_ours(const track::LedgerEntry& entry) const {
    return input_.origin.empty() || entry.origin == input_.origin;
  }

  Item decide(std::size_t index) const {
    const Wanted& wanted = input_.wanted[index];
    const auto found = input_.ledger.find(wanted.path);
    const track::LedgerEntry* entry = found == input_.ledger.end() ? nullptr : &found->second;
    Item item{.action = Action::in_place,
              .path = wanted.path,
              .name = wanted.name,
              .kind = wanted.kind,
              .origin_path = wanted.origin_path,
              .source = source_name(input_, wanted.rank.source),
              .reason = {},
              .privileges_before = entry != nullptr ? entry->privileges : std::string(),
              .privileges_after = wanted.privileges,
              .wanted = index,
              .seen = {}};
    if (input_.in_place.contains(wanted.path)) {
      item.privileges_before = item.privileges_after;
      return item;
    }
    if (input_.tracked.contains(wanted.path)) return kept(item, Action::foreign, tracked_reason);
    if (wanted.held) return kept(item, Action::held, wanted.held_reason);
    const std::optional<Present> present = input_.present(wanted.path);
    if (!present) {
      item.action = Action::write;
      return item;
    }
    if (!present->regular) return kept(item, Action::foreign, "not a regular file");
    item.seen = present->hash;
    decide_present(item, wanted, *present, entry);
    return item;
  }

  void decide_present(Item& item, const Wanted& wanted, const Present& present,
                      const track::LedgerEntry* entry) const {
    const bool equal =
        present.hash == (wanted.hash.empty() ? os::sha256_hex(wanted.content) : wanted.hash);
    if (entry != nullptr && !is_ours(*entry)) {
      if (input_.adopt.contains(agent::match_key(wanted.name))) {
        item.action = equal ? Action::adopt : Action::replace;
      } else {
        item = kept(item, Action::foreign, "deployed from '" + entry->origin + "'");
      }
    } else if (entry == nullptr) {
      if (equal) {
        item.action = Action::adopt;
      } else if (input_.adopt.contains(agent::match_key(wanted.name))) {
        item.action = Action::replace;
      } else {
        item = kept(item, Action::foreign, "not deployed by git agents");
      }
    } else if (equal) {
      const bool same_row =
          entry->hash == present.hash &&
          entry->origin_path == to_text({.source = wanted.rank.source, .path = wanted.origin_path});
      const bool same_mode = ((entry->mode ^ wanted.mode) & 0111) == 0;
      item.action = !same_mode ? Action::replace : same_row ? Action::same : Action::adopt;
    } else if (entry->hash == present.hash) {
      item.action = Action::replace;
    } else if (input_.force) {
      item.action = Action::replace;
      item.reason = edited_reason;
    } else {
      item = kept(item, Action::edited, edited_reason);
    }
  }

  Item decide_unwanted(const track::LedgerEntry& entry, const OriginPath& origin) const {
    Item item{.action = Action::orphan,
              .path = entry.path,
              .name = entry.name,
              .kind = entry.kind,
              .origin_path = origin.path,
              .source = source_name(input_, origin.source),
              .reason = unwanted_reason(origin),
              .privileges_before = entry.privileges,
              .privileges_after = entry.privileges,
              .seen = {}};
    if (input_.tracked.contains(entry.path)) return kept(item, Action::orphan, tracked_reason);
    const std::optional<Present> present = input_.present(entry.path);
    if (present && !present->regular) return kept(item, Action::orphan, "not a regular file");
    if (present) item.seen = present->hash;
    if (present && present->hash != entry.hash) return kept(item, Action::orphan, edited_reason);
    if (!input_.prune) return item;
    item.action = Action::remove;
    item.privileges_after.clear();
    return item;
  }

  /// What is left over of a name that is deployed from another file now is still read by the tool.
  static void tell_doubles(std::vector<Item>& items) {
    std::map<std::string, const Item*> live;
    for (const Item& item : items) {
      const bool is_live = item.action == Action::write || item.action == Action::same ||
                           item.action == Action::adopt || item.action == Action::replace ||
                           item.action == Action::edited || item.action == Action::in_place;
      if (is_live && has_a_name(item)) live.emplace(name_key(item), &item);
    }
    for (Item& item : items) {
      if (item.action != Action::orphan || !has_a_name(item)) continue;
      const auto found = live.find(name_key(item));
      if (found == live.end()) continue;
      const std::string& other = found->second->path;
      const bool skill = is_skill(item);
      item.reason += ", and beside '" +
                     std::string(os::file_name(skill ? os::parent(other) : other)) + "' a second " +
                     item.kind + " '" + item.name + "' until it is removed";
    }
  }

  static bool is_skill(const Item& item) {
    return item.kind == agent::to_string(agent::Kind::skill);
  }
  /// Commands go by their path; a skill's other files have none of their own.
  static bool has_a_name(const Item& item) {
    if (item.name.empty() || item.kind == agent::to_string(agent::Kind::command)) return false;
    return !is_skill(item) || os::file_name(item.path) == "SKILL.md";
  }
  static std::string name_key(const Item& item) { return item.kind + ":" + base::fold(item.name); }

  std::string unwanted_reason(const OriginPath& origin) const {
    if (origin.source.empty()) return "no longer in the repository";
    return input_.sources.contains(origin.source) ? "no longer wanted of its source"
                                                  : "its source is no longer configured";
  }

  /// The file stays as it is, and so do its privileges' rows in the ledger.
  static Item kept(Item item, Action action, std::string reason) {
    item.action = action;
    item.reason = std::move(reason);
    return item;
  }

  static bool all_read(const PlanInput& input) {
    return input.sources_known && std::ranges::all_of(input.sources, [](const auto& source) {
             return source.first.empty() || source.second.readable;
           });
  }

  const PlanInput& input_;
  const bool all_read_ = all_read(input_);
};

}  // namespace

std::string_view to_string(Action action) {
  switch (action) {
    case Action::write:
      return "write";
    case Action::same:
      return "same";
    case Action::adopt:
      return "adopt";
    case Action::replace:
      return "replace";
    case Action::edited:
      return "edited";
    case Action::foreign:
      return "foreign";
    case Action::in_place:
      return "in-place";
    case Action::held:
      return "held";
    case Action::remove:
      return "remove";
    case Action::orphan:
      return "orphan";
  }
  return "";
}

bool Plan::changes() const {
  return std::ranges::any_of(items, [](const Item& item) {
    return item.action == Action::write || item.action == Action::replace ||
           item.action == Action::remove;
  });
}

bool Plan::blocked() const {
  const bool tied = std::ranges::any_of(collisions, [](const Collision& c) { return !c.by_rank; });
  return tied || std::ranges::any_of(items, [](const Item& item) {
           return item.action == Action::edited || item.action == Action::foreign ||
                  item.action == Action::held;
         });
}

std::string definition_stem(std::string_view path) {
  if (os::file_name(path) == "SKILL.md") return std::string(os::file_name(os::parent(path)));
  return std::string(os::stem(path));
}

std::string source_name(const PlanInput& input, const std::string& id) {
  const auto known = input.sources.find(id);
  return known == input.sources.end() ? id : known->second.name;
}

Plan make_plan(const PlanInput& input) {
  return Planner(input).plan();
}

}  // namespace deploy
