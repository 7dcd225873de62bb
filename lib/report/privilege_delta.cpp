#include "report/privilege_delta.hpp"

#include <algorithm>
#include <ostream>

#include "base/text.hpp"
#include "report/json_text.hpp"

namespace report {
namespace {

using What = agent::PrivilegeChange::What;

std::string shown_path(const std::string& path) {
  return printable(base::quote_path(path));
}

std::string heading(const agent::PrivilegeChange& change) {
  std::string text = "privilege change of " + std::string(agent::to_string(change.kind)) + " " +
                     printable(change.name) + " (";
  if (change.what == What::renamed) text += shown_path(change.old_path) + " => ";
  text += shown_path(change.path);
  if (change.what == What::added || change.what == What::removed) {
    text += ", " + std::string(agent::to_string(change.what));
  }
  return text + "):";
}

Json change_json(const agent::PrivilegeChange& change) {
  Json object = {{"change", agent::to_string(change.what)},
                 {"kind", agent::to_string(change.kind)},
                 {"name", change.name}};
  put_path(object, "path", change.path);
  if (change.old_path.empty()) {
    object["old_path"] = nullptr;
  } else {
    put_path(object, "old_path", change.old_path);
  }
  object["before"] = change.before;
  object["after"] = change.after;
  object["added"] = change.added;
  object["removed"] = change.removed;
  object["widened"] = change.widened;
  return object;
}

}  // namespace

void human(std::ostream& out, std::span<const agent::PrivilegeChange> changes, Style style) {
  const auto put = [&](const char* colour, const std::string& line) {
    out << (style.colour ? colour : "") << line << (style.colour ? "\x1b[m" : "") << '\n';
  };
  for (const agent::PrivilegeChange& change : changes) {
    put("\x1b[1m", heading(change));
    for (const std::string& line : change.removed) put("\x1b[31m", "    - " + printable(line));
    for (const std::string& line : change.added) {
      const bool more = std::ranges::find(change.widened, line) != change.widened.end();
      put(more ? "\x1b[1;33m" : "\x1b[32m", (more ? "  ! + " : "    + ") + printable(line));
    }
    for (const std::string& line : change.widened) {
      if (std::ranges::find(change.added, line) != change.added.end()) continue;
      put("\x1b[1;33m", "  !   " + printable(line));
    }
  }
}

void json_privileges(std::ostream& out, std::span<const agent::PrivilegeChange> changes) {
  put_items(out, changes, change_json);
}

}  // namespace report
