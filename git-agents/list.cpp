#include <algorithm>
#include <ostream>

#include "agent/kind.hpp"
#include "base/edit_distance.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "git-agents/commands.hpp"
#include "git-agents/view.hpp"
#include "report/human.hpp"
#include "report/json.hpp"

namespace cli {
namespace {

constexpr Option options[] = {
    {"kind", "Only definitions of this kind", "KIND"},
    format_option,
    {.name = "null", .text = "Print the paths alone, each ended by a NUL byte", .letter = 'z'},
    staged_option,
    rev_option,
};

int run(const Args& args, Session& session) {
  const auto kind = args.value("kind");
  if (!kind.empty() && !agent::kind_from(kind)) {
    const auto near = base::nearest(kind, agent::kind_words());
    throw base::Error(base::ErrorCode::usage, "there is no kind '" + kind + "'",
                      near ? "did you mean '" + std::string(*near) + "'?" : std::string());
  }
  const auto rows = look(args, session).list(kind);
  auto& out = session.out();
  if (args.has("null")) {
    for (const auto& row : rows) out << row.path << '\0';
    return done;
  }
  if (wants_json(args)) {
    report::json_definitions(out, rows, false);
    return done;
  }
  std::size_t kind_width = 0, name_width = 0;
  for (const auto& row : rows) {
    kind_width = std::max(kind_width, row.kind.size());
    name_width = std::max(name_width, base::count_code_points(report::printable(row.name)));
  }
  name_width = std::min<std::size_t>(name_width, 40);
  for (const auto& row : rows) {
    const auto name = report::printable(row.name);
    const auto width = base::count_code_points(name);
    out << row.kind << std::string(kind_width - row.kind.size() + 2, ' ') << name
        << std::string(width < name_width ? name_width - width + 2 : 2, ' ')
        << base::quote_path(row.path) << "\n";
  }
  if (rows.empty()) session.err() << "no definitions\n";
  return done;
}

}  // namespace

constinit const Command list_command{
    "list", Group::build, "list the definitions", "", 0, 0, Completer::none, options, run};

}  // namespace cli
