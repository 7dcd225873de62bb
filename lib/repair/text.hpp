#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agent/findings.hpp"
#include "git/unstaged.hpp"

namespace repair {

/// Bytes [begin, end) that no edit may touch. An empty range is a place that no edit may span.
struct Kept {
  std::size_t begin = 0, end = 0;
  friend bool operator==(const Kept&, const Kept&) = default;
};

/// The bytes of these lines of `text`, their ends included.
std::vector<Kept> kept_lines(std::string_view text, std::span<const git::LineRange> lines);

/// What became of a fix.
enum class Outcome {
  applied,
  waits,    ///< it meets an edit of another fix: it is for the next round
  refused,  ///< it touches what is to be kept
  invalid,  ///< its edits are not sorted, overlap, or lie outside of the text
};

struct Repaired {
  std::string text;
  std::vector<Outcome> outcomes;  ///< of fixes[i]
};

/// Applies each fix whole or not at all, the first in the text first, and moves `kept` to where its
/// bytes are afterwards. All bytes outside of the edits stay as they are.
Repaired apply_fixes(std::string_view text, std::span<const agent::Fix> fixes,
                     std::vector<Kept>& kept);

}  // namespace repair
