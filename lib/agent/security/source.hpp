#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "agent/findings.hpp"
#include "agent/frontmatter.hpp"
#include "agent/kind.hpp"

namespace agent::security {

/// Bytes [begin, end) of a definition.
struct Range {
  std::size_t begin = 0, end = 0;
};

/// A definition whose text is looked into: its bytes, where code is in it, what was said about it.
class Source {
 public:
  Source(Format format, std::string_view bytes, const Split& parts, Findings& findings)
      : format_(format), bytes_(bytes), parts_(parts), findings_(findings) {}

  Format format() const { return format_; }
  std::string_view bytes() const { return bytes_; }
  const Split& parts() const { return parts_; }

  /// The line that `at` is in, without its end; of a long line the part near `at`.
  Range line(std::size_t at) const;
  std::string_view text(Range range) const {
    return bytes_.substr(range.begin, range.end - range.begin);
  }
  bool is_in_frontmatter(std::size_t at) const;
  /// In a fenced code block, its fences included?
  bool is_in_code_block(std::size_t at);
  /// Between backticks of one line?
  bool is_in_code_span(std::size_t at) const;
  /// Overlaps with a secret that was found before?
  bool is_secret(Range range) const;

  /// Passes on the first few findings of each rule and severity, and counts the others.
  void add(Finding finding);
  /// Says how many findings were only counted.
  void add_counts();

 private:
  struct Count {
    std::string_view rule;
    base::Severity severity;
    std::size_t number = 0;
    Range first_left_out;
  };
  Count& count_of(std::string_view rule, base::Severity severity);
  void find_code_blocks();

  Format format_;
  std::string_view bytes_;
  const Split& parts_;
  Findings& findings_;
  std::optional<std::vector<Range>> code_blocks_;  ///< unknown until asked for
  std::vector<Range> secrets_;
  std::vector<Count> counts_;
};

}  // namespace agent::security
