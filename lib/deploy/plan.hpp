#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "agent/definition.hpp"
#include "deploy/origin.hpp"
#include "deploy/target.hpp"
#include "track/ledger.hpp"

namespace deploy {

/// One file that ought to be at a target. A skill is several, all with the skill's name.
struct Wanted {
  std::string path;         ///< absolute
  std::string name, kind;   ///< of the definition
  std::string origin_path;  ///< in the repository, or in the source that `rank` names
  std::string content;
  std::uint32_t mode = 0644;
  std::string privileges;  ///< of the definition that it belongs to
  bool held = false;       ///< has errors, or adds privileges that nobody accepted: not written
  std::string held_reason;
  std::string definition;  ///< origin path of the definition that the file belongs to; "" = its own
  std::string agent_id;    ///< another name that must be unique; "" = none
  std::string hash;        ///< SHA-256 of `content`; "" = not known yet
  Rank rank;               ///< where it comes from, and whom it gives way to
  std::string commit;      ///< of the repository or, upstream's, of the source; "" = a work tree
};

/// A source as a plan has to know it.
struct KnownSource {
  std::string name;  ///< what people call it
  Rank rank;
  bool readable = true;  ///< false: what was deployed of it stays as it is
};

/// What is on disk at a path of interest.
struct Present {
  std::string hash;     ///< SHA-256
  bool regular = true;  ///< false: a directory, a symbolic link, …
};

enum class Action {
  write,     ///< not there
  same,      ///< there, in the ledger, equal
  adopt,     ///< there and equal, not in the ledger: only the ledger learns it
  replace,   ///< in the ledger and unchanged on disk
  edited,    ///< in the ledger but edited on disk: kept
  foreign,   ///< the user's own file: kept
  in_place,  ///< the definition itself lies in the target
  held,      ///< errors or new privileges
  remove,    ///< ours, unchanged, no longer wanted (only with prune)
  orphan,    ///< ours, no longer wanted; without prune, or edited: kept
};
std::string_view to_string(Action action);

struct Item {
  Action action;
  std::string path, name, kind, origin_path;
  std::string source = {};                          ///< its name, or its id where it is not known
  std::string reason;                               ///< for edited, foreign, held, orphan
  std::string privileges_before, privileges_after;  ///< differ = a privilege change
  std::size_t wanted = SIZE_MAX;                    ///< index into the wanted files, or none
  std::optional<std::string> seen;                  ///< hash of what was on disk; nothing = no file
};

struct Collision {
  std::string path;                                   ///< the target path or folded name they share
  std::string winner, loser;                          ///< origin paths
  std::string winner_source = {}, loser_source = {};  ///< as Item::source
  bool by_rank = false;  ///< tier or priority decided, as somebody wanted it; false: order alone
};

struct Plan {
  TargetPlaces target;
  std::vector<Item> items;  ///< sorted by path
  std::vector<Collision> collisions;
  /// Files that stay since nobody knows yet whether their sources are wanted: number, by source id.
  std::map<std::string, std::size_t> waiting;
  bool changes() const;  ///< would anything be written or removed?
  bool blocked() const;  ///< is there anything kept that a person must look at?
};

struct PlanInput {
  TargetPlaces target;
  std::vector<Wanted> wanted;
  std::map<std::string, track::LedgerEntry> ledger;  ///< of this target, by path
  std::string
      origin;  ///< whose deployment this is: other origins' files are foreign; "" = all ours
  std::function<std::optional<Present>(const std::string& path)> present;
  /// Absolute paths of definitions that lie inside the target. They are also among `wanted`, with
  /// that path (which ends with the origin path) and no content, and win every collision.
  std::set<std::string> in_place;
  std::set<std::string> tracked;  ///< absolute paths that git tracks: never destinations
  std::map<std::string, KnownSource> sources;  ///< the configured ones, by id; "" = the repository
  bool sources_known = true;                   ///< false: there may be more than these
  bool prune = false;
  bool force = false;           ///< edited files are replaced (their bytes are kept as images)
  std::set<std::string> adopt;  ///< names whose foreign files may be taken over
};

/// What a person calls a definition that has no name: its file without the extension, or a skill's
/// directory.
std::string definition_stem(std::string_view path);

/// What people call the source with that id; the id itself where it is not configured.
std::string source_name(const PlanInput& input, const std::string& id);

/// Pure. Collisions (same path, or same case-folded name or file name) are decided by rank, then by
/// origin path; the losers are dropped from the plan.
Plan make_plan(const PlanInput& input);

}  // namespace deploy
