#include "os/git_component.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace os {

bool has_git_component(std::string_view path) {
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    if (base::to_lower_ascii(path.substr(begin, end - begin)) == ".git") return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace os
