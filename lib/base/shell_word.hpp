#pragma once

#include <string>
#include <string_view>

namespace base {

/// `text` as one word of a POSIX shell's command line: as it is where that is safe, else in single
/// quotes. For commands that people are told to paste.
std::string shell_word(std::string_view text);

}  // namespace base
