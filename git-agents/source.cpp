#include <charconv>
#include <ostream>

#include "base/error.hpp"
#include "base/text.hpp"
#include "git-agents/commands.hpp"
#include "git-agents/source_words.hpp"
#include "git-agents/sources.hpp"
#include "git-agents/trust_record.hpp"
#include "git-agents/view.hpp"
#include "os/file.hpp"
#include "report/human.hpp"
#include "settings/source_url.hpp"

namespace cli {
namespace {

constexpr Option list_options[] = {format_option};

std::string_view scope_word(syncing::Scope scope) {
  return scope == syncing::Scope::project ? "project" : "user";
}

std::string locked_commit(const Sources& sources, const syncing::Source& source) {
  const auto& lock = sources.lock_of(source);
  const auto found = lock.find(source.id);
  return found == lock.end() ? "" : found->second.commit;
}

void print_source(std::ostream& out, const syncing::Source& source, const std::string& commit) {
  const auto line = [&](std::string_view label, const std::string& value) {
    out << "  " << label << std::string(10 - label.size(), ' ') << report::printable(value) << "\n";
  };
  const auto& configured = source.configured;
  out << report::printable(source.name) << "\n";
  line("url", source.url);
  if (!configured.ref.empty()) line("ref", configured.ref);
  if (!configured.path.empty()) line("path", configured.path);
  line("tier", std::string(to_string(configured.tier)) + ", priority " +
                   std::to_string(configured.priority));
  line("sync", std::string(to_string(configured.method)));
  line("scope", std::string(scope_word(source.scope)));
  line("cache", source.cache + (os::exists(source.cache) ? "" : " (not pulled yet)"));
  if (!commit.empty()) line("locked", commit);
}

int run_list(const Args& args, Session& session) {
  const auto sources = load_sources(session);
  auto& out = session.out();
  if (wants_json(args)) {
    out << R"({"schema": 1, "sources": )";
    report::put_items(out, sources.all, [&](const syncing::Source& source) {
      return source_json(source, locked_commit(sources, source));
    });
    out << "}\n";
    return done;
  }
  bool any_of_project = false;
  for (const auto& source : sources.all) {
    print_source(out, source, locked_commit(sources, source));
    any_of_project = any_of_project || source.scope == syncing::Scope::project;
  }
  if (sources.all.empty()) session.err() << "no sources: 'git agents source add URL' adds one\n";
  if (any_of_project && trust_state(session.config(), session.file_settings()) != Trust::current) {
    session.err() << "note: hooks and pulls in the background use those of this repository only "
                     "after 'git agents "
                     "trust'\n";
  }
  return done;
}

std::string how_to_undo(const SourceChange& change, Session& session) {
  const bool here = session.repository_if_any() != nullptr;
  return "'git agents undo" + (here ? "" : " " + std::to_string(change.operation)) + "'";
}

bool is_priority(const std::string& word) {
  constexpr int most = 1000;
  int number = 0;
  const auto* end = word.data() + word.size();
  const auto [stop, error] = std::from_chars(word.data(), end, number);
  return error == std::errc() && stop == end && number >= 0 && number <= most;
}

}  // namespace

report::Json source_json(const syncing::Source& source, const std::string& commit) {
  const auto& configured = source.configured;
  report::Json json = {{"name", source.name}, {"id", source.id}, {"url", source.url}};
  json["ref"] = configured.ref;
  json["path"] = configured.path;
  json["priority"] = configured.priority;
  json["tier"] = to_string(configured.tier);
  json["sync"] = to_string(configured.method);
  json["scope"] = scope_word(source.scope);
  report::put_path(json, "cache", source.cache);
  json["cached"] = os::exists(source.cache);
  json["commit"] = commit.empty() ? report::Json() : report::Json(commit);
  return json;
}

std::string source_value(const Args& args, std::string_view option) {
  std::string value = args.value(option);
  if (value.empty()) return value;
  std::string problem;
  if (option == "name") problem = settings::name_problem(value);
  if (option == "ref") problem = settings::ref_problem(value);
  if (option == "priority" && !is_priority(value)) problem = "must be from 0 to 1000";
  if (option == "path") {
    value = os::normalise(value);
    if (value == ".." || value.starts_with("../")) problem = "leads out of the source";
    if (value.starts_with('/')) problem = "must be relative to the source's top";
  }
  if (problem.empty()) return value;
  throw base::Error(base::ErrorCode::usage, "'--" + std::string(option) + "' " + problem);
}

void print_source_change(const Args& args, Session& session, const SourceChange& change) {
  auto& out = session.out();
  if (wants_json(args)) {
    report::Json json = {{"schema", 1}, {"action", change.action}, {"dry_run", change.dry}};
    report::put_path(json, "file", change.file.name());
    json["operation"] = change.operation == 0 ? report::Json() : report::Json(change.operation);
    json["source"] = source_json(change.source, {});
    json["source"].erase("commit");
    out << report::text(json) << "\n";
    return;
  }
  if (change.dry && change.action != "unchanged") {
    out << change.file.difference(change.text);
    return;
  }
  if (change.action == "unchanged") {
    out << "'" << report::printable(change.source.name) << "' is in "
        << base::quote_path(change.file.name()) << " already, with these settings\n";
    return;
  }
  out << change.action << " '" << report::printable(change.source.name)
      << (change.action == "added"     ? "' to "
          : change.action == "removed" ? "' from "
                                       : "' in ")
      << base::quote_path(change.file.name()) << "\n";
  if (change.operation != 0) {
    session.err() << "undo with " << how_to_undo(change, session) << "\n";
  }
}

constinit const Command source_list_command{
    .name = "source list",
    .group = Group::share,
    .summary = "list the sources in the order in which they win",
    .options = list_options,
    .run = run_list,
};

namespace {

constexpr const Command* words[] = {&source_add_command, &source_list_command, &source_set_command,
                                    &source_remove_command, &source_import_index_command};

}  // namespace

constinit const Command source_command{
    .name = "source",
    .group = Group::share,
    .summary = "name the repositories whose definitions are pulled and deployed",
    .words = words,
};

}  // namespace cli
