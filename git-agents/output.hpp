#pragma once

#include <streambuf>
#include <vector>

namespace cli {

/// A buffer over a file descriptor that remembers why a write failed, which iostreams forget.
class Output final : public std::streambuf {
 public:
  explicit Output(int fd);
  ~Output() override;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  /// errno of the first write that failed, or 0. Nothing is written after it.
  int error() const { return error_; }

 protected:
  int_type overflow(int_type character) override;
  int sync() override;

 private:
  bool write_out();
  int fd_;
  int error_ = 0;
  std::vector<char> buffer_;
};

}  // namespace cli
