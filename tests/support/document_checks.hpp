#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "syntax/document.hpp"

namespace syntax::testing {

/// The first broken promise about the ranges of a tree, in words; empty if all are kept: a node is
/// inside of the text and of the node around it, a key is before its value.
inline std::string first_broken_range(std::string_view text, const Node& node) {
  if (node.begin > node.end || node.end > text.size()) return "range out of bounds";
  const auto check = [&](const Node& child) -> std::string {
    if (child.begin < node.begin || child.end > node.end) return "range outside of the parent's";
    return first_broken_range(text, child);
  };
  for (const Node& item : node.items) {
    if (auto broken = check(item); !broken.empty()) return broken;
  }
  std::size_t last_key = node.begin;
  for (const auto& [key, value] : node.entries) {
    if (auto broken = check(key); !broken.empty()) return broken;
    if (auto broken = check(value); !broken.empty()) return broken;
    if (key.end > value.begin) return "a key behind its value";
    if (key.begin < last_key) return "entries not in file order";
    last_key = key.end;
  }
  return {};
}

/// The same for the problems: each is inside of the text and says something; there is a tree if and
/// only if no problem forbids it, or nothing is written.
inline std::string first_broken_problem(std::string_view text, const Document& document,
                                        bool duplicates_are_fatal) {
  int fatal = 0;
  for (const Problem& problem : document.problems) {
    if (problem.begin > problem.end || problem.end > text.size() || problem.other > text.size()) {
      return "problem out of bounds";
    }
    if (problem.message.empty()) return "problem without a message";
    if (problem.kind == ProblemKind::duplicate_key && problem.begin < problem.other) {
      return "the first use of a key is behind the second";
    }
    fatal += problem.kind != ProblemKind::portability &&
             problem.kind != ProblemKind::extra_document &&
             (duplicates_are_fatal || problem.kind != ProblemKind::duplicate_key);
  }
  if (fatal > 1) return "more than one fatal problem";
  if (fatal == 1 && document.root) return "a tree despite a fatal problem";
  return {};
}

}  // namespace syntax::testing
