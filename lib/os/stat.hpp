#pragma once

#include <sys/stat.h>

#include "os/file.hpp"

namespace os {

Stat to_stat(const struct stat& raw);

}  // namespace os
