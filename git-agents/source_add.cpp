#include <algorithm>
#include <charconv>
#include <ostream>

#include "base/error.hpp"
#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "git-agents/source_words.hpp"
#include "git-agents/view.hpp"
#include "report/human.hpp"
#include "settings/source_url.hpp"

namespace cli {
namespace {

constexpr Option tier_of_new{
    "tier", tier_option.text, "TIER", "project user system", Completer::none, false, 0, false};
constexpr Option sync_of_new{"sync", sync_option.text, "METHOD", "auto git http"};

constexpr Option options[] = {
    name_option,   ref_option,
    path_option,   priority_option,
    tier_of_new,   sync_of_new,
    user_option,   {"dry-run", "Write nothing; show what would be written"},
    format_option,
};

settings::Source read_source(const Args& args, syncing::Scope scope) {
  settings::Source source;
  source.url = args.arguments().front();
  if (const auto problem = settings::url_problem(source.url)) {
    throw base::Error(base::ErrorCode::usage, "the URL " + problem->what, problem->hint);
  }
  if (scope == syncing::Scope::project && settings::is_local_url(source.url)) {
    throw base::Error(
        base::ErrorCode::usage,
        "a repository may not name a place on this machine: " + base::quote_path(source.url),
        "'--user' names it in your own file");
  }
  source.name = source_value(args, "name");
  source.ref = source_value(args, "ref");
  source.path = source_value(args, "path");
  const std::string priority = source_value(args, "priority");
  const auto* end = priority.data() + priority.size();
  if (!priority.empty()) std::from_chars(priority.data(), end, source.priority);
  using Tier = settings::Source::Tier;
  source.tier = settings::parse_tier(args.value("tier"))
                    .value_or(scope == syncing::Scope::user ? Tier::user : Tier::project);
  source.method = *settings::parse_method(args.value("sync"));
  return source;
}

/// The same repository, ref and path, however the URL is written.
bool is_same(settings::Source a, const settings::Source& b) {
  a.url = b.url;
  return a == b;
}

const syncing::Source& placed(const std::vector<syncing::Source>& sources, const std::string& id) {
  return *std::ranges::find(sources, id, &syncing::Source::id);
}

/// The command that sets what this one was given.
std::string how_to_change(const Args& args, const syncing::Source& known) {
  std::string line = "git agents source set " + base::shell_word(known.name);
  const std::size_t bare = line.size();
  for (const auto* key : {"name", "priority", "tier", "sync"}) {
    if (args.has(key)) {
      line += " --" + std::string(key) + " " + base::shell_word(source_value(args, key));
    }
  }
  if (line.size() == bare) return "'git agents source list' shows them";
  return base::quoted_command(line) + " changes it";
}

int run(const Args& args, Session& session) {
  const auto file = SourceFile::open(session, args.has("user"));
  const auto source = read_source(args, file.scope());
  const std::string id = settings::source_id(source);
  const bool dry = args.has("dry-run");
  const auto& there = file.settings().sources;
  const auto same = std::ranges::find(there, id, settings::source_id);
  if (same != there.end()) {
    const auto sources = file.sources_with(file.settings(), session);
    const auto& known = placed(sources, id);
    if (is_same(source, *same)) {
      print_source_change(args, session, {"unchanged", known, file, {}, 0, dry});
      return done;
    }
    throw base::Error(base::ErrorCode::invalid,
                      "'" + known.name + "' is in " + file.name() + " already, with other settings",
                      how_to_change(args, known));
  }
  const std::string text = SourceFile::text_of(settings::add_source(file.file(), source));
  auto changed = file.settings();
  changed.sources.push_back(source);
  // Also where both files together would not make sense, nothing is written.
  const auto sources = file.sources_with(changed, session);
  const auto& added = placed(sources, id);
  const auto operation = dry ? 0 : file.write(session, "source add", text);
  print_source_change(args, session, {"added", added, file, text, operation, dry});
  if (added.scope != file.scope()) {
    session.err() << "note: this repository names it too, and here its settings hold\n";
  }
  if (!dry && !wants_json(args)) {
    session.err() << report::printable(
                         base::quoted_command("git agents pull " + base::shell_word(added.name)))
                  << " fetches it\n";
  }
  return done;
}

}  // namespace

constinit const Command source_add_command{
    .name = "source add",
    .group = Group::share,
    .summary = "add a source",
    .arguments = "<url>",
    .min_arguments = 1,
    .max_arguments = 1,
    .options = options,
    .run = run,
};

}  // namespace cli
