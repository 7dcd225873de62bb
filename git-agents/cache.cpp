#include "sync/cache.hpp"

#include <unistd.h>

#include <algorithm>
#include <ostream>

#include "base/error.hpp"
#include "base/shell_word.hpp"
#include "git-agents/cache_report.hpp"
#include "git-agents/commands.hpp"
#include "git-agents/progress.hpp"
#include "git-agents/push_report.hpp"
#include "git-agents/sources.hpp"
#include "git-agents/view.hpp"
#include "os/parallel.hpp"
#include "os/terminal.hpp"
#include "report/json_text.hpp"
#include "sync/adopt.hpp"
#include "sync/commit.hpp"

namespace cli {
namespace {

constexpr std::size_t jobs = 8;

constexpr Option status_options[] = {
    {"refresh", "Ask the remotes, however old their last answers are"},
    format_option,
};
constexpr Option commit_options[] = {
    {.name = "message", .text = "Of the commit", .value = "MSG", .letter = 'm'},
    {"dry-run", "Write nothing; show what would be committed"},
    format_option,
};
constexpr Option verify_options[] = {format_option};
constexpr Option reset_options[] = {
    {"dry-run", "Write nothing; show what would be moved aside"},
    format_option,
};

bool may_prompt() {
  return os::is_terminal(STDIN_FILENO) && os::is_terminal(STDERR_FILENO);
}

Sources some_sources(Session& session) {
  auto sources = load_sources(session);
  if (!sources.all.empty()) return sources;
  throw base::Error(base::ErrorCode::not_found, "there is no source",
                    "'git agents source add URL' adds one");
}

int run_status(const Args& args, Session& session) {
  const auto sources = some_sources(session);
  const auto chosen = syncing::choose(sources.all, args.arguments());
  const auto all = syncing::cache_statuses(
      chosen, sources.locks(), session.config(),
      {.ask = true, .refresh = args.has("refresh"), .may_prompt = may_prompt(), .jobs = jobs});
  if (wants_json(args)) {
    print_cache_status_json(session.out(), all);
  } else {
    print_cache_status(session.out(), all);
  }
  const bool wrong = std::ranges::any_of(all, [](const syncing::CacheStatus& status) {
    return !status.problem.empty() || !status.remote_error.empty();
  });
  return wrong ? findings : done;
}

void print_commit(std::ostream& out, const std::string& name, const syncing::LocalCommit& commit,
                  bool dry) {
  constexpr std::size_t short_id = 7;
  out << name << ": " << (dry ? "would commit " : "committed ")
      << counted(commit.files.size(), "file");
  if (!dry) out << " as " << commit.id.substr(0, short_id);
  out << "\n";
  print_files(out, commit.files);
}

void print_commit_json(std::ostream& out, const std::string& name,
                       const syncing::LocalCommit& commit, bool dry) {
  out << "{\"schema\": 1, \"dry_run\": " << (dry ? "true" : "false")
      << ", \"source\": " << report::text(report::Json(name))
      << ", \"commit\": " << report::text(report::Json(commit.id)) << ",\n\"files\": ";
  report::put_items(out, commit.files, [](const git::Change& change) {
    report::Json file;
    file["status"] = std::string(1, change.status);
    report::put_path(file, "path", change.path);
    return file;
  });
  out << ",\n\"left_out\": ";
  report::put_items(out, commit.left_out,
                    [](const std::string& path) { return report::Json(path); });
  out << ",\n\"errors\": ";
  report::put_items(out, commit.errors, [](const base::Diagnostic& error) {
    report::Json place;
    report::put_path(place, "path", error.path);
    place["line"] = error.place.line;
    place["column"] = error.place.column;
    place["rule"] = error.rule;
    place["message"] = error.message;
    return place;
  });
  out << "}\n";
}

int run_commit(const Args& args, Session& session) {
  const std::string message = args.value("message");
  if (message.find_first_not_of(" \t\r\n") == std::string::npos) {
    throw base::Error(base::ErrorCode::usage, "a commit needs a message: '-m MSG'");
  }
  const auto sources = some_sources(session);
  const auto& words = args.arguments();
  const auto& source = syncing::find_source(sources.all, words.front());
  const bool dry = args.has("dry-run");
  const auto lock = syncing::lock_cache(source.cache);
  const auto cache = syncing::open_cache(source.cache);
  if (!cache) {
    throw base::Error(base::ErrorCode::not_found, "'" + source.name + "' was not pulled yet",
                      "git agents pull " + base::shell_word(source.name));
  }
  syncing::require_clone_of(*cache, source);
  syncing::CommitRequest request{
      .message = message, .paths = {}, .top = source.configured.path, .dry = dry};
  for (std::size_t i = 1; i < words.size(); ++i) {
    request.paths.push_back(syncing::path_in_cache(*cache, words[i]));
  }
  const auto commit = syncing::commit_edits(*cache, request);
  const std::string name = report::printable(source.name);
  if (wants_json(args)) {
    print_commit_json(session.out(), source.name, commit, dry);
  } else if (commit.unchanged) {
    session.err() << "error: " << name << ": nothing to commit\n";
    print_left_out(session.err(), source.name, commit.left_out);
  } else if (!commit.errors.empty()) {
    report::human(session.out(), commit.errors, {session.colour(STDOUT_FILENO)});
    session.err() << "error: " << name << ": " << counted(commit.errors.size(), "error")
                  << " that upstream does not have\nhint: correct them, then commit again\n";
  } else {
    print_commit(session.out(), name, commit, dry);
    print_left_out(session.out(), source.name, commit.left_out);
  }
  return commit.unchanged || !commit.errors.empty() ? findings : done;
}

int run_verify(const Args& args, Session& session) {
  const auto sources = some_sources(session);
  const auto chosen = syncing::choose(sources.all, args.arguments());
  const auto locks = sources.locks();
  std::vector<syncing::CacheCheck> all(chosen.size());
  os::for_each_index(chosen.size(), std::min(jobs, os::workers_for(chosen.size(), 1)),
                     [&](std::size_t i) { all[i] = syncing::check_cache(chosen[i], locks); });
  if (wants_json(args)) {
    print_cache_checks_json(session.out(), all);
  } else {
    print_cache_checks(session.out(), all);
  }
  const bool broken = std::ranges::any_of(
      all, [](const syncing::CacheCheck& check) { return !check.problems.empty(); });
  return broken ? findings : done;
}

int run_reset(const Args& args, Session& session) {
  const auto sources = some_sources(session);
  const auto& source = syncing::find_source(sources.all, args.arguments().front());
  const bool dry = args.has("dry-run");
  auto progress = progress_on_stderr(session, "Resetting");
  const auto reset = syncing::reset_cache(source, sources.locks(), session.config(),
                                          {.dry = dry, .may_prompt = may_prompt()}, *progress);
  progress.reset();
  if (wants_json(args)) {
    print_reset_json(session.out(), reset, source, dry);
  } else {
    print_reset(session.out(), session.err(), reset, source, dry);
  }
  return !dry && reset.pulled.status == syncing::Pulled::Status::failed ? findings : done;
}

constexpr Command status_word{.name = "cache status",
                              .group = Group::share,
                              .summary = "show local work, upstream and syncs of the sources",
                              .arguments = "[<source>...]",
                              .max_arguments = SIZE_MAX,
                              .completer = Completer::source,
                              .options = status_options,
                              .run = run_status};
constexpr Command commit_word{.name = "cache commit",
                              .group = Group::share,
                              .summary = "commit edits of a source's files",
                              .arguments = "<source> [[--] <path>...]",
                              .min_arguments = 1,
                              .max_arguments = SIZE_MAX,
                              .completer = Completer::source,
                              .options = commit_options,
                              .run = run_commit};
constexpr Command verify_word{.name = "cache verify",
                              .group = Group::share,
                              .summary = "check that the caches are whole and as the lock says",
                              .arguments = "[<source>...]",
                              .max_arguments = SIZE_MAX,
                              .completer = Completer::source,
                              .options = verify_options,
                              .run = run_verify};
constexpr Command reset_word{.name = "cache reset",
                             .group = Group::share,
                             .summary = "move a cache aside and clone it anew",
                             .arguments = "<source>",
                             .min_arguments = 1,
                             .max_arguments = 1,
                             .completer = Completer::source,
                             .options = reset_options,
                             .run = run_reset};
constexpr const Command* words[] = {&status_word, &commit_word, &verify_word, &reset_word};

}  // namespace

constinit const Command cache_command{.name = "cache",
                                      .group = Group::share,
                                      .summary = "look at, commit, check and renew sources' caches",
                                      .words = words};

}  // namespace cli
