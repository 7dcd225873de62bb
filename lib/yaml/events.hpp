#pragma once

#include <optional>
#include <string_view>

#include "yaml/document.hpp"
#include "yaml/tree_builder.hpp"

namespace yaml {

struct Fault {
  Problem problem;  ///< the message is empty where the parser's own would not help a person
  bool final = false;
};

/// Feeds the first document of `text` to `builder`. Returns what stopped it.
std::optional<Fault> read_events(std::string_view text, TreeBuilder& builder);

}  // namespace yaml
