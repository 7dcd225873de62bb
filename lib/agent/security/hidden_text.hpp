#pragma once

#include <cstddef>
#include <string>

#include "agent/security/source.hpp"

namespace agent::security {

/// Checks hidden-unicode, zero-width, odd-space, replacement-char and control-char. Asked in order
/// of position.
class HiddenText {
 public:
  explicit HiddenText(Source& source) : source_(source) {}

  void check_control(std::size_t at);
  /// `at` is any byte of the character.
  void check_character(std::size_t at);
  /// Reports what is counted over the whole file.
  void finish();

 private:
  /// First byte after the code points from `at` on that `belongs` holds for.
  template <typename Predicate>
  std::size_t end_of_run(std::size_t at, Predicate belongs) const;
  void check_tags(std::size_t at);
  void check_selectors(std::size_t at);
  void check_direction(std::size_t at);
  void check_zero_width(std::size_t at);
  void check_space(std::size_t at);
  /// "and 3 more"
  std::string more(Range run) const;

  struct Counted {
    Range first;
    std::size_t number = 0;
  };
  void count(Counted& counted, Range range);

  Source& source_;
  std::size_t next_ = 0;  ///< first byte that was not looked into
  Counted replacements_, spaces_;
};

}  // namespace agent::security
