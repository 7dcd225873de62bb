#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agent/definition.hpp"

namespace agent {

/// The form under which names are compared in references: NFC, case-folded, '_' and ' ' as '-',
/// without `.agent.md` or `.md`, without a `plugin:` prefix.
std::string match_key(std::string_view name);

/// The keys under which a definition can be found: of its name, file stem or skill directory, and
/// agent_id; unique.
std::vector<std::string> match_keys(const Definition& definition);

/// Finds definitions by what references call them: name, file stem or agent_id.
class Names {
 public:
  explicit Names(std::span<const Definition> definitions);
  /// Index into the definitions; nothing where no definition of that kind has the name. Among
  /// several the first by path.
  std::optional<std::size_t> find(Kind kind, std::string_view name) const;

 private:
  std::multimap<std::pair<Kind, std::string>, std::size_t, std::less<>> by_key_;
};

/// Names that some host brings itself ("general-purpose", "Explore", …): never dangling.
bool is_built_in_agent(std::string_view name);

/// Is it a skill by its place whose file is not called SKILL.md exactly? No host finds it.
bool is_misnamed_skill(const Definition& definition);
/// The path of the SKILL.md in the directory of `path`.
std::string skill_file_beside(std::string_view path);

struct Edge {
  std::size_t from;  ///< index into the definitions
  EdgeType type;
  std::string target_name;        ///< as written
  std::string target_path;        ///< resolved; "" where it is not in the tree
  std::optional<std::size_t> to;  ///< where the target is a definition
  std::string origin;
  base::Place place;
  bool escapes = false;  ///< a link out of the repository
};

/// All edges: every reference, and for each agent one `base` edge to every base above it, root
/// first. `base_name` is the file name of bases.
std::vector<Edge> edges(std::span<const Definition> definitions, std::string_view base_name);

/// Bases that `path` inherits, root first: the `base_name` files in `root` and in every directory
/// from there to the one of `path`, that `exists` knows.
std::vector<std::string> base_chain(std::string_view path, std::string_view root,
                                    std::string_view base_name,
                                    const std::function<bool(const std::string&)>& exists);

}  // namespace agent
