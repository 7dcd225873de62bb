#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "agent/definition.hpp"
#include "agent/findings.hpp"
#include "agent/host.hpp"
#include "syntax/document.hpp"

namespace agent {

/// One entry of a tool list with the bytes that it, or the list that it is in, comes from.
struct ToolEntry {
  std::string text;
  std::size_t begin = 0;
  std::size_t end = 0;
};

enum class Separator { comma, comma_or_blank };

/// The entries of a list or a string; separators inside parentheses belong to the entry. Offsets
/// are those of `node` moved by `shift`.
std::vector<ToolEntry> tool_entries(const syntax::Node& node, Separator separator,
                                    std::size_t shift);

/// What stands in the parentheses of `Agent(a, b)` if the entry is for that tool.
std::vector<std::string> tool_arguments(std::string_view entry, std::string_view tool);

/// Reports the tools that the host does not know or has no more. `spec` has a table of tools.
enum class ToolList { allowed, disallowed };
void check_tools(const Spec& spec, const std::vector<ToolEntry>& entries, Findings& findings,
                 Parsed& parsed, ToolList list = ToolList::allowed);

}  // namespace agent
