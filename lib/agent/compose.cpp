#include "agent/compose.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "agent/frontmatter.hpp"

namespace agent {
namespace {

using Order = settings::Build::Order;

/// White space as Python's str.strip() has it, beyond ASCII: U+0085, U+00A0, U+1680, U+2000 to
/// U+200A, U+2028, U+2029, U+202F, U+205F, U+3000. No byte of another character can be taken for
/// one of these, because UTF-8 synchronises itself.
constexpr std::array<std::string_view, 19> wide_spaces = {
    "\u0085", "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003",
    "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200A",
    "\u2028", "\u2029", "\u202F", "\u205F", "\u3000"};

/// Also U+001C to U+001F, which isspace() does not count.
bool is_narrow_space(char byte) {
  return (byte >= '\t' && byte <= '\r') || (byte >= '\x1c' && byte <= ' ');
}

std::size_t space_at_front(std::string_view text) {
  if (text.empty()) return 0;
  if (is_narrow_space(text.front())) return 1;
  for (const std::string_view space : wide_spaces) {
    if (text.starts_with(space)) return space.size();
  }
  return 0;
}

std::size_t space_at_back(std::string_view text) {
  if (text.empty()) return 0;
  if (is_narrow_space(text.back())) return 1;
  for (const std::string_view space : wide_spaces) {
    if (text.ends_with(space)) return space.size();
  }
  return 0;
}

std::string_view strip(std::string_view text) {
  while (const std::size_t width = space_at_front(text)) text.remove_prefix(width);
  while (const std::size_t width = space_at_back(text)) text.remove_suffix(width);
  return text;
}

constexpr std::string_view blank_line = "\n\n";

/// The definition's own part: the block between and with its fences, and the body. A file that ends
/// with the closing fence has no body, not an empty one, and an empty block is left out; both as
/// build-agent.py, which sees no frontmatter there.
void compose_own(std::string_view bytes, std::vector<Piece>& pieces) {
  const Split parts = split(bytes);
  if (parts.state != Split::State::complete) {
    pieces.push_back({strip(bytes.substr(parts.bom)), 0});
    return;
  }
  const std::size_t fence_end = parts.yaml_end + 3;
  const bool empty_block =
      bytes.substr(parts.yaml_begin, parts.yaml_end - parts.yaml_begin) == "\n";
  if (!empty_block) pieces.push_back({bytes.substr(parts.fence, fence_end - parts.fence), 0});
  if (bytes[parts.body_begin - 1] != '\n') return;
  if (!empty_block) pieces.push_back({blank_line});
  pieces.push_back({strip(bytes.substr(parts.body_begin)), 0});
}

}  // namespace

std::string_view inheritable_body(std::string_view bytes) {
  const Split parts = split(bytes);
  const bool complete = parts.state == Split::State::complete;
  return strip(bytes.substr(complete ? parts.body_begin : parts.bom));
}

std::vector<Piece> compose(std::string_view agent_bytes, std::span<const BaseText> bases,
                           Order order, std::vector<std::string>& storage) {
  std::vector<Piece> pieces;
  pieces.reserve(3 + 2 * bases.size());
  compose_own(agent_bytes, pieces);
  // Growing would move strings that keep their bytes inside themselves; these are too long for it.
  storage.reserve(storage.size() + bases.size());
  for (std::size_t i = 0; i < bases.size(); ++i) {
    const std::size_t which = order == Order::root_first ? i : bases.size() - 1 - i;
    const BaseText& base = bases[which];
    if (base.body.empty()) continue;
    if (order == Order::root_first) {
      storage.push_back("\n\n\n<!-- Inherited from " + base.path + " -->\n\n\n");
      pieces.push_back({storage.back()});
    } else {
      pieces.push_back({"\n\n---\n\n"});
    }
    pieces.push_back({base.body, static_cast<int>(which) + 1});
  }
  return pieces;
}

std::string join(std::span<const Piece> pieces) {
  std::size_t size = 0;
  for (const Piece& piece : pieces) size += piece.text.size();
  std::string text;
  text.reserve(size);
  for (const Piece& piece : pieces) text += piece.text;
  return text;
}

std::vector<LineOrigin> provenance(std::string_view agent_bytes,
                                   std::span<const std::string_view> base_bytes,
                                   std::span<const Piece> pieces) {
  std::vector<LineOrigin> lines;
  bool starts_line = true;
  for (const Piece& piece : pieces) {
    std::uint32_t source_line = 0;
    if (piece.source >= 0) {
      const std::string_view file =
          piece.source == 0 ? agent_bytes : base_bytes[static_cast<std::size_t>(piece.source) - 1];
      source_line =
          1 + static_cast<std::uint32_t>(std::count(file.data(), piece.text.data(), '\n'));
    }
    for (std::size_t at = 0; at < piece.text.size();) {
      if (starts_line) {
        lines.push_back({static_cast<std::uint32_t>(lines.size() + 1), piece.source, source_line});
      }
      const std::size_t end = piece.text.find('\n', at);
      starts_line = end != piece.text.npos;
      at = starts_line ? end + 1 : piece.text.size();
      if (piece.source >= 0) ++source_line;
    }
  }
  return lines;
}

}  // namespace agent
