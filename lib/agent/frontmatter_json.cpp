#include "agent/frontmatter_json.hpp"

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string_view>
#include <unordered_map>

namespace agent {
namespace {

using Json = nlohmann::ordered_json;

template <class Number>
bool read_whole(std::string_view text, Number& number, int base) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  return error == std::errc() && end == text.data() + text.size();
}

Json floating(std::string_view text) {
  std::string_view digits = text;
  if (digits.starts_with('+')) digits.remove_prefix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool whole = error == std::errc() && end == digits.data() + digits.size();
  if (!whole || !std::isfinite(number)) return std::string(text);
  return number;
}

Json integer(std::string_view text) {
  std::string_view digits = text;
  if (digits.starts_with('+')) digits.remove_prefix(1);
  int base = 10;
  if (digits.starts_with("0x") || digits.starts_with("0o")) {
    base = digits[1] == 'x' ? 16 : 8;
    digits.remove_prefix(2);
  }
  std::int64_t number = 0;
  if (read_whole(digits, number, base)) return number;
  return base == 10 ? floating(text) : Json(std::string(text));
}

Json convert(const syntax::Node& node);

Json object(const syntax::Node& node) {
  Json json = Json::object();
  auto& members = json.get_ref<Json::object_t&>();
  members.reserve(node.entries.size());
  std::unordered_map<std::string_view, std::ptrdiff_t> places;
  for (const auto& [key, value] : node.entries) {
    const auto [place, is_new] = places.emplace(key.value, std::ssize(members));
    if (is_new) {
      members.emplace_back(key.value, convert(value));
    } else {
      (members.begin() + place->second)->second = convert(value);
    }
  }
  return json;
}

Json convert(const syntax::Node& node) {
  switch (node.type) {
    case syntax::Type::null:
      return nullptr;
    case syntax::Type::boolean:
      return node.value.starts_with('t') || node.value.starts_with('T');
    case syntax::Type::integer:
      return integer(node.value);
    case syntax::Type::floating:
      return floating(node.value);
    case syntax::Type::string:
    case syntax::Type::date:
      return node.value;
    case syntax::Type::sequence: {
      Json list = Json::array();
      for (const syntax::Node& item : node.items) list.push_back(convert(item));
      return list;
    }
    case syntax::Type::mapping:
      return object(node);
  }
  return nullptr;
}

}  // namespace

std::string frontmatter_json(const syntax::Node& node) {
  return convert(node).dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace agent
