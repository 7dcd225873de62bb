#include "agent/security/hidden_text.hpp"

#include <algorithm>
#include <string_view>

#include "agent/security/ascii.hpp"
#include "agent/security/code_points.hpp"
#include "agent/security/yaml_blank.hpp"
#include "base/text.hpp"

namespace agent::security {
namespace {

constexpr const char* unseen_by_people = "the model reads text that reviewers cannot see";
constexpr const char* find_origin = "remove them, and find out how they came here";
constexpr std::size_t longest_shown = 60;
/// Nobody types so many by accident: they carry data.
constexpr std::size_t data_run = 8;

bool is_control(char32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0);
}

/// The only three flags that are spelt with tags: England, Scotland and Wales.
bool is_flag(std::string_view tags) {
  return tags == "gbeng\x7f" || tags == "gbsct\x7f" || tags == "gbwls\x7f";
}

/// The visible part of hidden text, cut where it is long.
std::string shown(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c < ' ' || c > '~') continue;
    if (out.size() == longest_shown) return out + "…";
    out += c;
  }
  return out;
}

std::string spelling(std::string_view text) {
  const std::string visible = shown(text);
  return visible.empty() ? "" : " spell '" + visible + "'";
}

/// What tags say: they are ASCII, shifted up.
std::string text_of_tags(std::string_view run) {
  std::string text;
  while (!run.empty()) text += static_cast<char>(base::take_code_point(run) - 0xE0000);
  return text;
}

/// The bytes that a row of selectors stands for where it is used to smuggle them.
std::string text_of_selectors(std::string_view run) {
  std::string text;
  while (!run.empty()) {
    const char32_t c = base::take_code_point(run);
    text += static_cast<char>(c <= 0xFE0F ? c - 0xFE00 : c - 0xE0100 + 16);
  }
  return text;
}

bool has_lead_byte(std::string_view text, unsigned char low, unsigned char high) {
  return std::ranges::any_of(text, [&](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= low && byte <= high;
  });
}

/// Do scripts and emoji that need the character explain it?
bool is_orthography(char32_t before, char32_t c, char32_t after) {
  if (c == 0x200D && is_emoji(before) && is_emoji(after)) return true;
  const bool joins = c == 0x200C || c == 0x200D || c == 0x034F || c == 0x180E;
  if (joins && needs_joiners(before)) return !is_alnum(after);
  return c == 0x200B && needs_break_hints(before) && needs_break_hints(after);
}

/// Do the words around explain a character that has a use in them?
bool is_explained(char32_t c, std::string_view line) {
  if (c == 0x200E || c == 0x200F || c == 0x061C) return has_lead_byte(line, 0xD6, 0xDF);
  if (c == 0x00AD) return has_lead_byte(line, 0xC3, 0xDF);
  return false;
}

}  // namespace

template <typename Predicate>
std::size_t HiddenText::end_of_run(std::size_t at, Predicate belongs) const {
  std::string_view rest = source_.bytes().substr(at);
  while (!rest.empty()) {
    std::string_view after = rest;
    if (!belongs(base::take_code_point(after))) break;
    rest = after;
  }
  return source_.bytes().size() - rest.size();
}

std::string HiddenText::more(Range run) const {
  const std::size_t number = base::count_code_points(source_.text(run));
  return number == 1 ? "" : " and " + std::to_string(number - 1) + " more";
}

void HiddenText::count(Counted& counted, Range range) {
  if (counted.number++ == 0) counted.first = range;
}

void HiddenText::check_control(std::size_t at) {
  if (at < next_) return;
  next_ = end_of_run(at, is_control);
  // yaml-portability tells of those in the frontmatter.
  if (source_.is_in_frontmatter(at) && source_.format().kind != Kind::base) return;
  const char32_t c = code_point_at(source_.bytes(), at);
  source_.add({.rule = "control-char",
               .begin = at,
               .end = next_,
               .message = "control character " + described(c) + more({at, next_}),
               .consequence = "terminals obey it, and reviewers do not see what the model reads",
               .hint = "remove it; it may come from a backslash sequence that was interpreted"});
}

void HiddenText::check_character(std::size_t at) {
  const std::string_view bytes = source_.bytes();
  while (at > 0 && (static_cast<unsigned char>(bytes[at]) & 0xC0) == 0x80) --at;
  if (at < next_ || at < source_.parts().bom) return;
  const char32_t c = code_point_at(bytes, at);
  if (is_tag(c)) return check_tags(at);
  if (is_variation_selector(c)) return check_selectors(at);
  if (is_direction_control(c)) return check_direction(at);
  if (is_zero_width(c)) return check_zero_width(at);
  if (is_odd_space(c)) return check_space(at);
  if (is_control(c)) return check_control(at);
  if (c == 0xFFFD) count(replacements_, {at, at + utf8_size(c)});
}

void HiddenText::check_tags(std::size_t at) {
  next_ = end_of_run(at, is_tag);
  const std::string text = text_of_tags(source_.text({at, next_}));
  if (code_point_before(source_.bytes(), at) == 0x1F3F4 && is_flag(text)) return;
  source_.add({.rule = "hidden-unicode",
               .begin = at,
               .end = next_,
               .message = described(code_point_at(source_.bytes(), at)) + more({at, next_}) +
                          spelling(text),
               .consequence = unseen_by_people,
               .hint = find_origin});
}

void HiddenText::check_selectors(std::size_t at) {
  const std::string_view bytes = source_.bytes();
  next_ = end_of_run(at, is_variation_selector);
  const char32_t first = code_point_at(bytes, at);
  const bool all_same = end_of_run(at, [&](char32_t c) { return c == first; }) == next_;
  const bool is_single = next_ - at == utf8_size(first);
  if (all_same && first <= 0xFE0F) return;
  const bool picks_glyph = is_single && is_ideograph(code_point_before(bytes, at));
  source_.add({.rule = "hidden-unicode",
               .begin = at,
               .end = next_,
               .message = described(first) + more({at, next_}) +
                          spelling(text_of_selectors(source_.text({at, next_}))),
               .consequence = picks_glyph ? "many fonts show the usual form of the character"
                                          : unseen_by_people,
               .hint = find_origin,
               .severity = picks_glyph ? base::Severity::warning : base::Severity::error});
}

void HiddenText::check_direction(std::size_t at) {
  const char32_t c = code_point_at(source_.bytes(), at);
  next_ = at + utf8_size(c);
  source_.add({.rule = "hidden-unicode",
               .begin = at,
               .end = next_,
               .message = described(c) + " changes the direction of the text",
               .consequence = "reviewers see the text in another order than the model reads it",
               .hint = "remove it, and find out how it came here"});
}

void HiddenText::check_zero_width(std::size_t at) {
  const std::string_view bytes = source_.bytes();
  next_ = end_of_run(at, is_zero_width);
  const char32_t c = code_point_at(bytes, at);
  const char32_t before = code_point_before(bytes, at);
  const char32_t after = code_point_at(bytes, next_);
  const bool is_single = next_ - at == utf8_size(c);
  if (is_single && is_orthography(before, c, after)) return;
  const bool is_data = base::count_code_points(source_.text({at, next_})) >= data_run;
  const bool beside_ascii = is_visible_ascii(before) || is_visible_ascii(after);
  const bool is_error =
      is_data || (beside_ascii && !is_explained(c, source_.text(source_.line(at))));
  source_.add({.rule = "zero-width",
               .begin = at,
               .end = next_,
               .message = described(c) + more({at, next_}) + " cannot be seen",
               .consequence = is_data ? unseen_by_people
                                      : "the model and searches read another word than people see",
               .hint = "remove it",
               .severity = is_error ? base::Severity::error : base::Severity::warning});
}

void HiddenText::check_space(std::size_t at) {
  const std::string_view bytes = source_.bytes();
  const char32_t c = code_point_at(bytes, at);
  next_ = at + utf8_size(c);
  if (source_.is_in_frontmatter(at) && stands_for_yaml_blank(source_, at)) {
    return source_.add({.rule = "odd-space",
                        .begin = at,
                        .end = next_,
                        .message = described(c) + " is no blank in YAML",
                        .consequence = "hosts read another key, or no key at all",
                        .hint = "put an ordinary blank in its place",
                        .severity = base::Severity::error});
  }
  const bool is_cjk_blank = c == 0x3000 && (code_point_before(bytes, at) >= 0x2E80 ||
                                            code_point_at(bytes, next_) >= 0x2E80);
  if (!is_cjk_blank) count(spaces_, {at, next_});
}

void HiddenText::finish() {
  const auto times = [](std::size_t number) {
    return number == 1 ? std::string() : ", " + std::to_string(number) + " times in this file";
  };
  if (replacements_.number > 0) {
    source_.add({.rule = "replacement-char",
                 .begin = replacements_.first.begin,
                 .end = replacements_.first.end,
                 .message = described(0xFFFD) + times(replacements_.number),
                 .consequence = "the character that stood here is lost to the model, too",
                 .hint = "write the character that was meant, and save the file as UTF-8"});
  }
  if (spaces_.number > 0) {
    const char32_t c = code_point_at(source_.bytes(), spaces_.first.begin);
    source_.add(
        {.rule = "odd-space",
         .begin = spaces_.first.begin,
         .end = spaces_.first.end,
         .message = (spaces_.number == 1 ? described(c) : "odd spaces such as " + described(c)) +
                    times(spaces_.number),
         .consequence = "searches and commands copied from here do not find a blank",
         .hint = "put an ordinary blank in its place"});
  }
}

}  // namespace agent::security
