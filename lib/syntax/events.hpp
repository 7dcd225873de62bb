#pragma once

#include <optional>
#include <string_view>

#include "syntax/document.hpp"
#include "syntax/tree_builder.hpp"

namespace syntax {

struct Fault {
  Problem problem;  ///< the message is empty where the parser's own would not help a person
  bool final = false;
};

/// Feeds the first document of `text` to `builder`. Returns what stopped it.
std::optional<Fault> read_events(std::string_view text, TreeBuilder& builder);

}  // namespace syntax
