#include "agent/findings.hpp"

#include <algorithm>
#include <utility>

#include "agent/rules.hpp"

namespace agent {
namespace {

constexpr std::size_t longest_line = 32 * 1024;

bool is_in_long_line(std::string_view bytes, std::size_t at) {
  const std::size_t first = at > longest_line ? at - longest_line : 0;
  const std::string_view window = bytes.substr(first, 2 * longest_line);
  const std::size_t before = window.substr(0, at - first).rfind('\n');
  const std::size_t after = window.find('\n', at - first);
  const std::size_t begin = before == window.npos ? 0 : before + 1;
  const std::size_t end = after == window.npos ? window.size() : after;
  return end - begin > longest_line;
}

void hide_text(base::Place& place) {
  place.width = place.caret = 0;
  place.excerpt.clear();
}

}  // namespace

base::Place Findings::place(std::size_t begin, std::size_t end) const {
  begin = std::min(begin, bytes_.size());
  base::Place place;
  if (is_in_long_line(bytes_, begin)) {
    place.line = lines_.line_of(begin);
    return place;
  }
  place = lines_.place(begin, end);
  if (is_secret(place.line)) hide_text(place);
  return place;
}

bool Findings::is_secret(std::uint32_t line) const {
  return std::ranges::any_of(secret_lines_, [&](const auto& lines) {
    return line >= lines.first && line <= lines.second;
  });
}

void Findings::hide(std::size_t begin, std::size_t end) {
  const std::uint32_t first = lines_.line_of(begin), last = lines_.line_of(end);
  secret_lines_.emplace_back(first, last);
  const auto hide_within = [&](base::Place& place) {
    if (place.line >= first && place.line <= last) hide_text(place);
  };
  for (base::Diagnostic& diagnostic : diagnostics_) hide_within(diagnostic.place);
  if (!fixes_) return;
  for (Fix& fix : *fixes_) hide_within(fix.place);
}

void Findings::add(Finding finding) {
  if (finding.secret) hide(finding.begin, finding.end);
  if (full()) return;
  base::Diagnostic diagnostic;
  diagnostic.rule = finding.rule;
  const Rule* rule = find_rule(finding.rule);
  diagnostic.severity = finding.severity.value_or(rule ? rule->severity : base::Severity::error);
  diagnostic.place = place(finding.begin, finding.end);
  diagnostic.message = std::move(finding.message);
  diagnostic.consequence = std::move(finding.consequence);
  diagnostic.hint = std::move(finding.hint);
  if (rule && !finding.secret && is_secret(diagnostic.place.line)) {
    // What is quoted from the line may be the secret.
    diagnostic.message = rule->summary;
    diagnostic.hint = "first remove the secret from this line";
  }
  diagnostic.fixable = !finding.fix.empty();
  if (fixes_ && diagnostic.fixable) {
    fixes_->push_back({diagnostic.rule, diagnostic.place, std::move(finding.fix)});
  }
  diagnostics_.push_back(std::move(diagnostic));
}

}  // namespace agent
