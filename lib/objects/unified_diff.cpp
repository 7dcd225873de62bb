#include "objects/unified_diff.hpp"

#include "base/text.hpp"
#include "objects/object_database.hpp"

namespace objects {
namespace {

/// A tab ends a name with a blank in it, which patch(1) would cut there.
std::string header_name(std::string_view prefix, const std::string& name) {
  std::string text = base::quote_path(std::string(prefix) + name);
  if (text.find(' ') != std::string::npos && !text.starts_with('"')) text.push_back('\t');
  return text;
}

}  // namespace

std::string unified_diff(std::string_view before, std::string_view after,
                         const std::string& old_name, const std::string& new_name) {
  if (before == after && old_name == new_name) return {};
  std::string text = "diff --git " + base::quote_path("a/" + old_name) + " " +
                     base::quote_path("b/" + new_name) + "\n";
  if (old_name != new_name) {
    if (before == after) text += "similarity index 100%\n";
    text += "rename from " + base::quote_path(old_name) + "\nrename to " +
            base::quote_path(new_name) + "\n";
  }
  if (before == after) return text;
  text += "--- " + header_name("a/", old_name) + "\n+++ " + header_name("b/", new_name) + "\n";
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
