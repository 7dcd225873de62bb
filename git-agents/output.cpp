#include "git-agents/output.hpp"

#include <unistd.h>

#include <cerrno>

namespace cli {

Output::Output(int fd) : fd_(fd), buffer_(std::size_t{64} * 1024) {
  setp(buffer_.data(), buffer_.data() + buffer_.size());
}

Output::~Output() {
  write_out();
}

Output::int_type Output::overflow(int_type character) {
  if (!write_out()) return traits_type::eof();
  if (!traits_type::eq_int_type(character, traits_type::eof())) {
    *pptr() = traits_type::to_char_type(character);
    pbump(1);
  }
  return traits_type::not_eof(character);
}

int Output::sync() {
  return write_out() ? 0 : -1;
}

bool Output::write_out() {
  const char* next = pbase();
  while (error_ == 0 && next < pptr()) {
    const ssize_t written = ::write(fd_, next, static_cast<std::size_t>(pptr() - next));
    if (written >= 0) {
      next += written;
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
  setp(buffer_.data(), buffer_.data() + buffer_.size());
  return error_ == 0;
}

}  // namespace cli
