#include "repair/text.hpp"

#include <algorithm>
#include <numeric>

namespace repair {
namespace {

bool is_valid(const agent::Fix& fix, std::size_t size) {
  std::size_t at = 0;
  for (const agent::Edit& edit : fix.edits) {
    if (edit.begin < at || edit.end < edit.begin || edit.end > size) return false;
    at = edit.end;
  }
  return !fix.edits.empty();
}

/// Edits that touch are taken to meet, for nobody knows which of two insertions comes first.
bool meet(const agent::Edit& a, const agent::Edit& b) {
  return a.begin <= b.end && b.begin <= a.end;
}

bool touches(const agent::Edit& edit, const Kept& kept) {
  if (kept.begin == kept.end) return edit.begin < kept.begin && edit.end > kept.end;
  if (edit.begin == edit.end) return edit.begin >= kept.begin && edit.begin < kept.end;
  return edit.begin < kept.end && edit.end > kept.begin;
}

void move_kept(std::vector<Kept>& kept, std::span<const agent::Edit> edits) {
  for (Kept& range : kept) {
    std::ptrdiff_t shift = 0;
    for (const agent::Edit& edit : edits) {
      if (edit.end > range.begin) break;
      shift += static_cast<std::ptrdiff_t>(edit.text.size()) -
               static_cast<std::ptrdiff_t>(edit.end - edit.begin);
    }
    range.begin += static_cast<std::size_t>(shift);
    range.end += static_cast<std::size_t>(shift);
  }
}

std::string with_edits(std::string_view text, std::span<const agent::Edit> edits) {
  std::string result;
  std::size_t at = 0;
  for (const agent::Edit& edit : edits) {
    result.append(text.substr(at, edit.begin - at)).append(edit.text);
    at = edit.end;
  }
  return result.append(text.substr(at));
}

}  // namespace

std::vector<Kept> kept_lines(std::string_view text, std::span<const git::LineRange> lines) {
  std::vector<std::size_t> starts = {0};  // of every line, and the end
  for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at + 1)) {
    starts.push_back(at + 1);
  }
  // What is added to a last line without an end belongs to that line.
  if (starts.back() < text.size() || text.empty()) starts.push_back(text.size() + 1);
  const auto start_of = [&](std::size_t line) {
    return starts[std::min(line > 0 ? line - 1 : 0, starts.size() - 1)];
  };
  std::vector<Kept> kept;
  for (const git::LineRange& range : lines) {
    const std::size_t first = range.count == 0 ? range.first + 1 : range.first;
    kept.push_back({start_of(first), start_of(first + range.count)});
  }
  return kept;
}

Repaired apply_fixes(std::string_view text, std::span<const agent::Fix> fixes,
                     std::vector<Kept>& kept) {
  Repaired result;
  result.outcomes.assign(fixes.size(), Outcome::invalid);
  std::vector<std::size_t> order(fixes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::erase_if(order, [&](std::size_t i) { return !is_valid(fixes[i], text.size()); });
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return fixes[i].edits.front().begin; });
  std::vector<agent::Edit> taken;
  for (const std::size_t i : order) {
    const auto any_edit = [&](const auto& others, const auto& related) {
      return std::ranges::any_of(fixes[i].edits, [&](const agent::Edit& edit) {
        return std::ranges::any_of(others, [&](const auto& other) { return related(edit, other); });
      });
    };
    if (any_edit(kept, touches)) {
      result.outcomes[i] = Outcome::refused;
    } else if (any_edit(taken, meet)) {
      result.outcomes[i] = Outcome::waits;
    } else {
      result.outcomes[i] = Outcome::applied;
      taken.insert(taken.end(), fixes[i].edits.begin(), fixes[i].edits.end());
    }
  }
  std::ranges::sort(taken, {}, &agent::Edit::begin);
  result.text = with_edits(text, taken);
  move_kept(kept, taken);
  return result;
}

}  // namespace repair
