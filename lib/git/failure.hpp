#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "git/repository.hpp"
#include "os/process.hpp"

namespace git {

/// What git said when `arguments` failed: its fatal line is the message, the rest (such as the
/// advice of safe.directory) the hint.
base::Error failure(const std::vector<std::string>& arguments, const os::Result& result);

/// Like query(), but nothing where git fails with a fatal line that begins with one of `absences`.
std::optional<std::string> query_unless(const Repository& repository,
                                        std::vector<std::string> arguments,
                                        std::initializer_list<std::string_view> absences);

/// False for names that cannot be an argument: empty, an option, or with a NUL inside.
bool is_revision_argument(std::string_view name);

/// False for names that a line of `git cat-file --batch` cannot carry: empty, with a newline or a
/// NUL, or with a CR at the end, which git removes.
bool is_request(std::string_view name);

/// Appends "--" and the roots; nothing where they hold everything.
void append_roots(std::vector<std::string>& arguments, const std::vector<std::string>& roots);

}  // namespace git
