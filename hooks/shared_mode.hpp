#pragma once

#include <sys/types.h>

#include <string_view>

namespace hooks {

/// The mode of a file or directory that has `mode`, in a repository whose core.sharedRepository is
/// `value` (git-config(1); "" = not set), as git itself would make it.
mode_t shared_mode(std::string_view value, mode_t mode);

}  // namespace hooks
