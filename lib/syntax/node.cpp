#include <algorithm>

#include "syntax/document.hpp"

namespace syntax {

const char* to_string(Type type) {
  switch (type) {
    case Type::null:
      return "null";
    case Type::boolean:
      return "boolean";
    case Type::integer:
      return "integer";
    case Type::floating:
      return "number";
    case Type::string:
      return "string";
    case Type::sequence:
      return "list";
    case Type::mapping:
      return "mapping";
    case Type::date:
      return "date";
  }
  return "unknown";
}

const Node* Node::find(std::string_view key) const {
  const auto entry = std::find_if(entries.rbegin(), entries.rend(), [&](const auto& candidate) {
    return candidate.first.kind == Kind::scalar && candidate.first.value == key;
  });
  return entry == entries.rend() ? nullptr : &entry->second;
}

}  // namespace syntax
