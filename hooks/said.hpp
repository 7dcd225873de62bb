#pragma once

#include <string>
#include <string_view>

namespace hooks {

/// Did a hook say `text` about `event` for the same git command already? Remembers that it has now.
/// Where ours is there twice (in the global configuration and in a file, or called by another hook
/// manager as well) the second one runs with the same result, and need not repeat it.
bool was_said(std::string_view event, const std::string& text);

}  // namespace hooks
