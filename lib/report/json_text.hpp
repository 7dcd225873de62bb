#pragma once

#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <string_view>

namespace report {

using Json = nlohmann::ordered_json;

/// `value` on one line: invalid UTF-8 as U+FFFD; what a terminal would obey, or what hides and
/// reorders text, as \u escapes.
std::string text(const Json& value);

/// The path under `key`, and where its bytes are not UTF-8 also in base64 under `key`_base64.
void put_path(Json& object, const std::string& key, const std::string& bytes);

/// An array with one value a line, so that the document can be read, compared and searched by
/// lines.
template <class Range, class Describe>
void put_items(std::ostream& out, const Range& items, Describe describe) {
  const char* separator = "[\n";
  for (const auto& item : items) {
    out << separator << text(describe(item));
    separator = ",\n";
  }
  out << (*separator == ',' ? "\n]" : "[]");
}

}  // namespace report
