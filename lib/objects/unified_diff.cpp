#include "base/text.hpp"
#include "objects/history_store.hpp"
#include "objects/object_database.hpp"

namespace objects {

std::string unified_diff(std::string_view before, std::string_view after, const std::string& name) {
  if (before == after) return {};
  std::string text =
      "--- " + base::quote_path("a/" + name) + "\n+++ " + base::quote_path("b/" + name) + "\n";
  diff_lines(before, after, [&](char origin, std::string_view line) {
    if (origin == '\\') {
      text.append("\\ ").append(line).push_back('\n');
      return;
    }
    if (origin != '@') text.push_back(origin);
    text.append(line);
    if (!line.ends_with('\n')) text.push_back('\n');
  });
  return text;
}

}  // namespace objects
