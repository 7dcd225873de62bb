#pragma once

#include <string>
#include <string_view>

namespace objects {

/// What becomes of one file as `git diff` writes it, for `git apply`: the line "diff --git", a
/// rename where the names differ, and the hunks where the texts do. "" where nothing changes.
std::string unified_diff(std::string_view before, std::string_view after,
                         const std::string& old_name, const std::string& new_name);

}  // namespace objects
