#include "syntax/toml_positions.hpp"

namespace syntax {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

/// Code points between two marks.
constexpr std::size_t stride = 64;

bool continues(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

}  // namespace

TomlPositions::TomlPositions(std::string_view text) : text_(text), lines_{0} {
  const std::size_t begin = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  for (std::size_t at = begin; at < text.size(); ++at) {
    if (continues(text[at])) continue;
    if (code_points_ % stride == 0) marks_.push_back(at);
    ++code_points_;
    if (text[at] == '\n') lines_.push_back(code_points_);
  }
}

std::size_t TomlPositions::offset(std::size_t line, std::size_t column) const {
  if (line == 0 || line > lines_.size() || column == 0) return text_.size();
  const std::size_t index = lines_[line - 1] + column - 1;
  if (index >= code_points_) return text_.size();
  std::size_t at = marks_[index / stride];
  for (std::size_t left = index % stride; left > 0; --left) {
    ++at;
    while (continues(text_[at])) ++at;
  }
  return at;
}

}  // namespace syntax
