#pragma once

#include <string>
#include <string_view>

namespace deploy {

/// The order in which collisions are decided: the repository's own definitions, then those of
/// sources by tier, priority and id.
struct Rank {
  int tier = -1;       ///< settings::Source::Tier as a number; -1 = the repository's own
  int priority = 0;    ///< the lower wins
  std::string source;  ///< id; "" = the repository itself
  friend auto operator<=>(const Rank&, const Rank&) = default;
};

/// LedgerEntry::origin_path: a path in the repository, or "<source id>//<path in the source>". No
/// path that git knows holds "//".
struct OriginPath {
  std::string source;  ///< id; "" = the repository itself
  std::string path;
};
std::string to_text(const OriginPath& origin);
OriginPath origin_path_from(std::string_view text);

}  // namespace deploy
