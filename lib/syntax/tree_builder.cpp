#include "syntax/tree_builder.hpp"

#include <algorithm>
#include <utility>

#include "syntax/extent.hpp"
#include "syntax/schema.hpp"

namespace syntax {
namespace {

/// Aliases may not make the answer much larger than the text: a long value and many aliases to it
/// are few nodes and many bytes.
constexpr std::size_t max_copied_bytes = std::size_t{1} << 20;

constexpr std::string_view tag_prefix = "tag:yaml.org,2002:";

Style scalar_style(char first) {
  switch (first) {
    case '"':
      return Style::double_quoted;
    case '\'':
      return Style::single_quoted;
    case '|':
      return Style::literal;
    case '>':
      return Style::folded;
    default:
      return Style::plain;
  }
}

Type scalar_type(const std::string& tag, Style style, std::string_view value) {
  if (tag == "?" || tag == "!" || tag.empty()) {
    return style == Style::plain ? resolve_plain(value) : Type::string;
  }
  const bool core = tag.compare(0, tag_prefix.size(), tag_prefix) == 0;
  return core && tag.substr(tag_prefix.size()) != "str" ? resolve_plain(value) : Type::string;
}

std::size_t bytes_in(const Node& node) {
  std::size_t bytes = node.value.size();
  for (const Node& item : node.items) bytes += bytes_in(item);
  for (const auto& [key, value] : node.entries) bytes += bytes_in(key) + bytes_in(value);
  return bytes;
}

/// Whether the plain scalar that ends at `end` is whole: nothing on its line belongs to it.
bool is_whole_scalar(std::string_view text, std::size_t end, bool is_key, bool in_flow) {
  std::size_t next = end;
  while (next < text.size() && is_blank(text[next])) ++next;
  if (next >= text.size() || is_space(text[next])) return true;
  if (text[next] == '#') return next > end;
  if (text[next] == ':') {
    const bool is_colon = in_flow || next + 1 >= text.size() || is_space(text[next + 1]);
    return is_colon && is_key;
  }
  return in_flow && std::string_view(",]}").find(text[next]) != std::string_view::npos;
}

/// End of a null written as "~" or "null" at `at`, or `at` if there is none. A key is not a null
/// that is the value of something before it.
std::size_t written_null_end(std::string_view text, std::size_t at, bool is_key, bool in_flow) {
  for (const std::string_view word : {"null", "Null", "NULL", "~"}) {
    if (text.substr(at, word.size()) != word) continue;
    return is_whole_scalar(text, at + word.size(), is_key, in_flow) ? at + word.size() : at;
  }
  return at;
}

}  // namespace

std::optional<std::size_t> TreeBuilder::open_flow() const {
  const auto flow = std::find_if(frames_.begin(), frames_.end(), [](const Frame& frame) {
    return frame.node.style == Style::flow;
  });
  if (flow == frames_.end()) return std::nullopt;
  return flow->node.begin;
}

bool TreeBuilder::expects_key() const {
  return !frames_.empty() && frames_.back().node.kind == Kind::mapping && !frames_.back().key;
}

void TreeBuilder::count_nodes(std::size_t nodes, std::size_t at) {
  nodes_ += nodes;
  if (nodes_ <= limits_.nodes) return;
  throw Refused{{ProblemKind::too_large, at, at, 0,
                 "more than " + std::to_string(limits_.nodes) + " values"}};
}

void TreeBuilder::count_copied_bytes(std::size_t bytes, std::size_t at) {
  copied_bytes_ += bytes;
  if (copied_bytes_ <= max_copied_bytes) return;
  throw Refused{{ProblemKind::too_large, at, at, 0,
                 "aliases stand for more than " + std::to_string(max_copied_bytes) + " bytes"}};
}

void TreeBuilder::scalar(std::size_t mark, const std::string& tag, std::size_t anchor,
                         const std::string& value) {
  Node node;
  node.begin = skip_properties(text_, std::min(mark, text_.size()));
  if (node.begin < text_.size()) node.style = scalar_style(text_[node.begin]);
  // A tag without a value: what follows is another node.
  const bool is_absent = value.empty() && node.style == Style::plain;
  if (is_absent) node.begin = properties_end(text_, std::min(mark, text_.size()));
  switch (node.style) {
    case Style::double_quoted:
    case Style::single_quoted: {
      node.end = quoted_end(text_, node.begin);
      if (node.end == text_.npos) {
        throw Refused{{ProblemKind::unterminated_quote, node.begin, line_end(text_, node.begin), 0,
                       "the closing quote is missing"}};
      }
      break;
    }
    case Style::literal:
    case Style::folded:
      node.end = block_scalar_end(text_, node.begin, frames_.empty() ? -1 : frames_.back().column);
      break;
    default:
      node.end = is_absent ? node.begin : plain_end(text_, node.begin, value);
  }
  node.end = std::clamp(node.end, node.begin, text_.size());
  node.value = value;
  node.type = scalar_type(tag, node.style, value);
  cursor_ = node.end;
  count_nodes(1, node.begin);
  add(std::move(node), anchor, 1, 0);
}

void TreeBuilder::null(std::size_t mark, std::size_t anchor) {
  Node node;
  const std::size_t start = std::min(mark, text_.size());
  const std::size_t at = anchor == 0 ? start : skip_properties(text_, start);
  node.begin = at;
  const bool in_flow = !frames_.empty() && frames_.back().node.style == Style::flow;
  node.end = start < cursor_ ? at : written_null_end(text_, at, expects_key(), in_flow);
  if (node.begin == node.end) {
    node.begin = node.end = anchor == 0 ? absent_value_place() : properties_end(text_, start);
  }
  node.value = text_.substr(node.begin, node.end - node.begin);
  cursor_ = node.end;
  count_nodes(1, node.begin);
  add(std::move(node), anchor, 1, 0);
}

std::size_t TreeBuilder::absent_value_place() const {
  if (frames_.empty() || expects_key()) return cursor_;
  const char indicator = frames_.back().node.kind == Kind::mapping ? ':' : '-';
  const std::size_t at = skip_space(text_, cursor_);
  return at < text_.size() && text_[at] == indicator ? at + 1 : cursor_;
}

void TreeBuilder::alias(std::size_t mark, std::size_t anchor) {
  const std::size_t begin = std::min(mark, text_.size());
  const std::size_t end = alias_end(text_, begin);
  const auto found = anchors_.find(anchor);
  if (found == anchors_.end()) {
    throw Refused{{ProblemKind::unknown_alias, begin, end, 0,
                   "alias '" + std::string(text_.substr(begin, end - begin)) +
                       "' stands inside the value that it stands for"}};
  }
  const Anchored& original = found->second;
  count_nodes(original.nodes, begin);
  count_copied_bytes(original.bytes, begin);
  if (frames_.size() + original.height > limits_.depth) {
    throw Refused{{ProblemKind::too_deep, begin, end, 0,
                   "nested deeper than " + std::to_string(limits_.depth) + " levels"}};
  }
  Node node = original.node;
  node.begin = begin;
  node.end = end;
  cursor_ = end;
  add(std::move(node), 0, original.nodes, original.height);
}

void TreeBuilder::open(Kind kind, std::size_t mark, std::size_t anchor, Notation notation) {
  Frame frame;
  frame.node.kind = kind;
  frame.node.type = kind == Kind::mapping ? Type::mapping : Type::sequence;
  frame.node.style = notation == Notation::flow ? Style::flow : Style::block;
  frame.node.begin = skip_properties(text_, std::min(mark, text_.size()));
  frame.anchor = anchor;
  frame.first_node = nodes_;
  if (notation == Notation::block) {
    frame.column =
        static_cast<std::int64_t>(frame.node.begin - line_begin(text_, frame.node.begin));
  } else if (!frames_.empty()) {
    frame.column = frames_.back().column;
  }
  cursor_ = frame.node.begin;
  count_nodes(1, frame.node.begin);
  if (frames_.size() >= limits_.depth) {
    throw Refused{{ProblemKind::too_deep, frame.node.begin, frame.node.begin, 0,
                   "nested deeper than " + std::to_string(limits_.depth) + " levels"}};
  }
  frames_.push_back(std::move(frame));
}

std::size_t TreeBuilder::flow_end(const Node& node) const {
  const bool pair_without_braces =
      node.kind == Kind::mapping &&
      (node.begin >= text_.size() || text_[node.begin] != '{' ||
       (!node.entries.empty() && node.entries.front().first.begin <= node.begin));
  if (pair_without_braces) return cursor_;
  const char closing = node.kind == Kind::mapping ? '}' : ']';
  std::size_t at = std::max(cursor_, node.begin + (cursor_ == node.begin ? 1 : 0));
  for (at = skip_space(text_, at); at < text_.size(); at = skip_space(text_, at + 1)) {
    if (text_[at] == closing) return at + 1;
    if (text_[at] != ',' && text_[at] != ':' && text_[at] != '?') break;
  }
  return cursor_;
}

void TreeBuilder::close() {
  Frame frame = std::move(frames_.back());
  frames_.pop_back();
  if (frame.node.style == Style::flow) cursor_ = flow_end(frame.node);
  frame.node.end = std::max(cursor_, frame.node.begin);
  add(std::move(frame.node), frame.anchor, nodes_ - frame.first_node, frame.height + 1);
}

void TreeBuilder::remember(const Node& node, std::size_t anchor, std::size_t nodes,
                           std::size_t height) {
  const std::size_t bytes = bytes_in(node);
  count_nodes(nodes, node.begin);
  count_copied_bytes(bytes, node.begin);
  anchors_[anchor] = Anchored{node, nodes, bytes, height};
}

void TreeBuilder::add(Node node, std::size_t anchor, std::size_t nodes, std::size_t height) {
  if (anchor != 0) remember(node, anchor, nodes, height);
  if (frames_.empty()) {
    root_ = std::move(node);
    return;
  }
  Frame& frame = frames_.back();
  frame.height = std::max(frame.height, height);
  if (frame.node.kind == Kind::sequence) {
    frame.node.items.push_back(std::move(node));
  } else if (!frame.key) {
    frame.key = std::move(node);
  } else {
    frame.node.entries.emplace_back(std::move(*frame.key), std::move(node));
    frame.key.reset();
  }
}

}  // namespace syntax
