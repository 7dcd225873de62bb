#include <unistd.h>

#include <algorithm>
#include <ostream>

#include "base/error.hpp"
#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "git-agents/progress.hpp"
#include "git-agents/source_left.hpp"
#include "git-agents/source_words.hpp"
#include "git-agents/sources.hpp"
#include "git-agents/view.hpp"
#include "os/file.hpp"
#include "os/terminal.hpp"
#include "report/human.hpp"
#include "settings/source_url.hpp"
#include "sync/adopt.hpp"
#include "sync/cache.hpp"
#include "track/state.hpp"

namespace cli {
namespace {

constexpr Option dry_run_option{"dry-run", "Write nothing; show what would be written"};
constexpr Option set_options[] = {
    {"url", "Another address", "URL"},
    name_option,
    ref_option,
    path_option,
    priority_option,
    {.name = "tier",
     .text = tier_option.text,
     .value = "TIER",
     .choices = "project user system",
     .has_default = false,
     .or_empty = true},
    {.name = "sync",
     .text = sync_option.text,
     .value = "METHOD",
     .choices = "auto git http",
     .has_default = false,
     .or_empty = true},
    user_option,
    dry_run_option,
    format_option,
};
constexpr Option remove_options[] = {user_option, dry_run_option, format_option};

/// A source, and its place in the file that names it.
struct Named {
  SourceFile file;
  syncing::Source source;
  std::size_t index = 0;
};

Named find(const Args& args, Session& session) {
  const std::string& word = args.arguments().front();
  const bool users_own = args.has("user") || session.repository_if_any() == nullptr;
  const auto sources =
      users_own ? syncing::configured_sources({}, session.user_settings(), session.config())
                : all_sources(session);
  const auto& source = syncing::find_source(sources, word);
  auto file = SourceFile::open(session, users_own || source.scope == syncing::Scope::user);
  const auto& there = file.settings().sources;
  const auto at = std::ranges::find(there, source.id, settings::source_id);
  if (at == there.end()) {
    throw base::Error(base::ErrorCode::busy, base::quote_path(file.name()) + " has just changed",
                      "try again");
  }
  const auto index = static_cast<std::size_t>(at - there.begin());
  return {std::move(file), source, index};
}

/// Files that were downloaded to the source's place become a repository with the local edits in it.
void keep_download(const syncing::Source& source, Session& session) {
  auto progress = progress_on_stderr(session, "Reading");
  const auto store = track::SourceStore::open(track::state_directory());
  const bool may_prompt = os::is_terminal(STDIN_FILENO) && os::is_terminal(STDERR_FILENO);
  const auto adopted = syncing::adopt_download(
      source, syncing::access_for(source, session.config(), may_prompt), store, *progress);
  progress.reset();
  auto& err = session.err();
  err << source.cache << " is a git repository now; no file in it was changed\n";
  for (const auto& path : adopted.edited) err << "  edited: " << base::quote_path(path) << "\n";
  if (!adopted.commit.empty()) {
    err << "the edits are in commit " << adopted.commit.substr(0, 7) << "\n";
  }
  for (const auto& path : adopted.left) {
    err << "note: the symbolic link " << base::quote_path(path) << " is not kept\n";
  }
}

settings::SourceChanges read_changes(const Args& args) {
  settings::SourceChanges changes;
  for (const auto* key : {"url", "name", "ref", "path", "priority", "tier", "sync"}) {
    if (args.has(key)) changes[key] = source_value(args, key);
  }
  if (changes.empty()) {
    throw base::Error(base::ErrorCode::usage, "'git agents source set' needs something to set",
                      "'--ref main' sets, '--ref \"\"' takes out");
  }
  if (const auto url = changes.find("url"); url != changes.end()) {
    if (const auto problem = settings::url_problem(url->second)) {
      throw base::Error(base::ErrorCode::usage, "the URL " + problem->what, problem->hint);
    }
  }
  return changes;
}

int run_set(const Args& args, Session& session) {
  const auto changes = read_changes(args);
  const auto named = find(args, session);
  const auto edited = settings::change_source(named.file.file(), named.index, changes);
  const std::string& text = SourceFile::text_of(edited);
  const auto described = named.file.file();
  const auto after =
      settings::parse(text, named.file.name(), described.vocabulary, described.owner).settings;
  const std::string id = settings::source_id(after.sources.at(named.index));
  const auto sources = named.file.sources_with(after, session);
  const auto& source = *std::ranges::find(sources, id, &syncing::Source::id);
  const bool dry = args.has("dry-run");
  const auto sync = changes.find("sync");
  const bool keeps =
      sync != changes.end() && sync->second == "git" && syncing::is_download(source.cache);
  if (keeps && !dry) keep_download(source, session);
  const bool same = text == named.file.text();
  const auto operation = dry ? 0 : named.file.write(session, "source set", text);
  print_source_change(args, session,
                      {same ? "unchanged" : "changed", source, named.file, text, operation, dry});
  if (keeps && dry) {
    session.err() << "would make a git repository of " << source.cache << "\n";
  }
  if (source.cache != named.source.cache && is_left(named.source, sources) && !same) {
    tell_local_work(session.err(), named.source, session, operation);
  }
  if (id != named.source.id && !dry) {
    session.err() << report::printable(
                         base::quoted_command("git agents pull " + base::shell_word(source.name)))
                  << " fetches it as it is now\n";
  }
  return done;
}

int run_remove(const Args& args, Session& session) {
  const auto named = find(args, session);
  const auto edited = settings::remove_source(named.file.file(), named.index);
  const std::string& text = SourceFile::text_of(edited);
  const bool dry = args.has("dry-run");
  const auto operation =
      dry ? 0 : named.file.write(session, "source remove", text, named.source.id);
  print_source_change(args, session, {"removed", named.source, named.file, text, operation, dry});
  const auto described = named.file.file();
  const auto after =
      settings::parse(text, named.file.name(), described.vocabulary, described.owner).settings;
  const bool left = is_left(named.source, named.file.sources_with(after, session));
  if (left) tell_local_work(session.err(), named.source, session, operation);
  if (dry || wants_json(args)) return done;
  tell_deployed(session.err(), named.source, session, after);
  if (left && os::exists(named.source.cache)) {
    session.err() << "its clone stays in " << base::quote_path(named.source.cache) << "\n";
  }
  return done;
}

}  // namespace

constinit const Command source_set_command{
    .name = "source set",
    .group = Group::share,
    .summary = "change a source; an empty value takes a key out",
    .arguments = "<source>",
    .min_arguments = 1,
    .max_arguments = 1,
    .completer = Completer::source,
    .options = set_options,
    .run = run_set,
};

constinit const Command source_remove_command{
    .name = "source remove",
    .group = Group::share,
    .summary = "remove a source; its clone and what was deployed from it stay",
    .arguments = "<source>",
    .min_arguments = 1,
    .max_arguments = 1,
    .completer = Completer::source,
    .options = remove_options,
    .run = run_remove,
};

}  // namespace cli
