#include "report/json_text.hpp"

#include <algorithm>
#include <cstdint>

#include "base/text.hpp"
#include "report/json.hpp"

namespace report {
namespace {

std::string base64(std::string_view bytes) {
  constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group = group << 8 | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      out += i + j <= bytes.size() ? digits[group >> (18 - 6 * j) & 0x3F] : '=';
    }
  }
  return out;
}

}  // namespace

// Only in strings can there be characters that are not seen.
std::string text(const Json& value) {
  std::string dumped = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (std::ranges::all_of(dumped, [](char c) { return c >= ' ' && c <= '~'; })) return dumped;
  std::string out;
  out.reserve(dumped.size());
  for (std::string_view rest = dumped; !rest.empty();) {
    const std::string_view before = rest;
    const char32_t c = base::take_code_point(rest);
    const auto taken = before.substr(0, before.size() - rest.size());
    out += base::is_unseen(c) ? Json(std::string(taken)).dump(-1, ' ', true).substr(1) : taken;
    if (base::is_unseen(c)) out.pop_back();
  }
  return out;
}

void put_path(Json& object, const std::string& key, const std::string& bytes) {
  object[key] = base::to_valid_utf8(bytes);
  if (base::first_invalid_utf8(bytes)) object[key + "_base64"] = base64(bytes);
}

std::string json_string(std::string_view bytes) {
  return text(Json(bytes));
}

}  // namespace report
