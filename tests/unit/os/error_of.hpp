#pragma once

#include <stdexcept>

#include "base/error.hpp"

namespace test {

/// The Error that `action` ends with.
template <class Action>
base::Error error_of(const Action& action) {
  try {
    action();
  } catch (const base::Error& error) {
    return error;
  }
  throw std::runtime_error("expected an Error");
}

}  // namespace test
