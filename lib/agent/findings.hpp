#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/text.hpp"

namespace agent {

/// Bytes [begin, end) of a file are to become `text`.
struct Edit {
  std::size_t begin = 0, end = 0;
  std::string text;
  friend bool operator==(const Edit&, const Edit&) = default;
};

/// What repairs one diagnostic.
struct Fix {
  std::string rule;
  base::Place place;        ///< of the diagnostic
  std::vector<Edit> edits;  ///< sorted, apart from each other; all or none
};

/// Something wrong at bytes [begin, end) of a definition.
struct Finding {
  std::string_view rule;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string message;
  std::string consequence = {};
  std::string hint = {};
  std::optional<base::Severity> severity = {};  ///< the rule's own where there is none
  std::vector<Edit> fix = {};                   ///< empty = people have to decide
  bool secret = false;                          ///< the lines it stands in must not be shown
};

/// Gathers the diagnostics of one file, at most `most` of them. Keeps a view of its bytes.
class Findings {
 public:
  static constexpr std::size_t most = 100;

  /// Keeps what repairs the findings in `fixes` where it is given.
  Findings(std::string_view bytes, base::Diagnostics& diagnostics,
           std::vector<Fix>* fixes = nullptr)
      : bytes_(bytes), lines_(bytes), diagnostics_(diagnostics), fixes_(fixes) {}

  void add(Finding finding);
  bool full() const { return diagnostics_.size() >= most; }
  /// In a line of more than 32 KiB the line alone, so that many places in it stay cheap. Without
  /// the text of the line where a secret stands in it.
  base::Place place(std::size_t begin, std::size_t end) const;
  std::uint32_t line_of(std::size_t offset) const { return lines_.line_of(offset); }

  /// Takes the text of the lines that bytes [begin, end) stand in out of all that was added, and
  /// keeps it out of what will be.
  void hide(std::size_t begin, std::size_t end);

 private:
  bool is_secret(std::uint32_t line) const;

  std::string_view bytes_;
  base::Lines lines_;
  base::Diagnostics& diagnostics_;
  std::vector<Fix>* fixes_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> secret_lines_;  ///< first and last
};

}  // namespace agent
