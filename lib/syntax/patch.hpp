#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/document.hpp"

namespace syntax {

/// Bytes [begin, end) of a text and what is read in their place.
struct Edit {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text;
  std::string trigger;  ///< why the value is not YAML; empty for an edit that is no quoting
};

/// A text with edits, and the way back from its offsets to those of the original.
class Patch {
 public:
  /// `edits` are in order and do not overlap.
  Patch(std::string_view original, std::vector<Edit> edits);

  const std::string& text() const { return text_; }
  const std::vector<Edit>& edits() const { return edits_; }
  std::size_t original(std::size_t offset) const;

  /// Gives the nodes of a tree of text() their places in the original, and quoted values the
  /// plain style that they have there.
  void restore(Node& node) const;

 private:
  std::vector<Edit> edits_;
  std::vector<std::size_t> starts_;  ///< of each edit in text_
  std::string text_;
};

}  // namespace syntax
