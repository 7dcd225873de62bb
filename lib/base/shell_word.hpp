#pragma once

#include <string>
#include <string_view>

namespace base {

/// `text` as one word of a POSIX shell's command line: as it is where that is safe, else in single
/// quotes. For commands that people are told to paste.
std::string shell_word(std::string_view text);

/// A command line in quotes, for a sentence; without them where it has quotes of its own, which
/// could not be pasted out of others.
std::string quoted_command(std::string_view line);

}  // namespace base
