#include "git-agents/cache_report.hpp"

#include <algorithm>
#include <ostream>

#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "git-agents/push_report.hpp"
#include "os/environment.hpp"
#include "report/json_text.hpp"
#include "sync/pull_record.hpp"

namespace cli {
namespace {

using report::Json;
using Kind = syncing::CacheStatus::Kind;

constexpr std::size_t short_id = 7, shown_oddities = 5;

std::string_view word_of(Kind kind) {
  switch (kind) {
    case Kind::absent:
      return "absent";
    case Kind::own:
      return "own";
    case Kind::adopted:
      return "adopted";
    case Kind::download:
      return "download";
    case Kind::foreign:
      break;
  }
  return "foreign";
}

/// A command about the source, for a sentence.
std::string command(const std::string& words, const syncing::Source& source,
                    const std::string& rest = {}) {
  return report::printable(
      base::quoted_command(words + " " + base::shell_word(source.name) + rest));
}

bool has_news(const syncing::CacheStatus& status) {
  return !status.remote.empty() && !status.upstream.empty() && status.remote != status.upstream;
}

/// The parts that are not as after a pull: "2 ahead", "a merge is not finished".
std::vector<std::string> parts_of(const syncing::CacheStatus& status) {
  std::vector<std::string> parts = {status.branch.empty() ? "no branch"
                                                          : report::printable(status.branch)};
  if (status.ahead > 0) parts.push_back(std::to_string(status.ahead) + " ahead");
  if (status.behind > 0) parts.push_back(std::to_string(status.behind) + " behind");
  if (!status.dirty.empty()) parts.push_back(std::to_string(status.dirty.size()) + " edited");
  if (!status.unfinished.empty()) parts.push_back(status.unfinished + " is not finished");
  return parts;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

bool is_repository(Kind kind) {
  return kind == Kind::own || kind == Kind::adopted;
}

std::string what_it_is(const syncing::CacheStatus& status) {
  switch (status.kind) {
    case Kind::absent:
      return "not pulled yet";
    case Kind::download:
      return "files that no repository keeps: " +
             command("git agents source set", status.source, " --sync git") +
             ", then pull, makes one of them";
    case Kind::foreign:
      return "its place " + report::printable(status.problem);
    default:
      return joined(parts_of(status));
  }
}

std::string last_failure(const track::SyncAttempt& attempt) {
  return "the last try failed, " + os::iso_time(attempt.time_ns) + ": " +
         report::printable(attempt.error);
}

std::string last_sync(const syncing::CacheStatus& status) {
  std::string text =
      status.success_ns == 0 ? "never synced" : "synced " + os::iso_time(status.success_ns);
  if (status.attempt && !status.attempt->error.empty()) {
    text += "; " + last_failure(*status.attempt);
  } else if (status.attempt && status.attempt->status == "conflict") {
    text += "; the last try ended in a conflict, " + os::iso_time(status.attempt->time_ns);
  } else if (status.attempt && status.attempt->status == "differs") {
    text += "; the last try found what is not as the lock says, " +
            os::iso_time(status.attempt->time_ns);
  }
  return text;
}

std::string remote_words(const syncing::CacheStatus& status) {
  if (!status.remote_error.empty()) {
    return "could not be asked: " + report::printable(status.remote_error);
  }
  if (status.remote.empty()) return "not asked yet";
  const std::string at =
      status.remote.substr(0, short_id) + ", asked " + os::iso_time(status.remote_ns);
  return has_news(status) ? "has more: " + at : "at " + at;
}

void print_one(std::ostream& out, const syncing::CacheStatus& status) {
  const std::string name = report::printable(status.source.name);
  out << name << ": " << what_it_is(status) << "\n";
  if (is_repository(status.kind) && !status.problem.empty()) {
    out << "  problem   " << report::printable(status.problem) << "\n";
  }
  out << "  cache     " << report::printable(status.source.cache)
      << (status.kind == Kind::adopted ? " (adopted)" : "") << "\n"
      << "  upstream  " << remote_words(status) << "\n"
      << "  sync      " << last_sync(status) << "\n";
  if (!status.locked.empty() && !status.upstream.empty() && status.locked != status.upstream) {
    out << "  lock      at " << status.locked.substr(0, short_id);
    const std::string pull = command("git agents pull", status.source);
    const std::string upstream = status.upstream.substr(0, short_id);
    if (status.behind > 0) {
      out << "; " << upstream << " came and is not merged: " << pull << " says why\n";
    } else {
      out << ", the cache at " << upstream << ": " << pull << " moves it\n";
    }
  }
  if (!status.dirty.empty()) {
    out << "  edited\n";
    print_files(out, status.dirty, "    ");
  }
  for (const auto& ref : status.backups) out << "  backup    " << report::printable(ref) << "\n";
}

Json json_of(const syncing::CacheStatus& status) {
  Json object;
  object["source"] = status.source.name;
  object["id"] = status.source.id;
  report::put_path(object, "cache", status.source.cache);
  object["kind"] = word_of(status.kind);
  object["problem"] = status.problem;
  object["branch"] = status.branch;
  object["ahead"] = status.ahead;
  object["behind"] = status.behind;
  object["unfinished"] = status.unfinished;
  object["edited"] = Json::array();
  for (const auto& change : status.dirty) {
    Json file;
    file["status"] = std::string(1, change.status);
    report::put_path(file, "path", change.path);
    object["edited"].push_back(std::move(file));
  }
  object["backups"] = status.backups;
  object["upstream"] = status.upstream;
  object["locked"] = status.locked;
  object["remote"] = status.remote;
  object["remote_time"] = status.remote_ns == 0 ? Json() : Json(os::iso_time(status.remote_ns));
  object["remote_error"] = status.remote_error;
  object["has_news"] = has_news(status);
  object["synced"] = status.success_ns == 0 ? Json() : Json(os::iso_time(status.success_ns));
  object["last_attempt"] = Json();
  if (status.attempt) {
    object["last_attempt"] = {{"time", os::iso_time(status.attempt->time_ns)},
                              {"status", status.attempt->status},
                              {"method", status.attempt->method},
                              {"error", status.attempt->error}};
  }
  return object;
}

}  // namespace

std::string cache_line(const syncing::CacheStatus& status) {
  std::string line = what_it_is(status);
  if (!is_repository(status.kind)) {
    const bool failed = status.attempt && !status.attempt->error.empty();
    return failed ? line + "; " + last_failure(*status.attempt) : line;
  }
  if (!status.problem.empty()) return report::printable(status.problem);
  line += ", " + last_sync(status);
  if (has_news(status)) line += "; upstream has more";
  return line;
}

std::string cache_json(const syncing::CacheStatus& status) {
  return report::text(json_of(status));
}

void print_cache_status(std::ostream& out, const std::vector<syncing::CacheStatus>& all) {
  for (const auto& status : all) print_one(out, status);
}

void print_cache_status_json(std::ostream& out, const std::vector<syncing::CacheStatus>& all) {
  out << "{\"schema\": 1,\n\"sources\": ";
  report::put_items(out, all, json_of);
  out << "}\n";
}

void print_cache_checks(std::ostream& out, const std::vector<syncing::CacheCheck>& all) {
  for (const auto& check : all) {
    const std::string name = report::printable(check.source.name);
    out << name << ": "
        << (check.problems.empty() ? "whole" : counted(check.problems.size(), "problem")) << "\n";
    for (const auto& problem : check.problems) out << "  " << report::printable(problem) << "\n";
    const std::size_t shown = std::min(check.oddities.size(), shown_oddities);
    for (std::size_t i = 0; i < shown; ++i) {
      out << "  upstream's, does no harm: " << report::printable(check.oddities[i]) << "\n";
    }
    if (check.oddities.size() > shown) {
      out << "  and " << check.oddities.size() - shown << " more of these\n";
    }
    if (!check.problems.empty()) {
      out << "  " << command("git agents cache reset", check.source)
          << " keeps it aside and clones anew\n";
    }
  }
}

void print_cache_checks_json(std::ostream& out, const std::vector<syncing::CacheCheck>& all) {
  out << "{\"schema\": 1,\n\"sources\": ";
  report::put_items(out, all, [](const syncing::CacheCheck& check) {
    Json object;
    object["source"] = check.source.name;
    object["id"] = check.source.id;
    object["whole"] = check.problems.empty();
    object["problems"] = check.problems;
    object["oddities"] = check.oddities;
    return object;
  });
  out << "}\n";
}

void print_reset(std::ostream& out, std::ostream& err, const syncing::Reset& reset,
                 const syncing::Source& source, bool dry) {
  const std::string name = report::printable(source.name);
  const std::string local = counted(reset.commits, "local commit") + " and " +
                            counted(reset.edited.size(), "edited file");
  if (dry) {
    out << name << ": would be moved aside with " << local << ", and cloned anew\n";
    return;
  }
  if (reset.pulled.status == syncing::Pulled::Status::failed) {
    err << "error: " << name << ": " << report::printable(reset.pulled.error) << "\n";
    if (!reset.pulled.hint.empty()) {
      err << "hint: " << report::printable(reset.pulled.hint) << "\n";
    }
    if (reset.put_back) {
      out << name << ": the former cache is in its place again\n";
    } else if (!reset.kept.empty()) {
      out << name << ": the former cache is in " << report::printable(reset.kept) << "\n";
    }
    return;
  }
  out << name << ": cloned anew, at " << reset.pulled.fetched.upstream.substr(0, short_id) << "\n";
  if (reset.kept.empty()) return;
  out << "  the former cache, with " << local << ", is in\n    " << report::printable(reset.kept)
      << "\n";
  const std::string git = "git -C " + base::shell_word(source.cache);
  const std::string fetch = git + " fetch -q " + base::shell_word(reset.kept) + " ";
  if (reset.commits > 0) {
    out << "  to get the commits: "
        << report::printable(fetch + "HEAD && " + git + " merge -q --no-edit FETCH_HEAD") << "\n";
  }
  if (!reset.snapshot.empty()) {
    out << "  to get the edits: "
        << report::printable(fetch + reset.snapshot + " && " + git + " cherry-pick -n FETCH_HEAD")
        << "\n";
  }
}

void print_reset_json(std::ostream& out, const syncing::Reset& reset, const syncing::Source& source,
                      bool dry) {
  Json object;
  object["schema"] = 1;
  object["dry_run"] = dry;
  object["source"] = source.name;
  object["id"] = source.id;
  report::put_path(object, "kept", reset.kept);
  object["snapshot"] = reset.snapshot;
  object["commits"] = reset.commits;
  object["edited"] = Json::array();
  for (const auto& path : reset.edited) object["edited"].push_back(path);
  object["put_back"] = reset.put_back;
  object["status"] = dry ? "" : syncing::to_string(reset.pulled.status);
  object["commit"] = reset.pulled.fetched.upstream;
  object["error"] = reset.pulled.error;
  object["hint"] = reset.pulled.hint;
  out << report::text(object) << "\n";
}

}  // namespace cli
