#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>

#include "base/error.hpp"
#include "base/handle.hpp"
#include "base/text.hpp"

namespace base {

std::string fold(std::string_view name) {
  if (std::all_of(name.begin(), name.end(), [](char c) { return (c & 0x80) == 0; })) {
    return to_lower_ascii(name);
  }
  if (first_invalid_utf8(name)) return std::string(name);

  Handle<utf8proc_uint8_t, std::free> folded;
  constexpr auto options =
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
  const utf8proc_ssize_t size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(name.data()),
                   static_cast<utf8proc_ssize_t>(name.size()), out(folded), options);
  if (size < 0) {
    throw Error(ErrorCode::internal,
                "cannot fold '" + std::string(name) + "': " + utf8proc_errmsg(size));
  }
  return {reinterpret_cast<const char*>(folded.get()), static_cast<std::size_t>(size)};
}

}  // namespace base
