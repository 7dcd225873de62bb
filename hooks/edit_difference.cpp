#include "hooks/edit_difference.hpp"

#include <algorithm>
#include <vector>

namespace hooks {
namespace {

constexpr std::size_t most_shown = 12;
/// Longer texts are shown as replaced: ours have a dozen lines.
constexpr std::size_t most_compared = 200;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

/// lengths[i][j]: of the longest common subsequence of the lines from i and from j on.
using Lengths = std::vector<std::vector<std::size_t>>;

Lengths common_lengths(const std::vector<std::string_view>& a,
                       const std::vector<std::string_view>& b) {
  Lengths lengths(a.size() + 1, std::vector<std::size_t>(b.size() + 1, 0));
  if (a.size() > most_compared || b.size() > most_compared) return lengths;
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      lengths[i][j] =
          a[i] == b[j] ? lengths[i + 1][j + 1] + 1 : std::max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  return lengths;
}

}  // namespace

std::string edit_difference(std::string_view written, std::string_view found) {
  const auto a = lines_of(written);
  const auto b = lines_of(found);
  const Lengths lengths = common_lengths(a, b);
  std::vector<std::string> changes;
  for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      ++i;
      ++j;
    } else if (j == b.size() || (i < a.size() && lengths[i + 1][j] >= lengths[i][j + 1])) {
      changes.push_back("- " + std::string(a[i++]));
    } else {
      changes.push_back("+ " + std::string(b[j++]));
    }
  }
  const std::size_t shown = changes.size() > most_shown + 1 ? most_shown : changes.size();
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) text += changes[i] + "\n";
  if (shown < changes.size()) {
    text += "… and " + std::to_string(changes.size() - shown) + " more lines\n";
  }
  return text;
}

}  // namespace hooks
