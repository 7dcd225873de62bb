#include <charconv>
#include <ostream>

#include "base/error.hpp"
#include "base/text.hpp"
#include "git-agents/commands.hpp"
#include "git-agents/view.hpp"
#include "report/human.hpp"
#include "report/json.hpp"

namespace cli {
namespace {

constexpr std::size_t default_limit = 20;

constexpr Option options[] = {
    {"limit", "Print at most N definitions", "N"},
    format_option,
    staged_option,
    rev_option,
};

std::size_t limit_of(const Args& args) {
  const auto text = args.value("limit");
  if (text.empty()) return default_limit;
  std::size_t limit = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), limit);
  if (error != std::errc() || end != text.data() + text.size() || limit == 0 || limit > 100'000) {
    throw base::Error(base::ErrorCode::usage, "'--limit' must be from 1 to 100000");
  }
  return limit;
}

int run(const Args& args, Session& session) {
  std::string words;
  for (const auto& word : args.arguments()) words += (words.empty() ? "" : " ") + word;
  const auto hits = look(args, session).search(words, limit_of(args));
  if (wants_json(args)) {
    report::json_hits(session.out(), hits);
  } else {
    for (const auto& hit : hits) {
      auto excerpt = report::printable(hit.excerpt);
      session.out() << base::quote_path(hit.row.path) << ": " << report::printable(hit.row.name)
                    << "\n    " << excerpt << "\n";
    }
    if (hits.empty()) session.err() << "nothing found\n";
  }
  return hits.empty() ? findings : done;
}

}  // namespace

constinit const Command search_command{"search",
                                       Group::build,
                                       "search names, descriptions and bodies",
                                       "<word>...",
                                       1,
                                       SIZE_MAX,
                                       Completer::none,
                                       options,
                                       run};

}  // namespace cli
