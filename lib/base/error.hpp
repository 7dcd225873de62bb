#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace base {

enum class ErrorCode { not_found, invalid, conflict, io, network, busy, usage, internal };

/// An operation that failed. The only exception type of the project: adapters translate foreign
/// exceptions and C codes into it. Caught in main, in the hook entry, in the HTTP handler wrapper
/// and at the per-item boundary of bulk work, nowhere else.
class Error : public std::exception {
 public:
  /// `message` says what was being done, to what, and why it failed: lower case, no full stop,
  /// names in single quotes. `hint` says what the user can do, or is empty.
  Error(ErrorCode code, std::string message, std::string hint = {});

  ErrorCode code() const { return code_; }
  const std::string& message() const { return message_; }
  const std::string& hint() const { return hint_; }
  const char* what() const noexcept override { return message_.c_str(); }

  /// Puts "`context`: " before the message; used by a floor that knows more than the thrower.
  Error& add_context(std::string_view context);

 private:
  ErrorCode code_;
  std::string message_;
  std::string hint_;
};

/// An io Error whose reason is strerror(`error_number`): io_error("read", "x", EACCES) says
/// "cannot read 'x': Permission denied".
Error io_error(std::string_view doing, std::string_view path, int error_number);

}  // namespace base
