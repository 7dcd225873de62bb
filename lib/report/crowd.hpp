#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace report {

/// A finding that is shown, and how many of its kind are not, told with the last one shown.
struct Shown {
  const base::Diagnostic* diagnostic;
  std::size_t more = 0;
};

/// The findings of one file to show: of more than five of one rule whose messages differ only in
/// names and numbers, the first three.
std::vector<Shown> without_crowds(std::span<const base::Diagnostic> of_one_file);

/// The message with every quoted name empty and every number 0.
std::string message_pattern(std::string_view message);

}  // namespace report
