#pragma once

#include <optional>
#include <string_view>

#include "syntax/document.hpp"

namespace syntax {

/// One attempt to read a text as YAML 1.2.
struct Reading {
  std::optional<Node> root;      ///< nothing if there is a fault or the text is empty
  std::optional<Problem> fault;  ///< why there is no tree; its message may be empty
  bool final = false;            ///< the fault is no matter of quoting: do not try again
  std::optional<Problem> extra_document;
};

/// Reads the first document of `text`, which is valid UTF-8 without NUL and without a BOM.
Reading read_strict(std::string_view text, const Limits& limits);

}  // namespace syntax
