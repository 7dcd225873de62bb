#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "settings/settings.hpp"

namespace agent {

/// A base as it is inherited. Views into bytes that the caller keeps.
struct BaseText {
  std::string path;       ///< relative to the definitions root: what the comment names
  std::string_view body;  ///< inheritable_body() of the file
};

/// The part of a base's bytes that is inherited: without frontmatter, stripped.
std::string_view inheritable_body(std::string_view bytes);

/// A run of bytes of a composed definition. Either a view into an input or a short separator.
struct Piece {
  std::string_view text;
  int source = -1;  ///< -1 separator, 0 the agent itself, n the n-th base of the span given
};

/// The composed definition as pieces, to be written one after the other without copying the
/// inputs. `bases` are root first whatever the order of composition is. Separators that must be
/// made are kept in `storage`, which must live as long as the pieces.
///
/// root-first is byte-compatible with build-agent.py: the frontmatter block verbatim, the stripped
/// body, then for each base "<!-- Inherited from PATH -->" and its text, joined by blank lines, no
/// newline at the end. Without bases the same form without the inherited part.
/// nearest-first: the text of each base from the nearest directory to the root, joined by "---".
std::vector<Piece> compose(std::string_view agent_bytes, std::span<const BaseText> bases,
                           settings::Build::Order order, std::vector<std::string>& storage);

std::string join(std::span<const Piece> pieces);

/// Which line of the composed text came from where.
struct LineOrigin {
  std::uint32_t line;         ///< 1-based, of the composed text
  int source;                 ///< as Piece::source
  std::uint32_t source_line;  ///< 1-based, in that file; 0 for separators
};
std::vector<LineOrigin> provenance(std::string_view agent_bytes,
                                   std::span<const std::string_view> base_bytes,
                                   std::span<const Piece> pieces);

}  // namespace agent
