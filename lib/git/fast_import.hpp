#pragma once

#include <string>

#include "git/repository.hpp"
#include "os/process.hpp"

namespace git {

/// Runs `git fast-import` on a stream that ends in "done", with dates as "<seconds> <zone>". What
/// `get-mark` asks for is in the output. A failed one leaves nothing behind.
os::Result fast_import(const Repository& repository, std::string stream, bool force = false);

/// `content` as a `data` command.
void put_data(std::string& stream, std::string_view content);

/// A path as fast-import reads it, whatever bytes it has.
std::string fast_import_path(std::string_view path);

}  // namespace git
