#include "agent/shape.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "agent/url.hpp"
#include "base/text.hpp"
#include "syntax/json.hpp"

namespace agent {
namespace {

/// Enough for whatever a text of the size of a definition can hold.
constexpr syntax::Limits json_limits{.depth = 512, .nodes = 1'000'000};

bool is_boolean_word(const syntax::Node& node) {
  const std::string word = base::to_lower_ascii(node.value);
  for (const std::string_view known : {"true", "false", "yes", "no", "on", "off", "1", "0", ""}) {
    if (base::trim(word) == known) return true;
  }
  return false;
}

bool is_integer_word(const syntax::Node& node) {
  return node.type == syntax::Type::integer ||
         (!node.value.empty() && node.value.find_first_not_of("0123456789") == std::string::npos);
}

bool is_number(const syntax::Node& node) {
  return node.type == syntax::Type::integer || node.type == syntax::Type::floating;
}

bool is_count(const syntax::Node& node) {
  const auto number = number_of(node);
  return number && *number > 0 && std::isfinite(*number) && std::floor(*number) == *number;
}

bool is_json(std::string_view text) {
  using Kind = syntax::ProblemKind;
  const auto document = syntax::parse_json(text, json_limits);
  return std::ranges::all_of(document.problems, [](const syntax::Problem& problem) {
    return problem.kind == Kind::duplicate_key || problem.kind == Kind::too_deep ||
           problem.kind == Kind::too_large;
  });
}

/// The first value in a list or a mapping that is no string.
const syntax::Node* first_other(const syntax::Node& node) {
  const auto is_other = [](const syntax::Node& item) { return !item.is_string(); };
  const auto at = std::ranges::find_if(node.items, is_other);
  if (at != node.items.end()) return &*at;
  for (const auto& [key, value] : node.entries) {
    if (is_other(value)) return &value;
  }
  return nullptr;
}

bool has_strings(const syntax::Node& node, syntax::Kind kind) {
  return node.kind == kind && !first_other(node);
}

std::string with_article(syntax::Type type) {
  std::string text = type == syntax::Type::integer ? "an " : "a ";
  text += syntax::to_string(type);
  return text;
}

/// What is wrong with a value that has the right type; "" where it has not.
std::string wrong_inside(const syntax::Node& node, Shape shape) {
  switch (shape) {
    case Shape::filled:
      return node.is_string() ? " is empty" : "";
    case Shape::url:
      return node.is_string() ? " is no URL" : "";
    case Shape::json_text:
      return node.is_string() ? " holds no JSON" : "";
    case Shape::number:
      return is_number(node) ? " is not a number" : "";
    case Shape::count:
      return is_number(node) ? " must be a whole number above 0, not " + node.value : "";
    case Shape::string_or_strings:
    case Shape::strings:
    case Shape::string_map: {
      const auto kind = shape == Shape::string_map ? syntax::Kind::mapping : syntax::Kind::sequence;
      const syntax::Node* other = node.kind == kind ? first_other(node) : nullptr;
      if (!other) return {};
      return std::string(" must be ") + wanted(shape) + ", this holds " + with_article(other->type);
    }
    default:
      return {};
  }
}

}  // namespace

std::optional<double> number_of(const syntax::Node& node) {
  if (!is_number(node)) return std::nullopt;
  std::string text = base::to_lower_ascii(node.value);
  std::erase(text, '_');
  const bool minus = text.starts_with('-');
  if (minus || text.starts_with('+')) text.erase(0, 1);
  double value = 0;
  if (text == ".nan") {
    value = std::nan("");
  } else if (text == ".inf") {
    value = HUGE_VAL;
  } else if (text.starts_with("0b") || text.starts_with("0o")) {
    const double base = text[1] == 'b' ? 2 : 8;
    for (const char digit : text.substr(2)) value = value * base + (digit - '0');
  } else {
    value = std::strtod(text.c_str(), nullptr);
  }
  return minus ? -value : value;
}

bool fits(const syntax::Node& node, Shape shape, bool strict) {
  if (node.type == syntax::Type::null) return !strict;
  const bool scalar = node.kind == syntax::Kind::scalar;
  switch (shape) {
    case Shape::any:
      return true;
    case Shape::name:
      return node.is_string();
    case Shape::filled:
      return node.is_string() && !node.value.empty();
    case Shape::url:
      return node.is_string() && is_url(node.value);
    case Shape::json_text:
      return node.is_string() && is_json(node.value);
    case Shape::text:
      return scalar;
    case Shape::boolean:
      return scalar && is_boolean_word(node);
    case Shape::strict_boolean:
      return node.type == syntax::Type::boolean;
    case Shape::integer:
      return strict ? node.type == syntax::Type::integer : scalar && is_integer_word(node);
    case Shape::number:
      return is_number(node) && !(strict && std::isnan(*number_of(node)));
    case Shape::count:
      return is_count(node);
    case Shape::list:
      return scalar || node.kind == syntax::Kind::sequence;
    case Shape::sequence:
      return node.kind == syntax::Kind::sequence;
    case Shape::string_or_strings:
      return node.is_string() || has_strings(node, syntax::Kind::sequence);
    case Shape::strings:
      return has_strings(node, syntax::Kind::sequence);
    case Shape::mapping:
      return node.kind == syntax::Kind::mapping;
    case Shape::string_map:
      return has_strings(node, syntax::Kind::mapping);
    case Shape::ignored:
      return false;
  }
  return true;
}

const char* wanted(Shape shape) {
  switch (shape) {
    case Shape::boolean:
    case Shape::strict_boolean:
      return "true or false";
    case Shape::integer:
      return "an integer";
    case Shape::number:
      return "a number";
    case Shape::count:
      return "a whole number above 0";
    case Shape::list:
      return "a list or a string";
    case Shape::sequence:
      return "a list";
    case Shape::string_or_strings:
      return "a string or a list of strings";
    case Shape::strings:
      return "a list of strings";
    case Shape::mapping:
      return "a mapping";
    case Shape::string_map:
      return "a mapping of strings";
    case Shape::url:
      return "a URL";
    case Shape::json_text:
      return "JSON in a string";
    default:
      return "a string";
  }
}

std::string misfit(std::string_view word, const syntax::Node& node, Shape shape) {
  std::string text(1, '\'');
  text += word;
  text += '\'';
  const std::string inside = wrong_inside(node, shape);
  if (!inside.empty()) return text + inside;
  return text + " must be " + wanted(shape) + ", this is " + with_article(node.type);
}

}  // namespace agent
