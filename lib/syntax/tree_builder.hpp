#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/document.hpp"

namespace syntax {

/// Thrown by TreeBuilder where the document must not be read any further.
struct Refused {
  Problem problem;
};

/// Makes a tree with byte ranges out of a parser's events. The parser knows where a node starts,
/// the source says where it ends. An alias becomes a copy of what it stands for; the copy itself
/// has the range of the alias, what is inside it that of the original.
class TreeBuilder {
 public:
  enum class Notation : std::uint8_t { block, flow };

  /// `text` must outlive the builder.
  TreeBuilder(std::string_view text, const Limits& limits) : text_(text), limits_(limits) {}

  /// `mark` is the start of the node or of its anchor or tag; `tag` is "?" or "!" if there is none.
  /// `anchor` is 0 if there is none.
  void scalar(std::size_t mark, const std::string& tag, std::size_t anchor,
              const std::string& value);
  /// A null that is written out has its mark; one that is not has the mark of any later token.
  void null(std::size_t mark, std::size_t anchor);
  void alias(std::size_t mark, std::size_t anchor);
  void open(Kind kind, std::size_t mark, std::size_t anchor, Notation notation);
  void close();

  std::optional<Node> take_root() { return std::move(root_); }
  /// One past the last byte that belongs to the tree.
  std::size_t end() const { return cursor_; }
  /// Start of the outermost flow collection whose end has not come yet.
  std::optional<std::size_t> open_flow() const;

 private:
  struct Frame {
    Node node;
    std::optional<Node> key;
    std::size_t anchor = 0;
    std::size_t first_node = 0;  ///< nodes counted when it was opened
    std::size_t height = 0;      ///< levels of collections inside
    std::int64_t column = -1;    ///< of a block collection, or of the one around it
  };
  struct Anchored {
    Node node;
    std::size_t nodes = 0;
    std::size_t bytes = 0;
    std::size_t height = 0;
  };

  void add(Node node, std::size_t anchor, std::size_t nodes, std::size_t height);
  void remember(const Node& node, std::size_t anchor, std::size_t nodes, std::size_t height);
  void count_nodes(std::size_t nodes, std::size_t at);
  void count_copied_bytes(std::size_t bytes, std::size_t at);
  std::size_t absent_value_place() const;
  std::size_t flow_end(const Node& node) const;
  bool expects_key() const;

  std::string_view text_;
  Limits limits_;
  std::vector<Frame> frames_;
  std::map<std::size_t, Anchored> anchors_;
  std::optional<Node> root_;
  std::size_t cursor_ = 0;
  std::size_t nodes_ = 0;
  std::size_t copied_bytes_ = 0;
};

}  // namespace syntax
