#include "syntax/json_fault.hpp"

#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "syntax/extent.hpp"

namespace syntax {
namespace {

/// How much of a word a message repeats.
constexpr std::size_t max_word = 40;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_word(char c) {
  return is_digit(c) || is_letter(c) || c == '+' || c == '-' || c == '.' || c == '_';
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && is_space(text[at])) ++at;
  return at;
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

std::size_t word_end(std::string_view text, std::size_t at) {
  while (at < text.size() && is_word(text[at])) ++at;
  return at;
}

bool is_number(std::string_view word) {
  std::size_t at = word.starts_with('-') ? 1 : 0;
  const std::size_t whole = at;
  at = skip_digits(word, at);
  if (at == whole || (word[whole] == '0' && at > whole + 1)) return false;
  if (at < word.size() && word[at] == '.') {
    const std::size_t fraction = ++at;
    at = skip_digits(word, at);
    if (at == fraction) return false;
  }
  if (at < word.size() && (word[at] == 'e' || word[at] == 'E')) {
    ++at;
    if (at < word.size() && (word[at] == '+' || word[at] == '-')) ++at;
    const std::size_t exponent = at;
    at = skip_digits(word, at);
    if (at == exponent) return false;
  }
  return at == word.size();
}

std::string in_quotes(std::string_view word) {
  const bool fits = word.size() <= max_word;
  return "'" + std::string(word.substr(0, max_word)) + (fits ? "'" : "...'");
}

std::string code_point_name(char32_t c) {
  constexpr char hex[] = "0123456789ABCDEF";
  std::string name = "U+";
  for (int shift = c > 0xffff ? 20 : 12; shift >= 0; shift -= 4) name += hex[(c >> shift) & 15];
  return name;
}

struct Found {
  std::size_t end = 0;
  std::string name;
};

Found found_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {at, "the end of the text"};
  if (text[at] == '"') return {quoted_end(text, at), "a string"};
  const std::size_t end = word_end(text, at);
  if (end > at) return {end, in_quotes(text.substr(at, end - at))};
  std::string_view rest = text.substr(at);
  const char32_t c = base::take_code_point(rest);
  const std::size_t next = text.size() - rest.size();
  if (base::is_unseen(c)) return {next, code_point_name(c)};
  return {next, "'" + std::string(text.substr(at, next - at)) + "'"};
}

const char* expected_in(JsonState state) {
  switch (state) {
    case JsonState::value:
      return "a value";
    case JsonState::first_item:
      return "a value or ']'";
    case JsonState::first_key:
      return "a key or '}'";
    case JsonState::after_key:
      return "':' after a key";
    case JsonState::after_item:
      return "',' or ']' after a list item";
    case JsonState::after_value:
      return "',' or '}' after a value";
    case JsonState::end:
      return "nothing after the value";
  }
  return "a value";
}

Problem syntax_problem(std::size_t begin, std::size_t end, std::string message) {
  return {ProblemKind::syntax, begin, end, 0, std::move(message)};
}

/// The number that the four digits after `\u` at `at` stand for.
std::optional<unsigned> code_unit(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) != "\\u" || text.size() - at < 6) return std::nullopt;
  unsigned unit = 0;
  for (const char c : text.substr(at + 2, 4)) {
    const std::size_t digit = std::string_view("0123456789abcdef0123456789ABCDEF").find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    unit = unit * 16 + static_cast<unsigned>(digit % 16);
  }
  return unit;
}

/// Moves `at` from a backslash to the end of the escape.
std::optional<Problem> pass_escape(std::string_view text, std::size_t& at) {
  const std::size_t begin = at;
  if (begin + 1 >= text.size()) {
    at = text.size();
    return std::nullopt;
  }
  if (text[begin + 1] != 'u') {
    at = begin + 2;
    if (std::string_view("\"\\/bfnrt").find(text[begin + 1]) != std::string_view::npos) {
      return std::nullopt;
    }
    std::string_view rest = text.substr(begin + 1);
    const char32_t c = base::take_code_point(rest);
    const std::size_t end = text.size() - rest.size();
    const std::string escape = base::is_unseen(c)
                                   ? "'\\' before " + code_point_name(c)
                                   : "'" + std::string(text.substr(begin, end - begin)) + "'";
    return syntax_problem(begin, end, "unknown escape " + escape + " in a string");
  }
  const auto unit = code_unit(text, begin);
  if (!unit) return syntax_problem(begin, begin + 2, "'\\u' needs four hexadecimal digits");
  at = begin + 6;
  if (*unit < 0xd800 || *unit > 0xdfff) return std::nullopt;
  const auto second = code_unit(text, at);
  if (*unit > 0xdbff || !second || *second < 0xdc00 || *second > 0xdfff) {
    return syntax_problem(begin, at, "half of a surrogate pair in a string");
  }
  at += 6;
  return std::nullopt;
}

/// What is wrong inside the string at `begin`.
std::optional<Problem> string_fault(std::string_view text, std::size_t begin) {
  const auto unterminated = [&](std::size_t end) {
    return Problem{ProblemKind::unterminated_quote, begin, end, 0, "the closing quote is missing"};
  };
  for (std::size_t at = begin + 1; at < text.size();) {
    const char c = text[at];
    if (c == '"') return std::nullopt;
    if (c == '\n' || c == '\r') return unterminated(at);
    if (static_cast<unsigned char>(c) < 0x20) {
      return syntax_problem(at, at + 1,
                            "control character " + code_point_name(static_cast<char32_t>(c)) +
                                " in a string must be escaped");
    }
    if (c != '\\') {
      ++at;
    } else if (auto problem = pass_escape(text, at)) {
      return problem;
    }
  }
  return unterminated(text.size());
}

Problem explain_word(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view word = text.substr(begin, end - begin);
  if (is_number(word)) {
    return syntax_problem(begin, end, "the number " + in_quotes(word) + " is too large");
  }
  const bool numeric = is_digit(word[0]) || word[0] == '-' || word[0] == '+' || word[0] == '.';
  return syntax_problem(
      begin, end,
      in_quotes(word) + (numeric ? " is not a number in JSON" : " is not a JSON value"));
}

}  // namespace

Problem explain_json(std::string_view text, std::size_t last, JsonState state,
                     std::optional<std::size_t> open) {
  std::size_t at = skip_blanks(text, last);
  std::optional<std::size_t> comma;
  const bool is_list = state == JsonState::after_item;
  std::string expected = expected_in(state);
  if (at < text.size() && text[at] == ':' && state == JsonState::after_key) {
    at = skip_blanks(text, at + 1);
    state = JsonState::value;
    expected = "a value after ':'";
  } else if (at < text.size() && text[at] == ',' && (is_list || state == JsonState::after_value)) {
    comma = at;
    at = skip_blanks(text, at + 1);
    state = is_list ? JsonState::value : JsonState::first_key;
    expected = is_list ? "a value after ','" : "a key after ','";
  }

  if (at >= text.size()) {
    if (!open)
      return syntax_problem(at, at, "expected " + expected + ", found the end of the text");
    return syntax_problem(*open, *open + 1, std::string("the '") + text[*open] + "' is not closed");
  }
  const char c = text[at];
  if (comma && c == (is_list ? ']' : '}')) {
    return syntax_problem(*comma, *comma + 1,
                          std::string("a ',' must not stand before '") + c + "'");
  }
  if (c == '"') {
    if (auto problem = string_fault(text, at)) return *problem;
  }
  if (c == '/' && at + 1 < text.size() && (text[at + 1] == '/' || text[at + 1] == '*')) {
    return syntax_problem(at, line_end(text, at), "a comment is not JSON");
  }
  const bool wants_value = state == JsonState::value || state == JsonState::first_item;
  const bool wants_key = state == JsonState::first_key;
  if (c == '\'' && (wants_value || wants_key)) {
    return syntax_problem(at, at + 1, "a string needs double quotes");
  }
  if (is_word(c) && wants_key) {
    return syntax_problem(at, word_end(text, at), "a key needs double quotes");
  }
  // "01" and "truex" are two tokens for the parser and one word for who wrote it.
  std::size_t begin = at;
  while (at == last && begin > 0 && is_word(text[begin - 1])) --begin;
  if (is_word(c) && (wants_value || begin < at))
    return explain_word(text, begin, word_end(text, at));
  const Found found = found_at(text, at);
  return syntax_problem(at, found.end, "expected " + expected + ", found " + found.name);
}

}  // namespace syntax
