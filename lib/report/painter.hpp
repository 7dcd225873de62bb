#pragma once

#include <ostream>
#include <string_view>

#include "base/diagnostic.hpp"
#include "report/human.hpp"

namespace report {

inline constexpr const char* bold = "\x1b[1m";
inline constexpr const char* cyan = "\x1b[36m";
const char* colour_of(base::Severity severity);

/// Writes text in a colour where the style has any.
class Painter {
 public:
  Painter(std::ostream& out, Style style) : out_(out), style_(style) {}
  void put(const char* colour, std::string_view text) {
    if (style_.colour) out_ << colour;
    out_ << text;
    if (style_.colour) out_ << "\x1b[m";
  }
  std::ostream& plain() { return out_; }

 private:
  std::ostream& out_;
  Style style_;
};

/// The source line and a caret below it; nothing where the place has no line.
void show_excerpt(Painter& painter, const base::Place& place, base::Severity severity);

}  // namespace report
