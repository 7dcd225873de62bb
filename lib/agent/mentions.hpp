#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace agent {

/// A value as written, bytes [begin, end) of the text, and the construct that it was found in:
/// "subagent_type" or "Task".
using MentionFound =
    std::function<void(std::size_t begin, std::size_t end, std::string_view origin)>;

/// Finds `subagent_type="x"`, `subagent_type: "x"`, `subagent_type: x` and `Task(agent="x")`, also
/// in code.
void find_mentions(std::string_view text, const MentionFound& found);

/// Can the value name a definition, rather than be a template's placeholder?
bool can_be_name(std::string_view value);

}  // namespace agent
