#pragma once

#include <memory>

namespace base {

/// Turns a C free function into a deleter.
template <auto release>
struct Releaser {
  template <class T>
  void operator()(T* pointer) const noexcept {
    release(pointer);
  }
};

/// A C handle that is released with `release` when it goes out of scope.
template <class T, auto release>
using Handle = std::unique_ptr<T, Releaser<release>>;

/// Adapts a Handle to a C out-parameter for the length of one full expression:
/// `sqlite3_open(path, out(handle))`.
template <class H>
class Out {
 public:
  explicit Out(H& handle) : handle_(handle) {}
  ~Out() { handle_.reset(raw_); }
  Out(const Out&) = delete;
  Out& operator=(const Out&) = delete;
  operator typename H::pointer *() { return &raw_; }

 private:
  H& handle_;
  typename H::pointer raw_ = nullptr;
};

template <class H>
Out<H> out(H& handle) {
  return Out<H>(handle);
}

}  // namespace base
