#include "agent/security/source.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "agent/encoding.hpp"
#include "agent/rules.hpp"

namespace agent::security {
namespace {

constexpr std::size_t most_of_a_rule = 5;
/// How far to either side a line is looked at, so that hostile text stays cheap.
constexpr std::size_t reach = 512;

}  // namespace

Range Source::line(std::size_t at) const {
  const std::size_t first = at > reach ? at - reach : 0;
  const std::size_t before = bytes_.substr(first, at - first).rfind('\n');
  const std::string_view rest = bytes_.substr(at, reach);
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  return {before == std::string_view::npos ? first : first + before + 1, at + end};
}

bool Source::is_in_frontmatter(std::size_t at) const {
  return parts_.state == Split::State::complete && at >= parts_.yaml_begin && at < parts_.yaml_end;
}

void Source::find_code_blocks() {
  code_blocks_.emplace();
  Fences fences;
  bool inside = false;
  for (std::size_t at = parts_.body_begin; at < bytes_.size();) {
    const std::size_t end = std::min(bytes_.find('\n', at), bytes_.size());
    std::string_view line = bytes_.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const bool covered = fences.covers(line);
    if (covered && !inside) code_blocks_->push_back({at, end});
    if (covered) code_blocks_->back().end = end;
    inside = covered;
    at = end + 1;
  }
}

bool Source::is_in_code_block(std::size_t at) {
  if (!code_blocks_) find_code_blocks();
  const auto next = std::ranges::upper_bound(*code_blocks_, at, {}, &Range::begin);
  return next != code_blocks_->begin() && at < std::prev(next)->end;
}

bool Source::is_in_code_span(std::size_t at) const {
  const Range range = line(at);
  const std::string_view line = text(range);
  const std::size_t wanted = at - range.begin;
  for (std::size_t i = line.find('`'); i < wanted; i = line.find('`', i)) {
    const std::size_t first = std::min(line.find_first_not_of('`', i), line.size());
    const std::size_t length = first - i;
    std::size_t close = line.find('`', first);
    std::size_t after = first;
    while (close != line.npos) {
      after = std::min(line.find_first_not_of('`', close), line.size());
      if (after - close == length) break;
      close = line.find('`', after);
    }
    if (close == line.npos) {
      i = first;
      continue;
    }
    if (wanted < after) return true;
    i = after;
  }
  return false;
}

bool Source::is_secret(Range range) const {
  return std::ranges::any_of(secrets_, [&](const Range& secret) {
    return secret.begin < range.end && range.begin < secret.end;
  });
}

Source::Count& Source::count_of(std::string_view rule, base::Severity severity) {
  for (Count& count : counts_) {
    if (count.rule == rule && count.severity == severity) return count;
  }
  return counts_.emplace_back(Count{rule, severity, 0, {}});
}

void Source::add(Finding finding) {
  const Rule* rule = find_rule(finding.rule);
  if (!finding.severity && rule) finding.severity = rule->severity;
  Count& count = count_of(finding.rule, finding.severity.value_or(base::Severity::error));
  if (finding.secret) secrets_.push_back({finding.begin, finding.end});
  if (++count.number <= most_of_a_rule) return findings_.add(std::move(finding));
  if (finding.secret) findings_.hide(finding.begin, finding.end);
  if (count.number == most_of_a_rule + 1) count.first_left_out = {finding.begin, finding.end};
}

void Source::add_counts() {
  for (const Count& count : counts_) {
    if (count.number <= most_of_a_rule) continue;
    findings_.add({.rule = count.rule,
                   .begin = count.first_left_out.begin,
                   .end = count.first_left_out.begin,
                   .message = std::to_string(count.number - most_of_a_rule) +
                              " more of this kind from here on",
                   .severity = count.severity});
  }
}

}  // namespace agent::security
