#include "base/error.hpp"

#include <cstring>
#include <utility>

namespace base {

Error::Error(ErrorCode code, std::string message, std::string hint)
    : code_(code), message_(std::move(message)), hint_(std::move(hint)) {}

Error& Error::add_context(std::string_view context) {
  message_.insert(0, ": ").insert(0, context);
  return *this;
}

Error io_error(std::string_view doing, std::string_view path, int error_number) {
  std::string message("cannot ");
  message.append(doing).append(" '").append(path).append("': ");
  message += std::strerror(error_number);
  return Error(ErrorCode::io, std::move(message));
}

}  // namespace base
