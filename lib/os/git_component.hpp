#pragma once

#include <string_view>

namespace os {

/// Is one of the components `.git`, in any case?
bool has_git_component(std::string_view path);

}  // namespace os
