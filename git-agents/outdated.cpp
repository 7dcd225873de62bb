#include "sync/outdated.hpp"

#include <ostream>

#include "base/error.hpp"
#include "git-agents/commands.hpp"
#include "git-agents/sources.hpp"
#include "git-agents/view.hpp"
#include "report/human.hpp"
#include "report/json.hpp"

namespace cli {
namespace {

constexpr Option options[] = {format_option};

std::string shown(const std::string& commit) {
  constexpr std::size_t short_id = 7;
  return commit.empty() ? "-" : commit.substr(0, short_id);
}

void print(std::ostream& out, std::ostream& err, const std::vector<syncing::Latest>& all) {
  for (const auto& latest : all) {
    const auto name = report::printable(latest.source.name);
    if (!latest.error.empty()) {
      err << "error: " << name << ": " << report::printable(latest.error) << "\n";
      if (!latest.hint.empty()) err << "hint: " << report::printable(latest.hint) << "\n";
    } else if (latest.locked.empty()) {
      out << name << ": not pulled yet; upstream has " << shown(latest.commit) << "\n";
    } else if (latest.locked != latest.commit) {
      out << name << ": locked at " << shown(latest.locked) << ", upstream has "
          << shown(latest.commit) << "\n";
    }
  }
}

void print_json(std::ostream& out, const std::vector<syncing::Latest>& all) {
  out << "{\"schema\":1,\"sources\":[";
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& latest = all[i];
    out << (i > 0 ? "," : "") << "{\"source\":" << report::json_string(latest.source.name)
        << ",\"id\":" << report::json_string(latest.source.id)
        << ",\"locked\":" << report::json_string(latest.locked)
        << ",\"latest\":" << report::json_string(latest.commit)
        << ",\"error\":" << report::json_string(latest.error) << "}";
  }
  out << "]}\n";
}

int run(const Args& args, Session& session) {
  const auto sources = load_sources(session);
  if (sources.all.empty()) {
    throw base::Error(base::ErrorCode::not_found, "there is no source to ask",
                      "'git agents source add URL' adds one");
  }
  const auto chosen = syncing::choose(sources.all, args.arguments());
  const auto all = syncing::ask_all(chosen, sources.locks(), session.config());
  if (wants_json(args)) {
    print_json(session.out(), all);
  } else {
    print(session.out(), session.err(), all);
  }
  bool behind = false;
  for (const auto& latest : all) {
    behind = behind || !latest.error.empty() || latest.locked != latest.commit;
  }
  return behind ? findings : done;
}

}  // namespace

constinit const Command outdated_command{"outdated",
                                         Group::share,
                                         "list sources that have more than the lock pins",
                                         "[<source>...]",
                                         0,
                                         SIZE_MAX,
                                         Completer::source,
                                         options,
                                         run};

}  // namespace cli
