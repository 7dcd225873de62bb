#include "syntax/patch.hpp"

#include <algorithm>
#include <utility>

namespace syntax {

Patch::Patch(std::string_view original, std::vector<Edit> edits) : edits_(std::move(edits)) {
  std::size_t copied = 0;
  for (const Edit& edit : edits_) {
    text_ += original.substr(copied, edit.begin - copied);
    starts_.push_back(text_.size());
    text_ += edit.text;
    copied = edit.end;
  }
  text_ += original.substr(copied);
}

std::size_t Patch::original(std::size_t offset) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  if (after == starts_.begin()) return offset;
  const auto index = static_cast<std::size_t>(after - starts_.begin()) - 1;
  const Edit& edit = edits_[index];
  const std::size_t inside = offset - starts_[index];
  return inside < edit.text.size() ? edit.begin : edit.end + (inside - edit.text.size());
}

void Patch::restore(Node& node) const {
  const auto edit = std::lower_bound(starts_.begin(), starts_.end(), node.begin);
  if (node.kind == Kind::scalar && edit != starts_.end() && *edit == node.begin &&
      !edits_[static_cast<std::size_t>(edit - starts_.begin())].trigger.empty()) {
    node.style = Style::plain;
  }
  node.begin = original(node.begin);
  node.end = original(node.end);
  for (Node& item : node.items) restore(item);
  for (auto& [key, value] : node.entries) {
    restore(key);
    restore(value);
  }
}

}  // namespace syntax
