#pragma once

#include <string>
#include <string_view>

namespace hooks {

/// What somebody changed in a text of ours, line by line: "- " what we wrote, "+ " what is there
/// now, each line ended by a newline; of a long difference its beginning.
std::string edit_difference(std::string_view written, std::string_view found);

}  // namespace hooks
