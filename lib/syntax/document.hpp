#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace syntax {

enum class Kind : std::uint8_t { scalar, sequence, mapping };
enum class Style : std::uint8_t {
  plain,
  single_quoted,
  double_quoted,
  literal,
  folded,
  block,
  flow
};
/// What a scalar means under the YAML 1.2 core schema (yaml.org/spec/1.2.2, 10.3.2). A date, with
/// or without a time, is one in TOML only.
enum class Type : std::uint8_t {
  null,
  boolean,
  integer,
  floating,
  string,
  sequence,
  mapping,
  date
};

/// "null", "boolean", "integer", "number", "string", "list", "mapping" or "date", for messages.
const char* to_string(Type type);

/// A node with the bytes it came from. Offsets are into the text given to the parser.
struct Node {
  // Declared here and defaulted below: a pair of Node has to ask for them before Node is complete.
  Node() noexcept;
  Node(const Node&);
  Node(Node&&) noexcept;
  Node& operator=(const Node&);
  Node& operator=(Node&&) noexcept;
  ~Node();

  Kind kind = Kind::scalar;
  Style style = Style::plain;
  Type type = Type::null;
  std::size_t begin = 0;  ///< first byte, including an opening quote or bracket
  std::size_t end = 0;    ///< one past the last byte, including a closing quote
  std::string value;      ///< decoded text of a scalar
  std::vector<Node> items;
  std::vector<std::pair<Node, Node>> entries;  ///< in file order; duplicates are kept

  bool is_string() const { return type == Type::string; }
  /// The value of the last entry with this key (last wins, as in the hosts), or null.
  const Node* find(std::string_view key) const;
};

inline Node::Node() noexcept = default;
inline Node::Node(const Node&) = default;
inline Node::Node(Node&&) noexcept = default;
inline Node& Node::operator=(const Node&) = default;
inline Node& Node::operator=(Node&&) noexcept = default;
inline Node::~Node() = default;

enum class ProblemKind : std::uint8_t {
  syntax,              ///< not YAML, also not after quoting plain values
  portability,         ///< strict YAML fails here, but quoting one plain value repairs it
  duplicate_key,       ///< `other` is the offset of the first one
  unterminated_quote,  ///< the closing quote is missing
  extra_document,      ///< a second document; hosts read only the first
  not_utf8,
  too_deep,
  too_large,  ///< more nodes than the limit, alias expansion included
  unknown_alias,
};

struct Problem {
  ProblemKind kind;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t other = 0;
  std::string message;  ///< lower case, no full stop; for `portability` names the trigger
};

struct Limits {
  std::size_t depth = 64;
  std::size_t nodes = 20'000;
};

struct Document {
  std::optional<Node> root;  ///< nothing where there is a syntax problem or the text is empty
  std::vector<Problem> problems;
};

/// Parses one YAML document strictly; if that fails, once more with the plain single-line values
/// that are not YAML quoted, as the hosts do, and reports each as `portability`. Never throws for
/// bad input. Offsets in the answer always refer to `text` as given.
Document parse_yaml(std::string_view text, const Limits& limits = {});

/// Text of `value` as a double-quoted YAML scalar.
std::string quoted(std::string_view value);

}  // namespace syntax
