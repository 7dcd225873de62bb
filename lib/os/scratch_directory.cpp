#include "os/scratch_directory.hpp"

#include <stdlib.h>

#include <cerrno>
#include <filesystem>

#include "base/error.hpp"
#include "os/file.hpp"

namespace os {

ScratchDirectory::ScratchDirectory(const std::string& prefix) : path_(prefix + ".XXXXXX") {
  make_directories(std::string(parent(path_)));
  if (!::mkdtemp(path_.data())) throw base::io_error("create", path_, errno);
}

ScratchDirectory::~ScratchDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace os
