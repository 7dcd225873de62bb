#include "git-agents/push_report.hpp"

#include <algorithm>
#include <ostream>

#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "report/findings.hpp"
#include "report/json_text.hpp"
#include "sync/cache.hpp"

namespace cli {
namespace {

using report::Json;
using Status = syncing::Pushed::Status;

constexpr std::size_t short_id = 7, shown_files = 10;

void print_committed(std::ostream& out, const std::string& name, const syncing::Pushed& pushed,
                     bool dry) {
  const auto& committed = pushed.committed;
  if (committed.files.empty() || (committed.id.empty() && !dry)) return;
  out << name << ": " << (dry ? "would commit " : "committed ")
      << counted(committed.files.size(), "file");
  if (!committed.id.empty()) out << " as " << committed.id.substr(0, short_id);
  out << "\n";
  print_files(out, committed.files);
}

void print_sent(std::ostream& out, const std::string& name, const syncing::Pushed& pushed,
                bool dry) {
  const bool commits_first = dry && !pushed.committed.files.empty();
  const std::size_t count = pushed.commits.size() + (commits_first ? 1 : 0);
  out << name << ": " << (dry ? "would push " : "pushed ") << counted(count, "commit");
  if (pushed.as_one && count > 1) out << " as one";
  out << " to '" << syncing::branch_name(pushed.ref) << "'";
  if (!pushed.fork.empty()) out << " of the fork " << report::printable(pushed.fork);
  if (!pushed.commit.empty()) out << " (" << pushed.commit.substr(0, short_id) << ")";
  out << "\n";
  if (!pushed.pull_request.empty()) {
    out << "  pull request: " << report::printable(pushed.pull_request) << "\n";
  }
  if (!pushed.page.empty()) {
    out << "  open this page to ask for a pull request: " << report::printable(pushed.page) << "\n";
  }
  if (!pushed.note.empty()) out << "  note: " << report::printable(pushed.note) << "\n";
  if (pushed.moved) {
    out << "  the lock still has the former commit: "
        << report::printable(
               base::quoted_command("git agents pull " + base::shell_word(pushed.source.name)))
        << " moves it\n";
  }
}

void print_one(std::ostream& out, std::ostream& err, const syncing::Pushed& pushed, bool dry,
               report::Style style) {
  const std::string name = report::printable(pushed.source.name);
  print_committed(out, name, pushed, dry);
  switch (pushed.status) {
    case Status::nothing:
      out << name << ": nothing to push";
      if (!pushed.note.empty()) out << ": " << report::printable(pushed.note);
      out << "\n";
      break;
    case Status::pushed:
      print_sent(out, name, pushed, dry);
      break;
    case Status::refused:
      report::human(out, pushed.committed.errors, style);
      err << "error: " << name << ": " << counted(pushed.committed.errors.size(), "error")
          << " that upstream does not have\n"
          << "hint: correct them, then push again\n";
      break;
    case Status::failed:
      err << "error: " << name << ": " << report::printable(pushed.error) << "\n";
      for (std::string_view rest = pushed.hint; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        err << "hint: " << report::printable(rest.substr(0, end)) << "\n";
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
      break;
  }
  const auto& left_out = pushed.committed.left_out;
  if (pushed.status != Status::failed) print_left_out(out, pushed.source.name, left_out);
  const std::size_t edited = pushed.edited.size() - std::min(pushed.edited.size(), left_out.size());
  if (edited == 0 || dry || pushed.status == Status::failed) return;
  out << "  " << counted(edited, "edited file") << (edited == 1 ? " is" : " are")
      << " not committed: '-m MSG' commits\n";
}

Json json_of(const syncing::Pushed& pushed) {
  Json object;
  object["source"] = pushed.source.name;
  object["id"] = pushed.source.id;
  object["status"] = syncing::to_string(pushed.status);
  object["committed"] = pushed.committed.id;
  object["files"] = Json::array();
  for (const auto& file : pushed.committed.files) {
    Json change;
    change["status"] = std::string(1, file.status);
    report::put_path(change, "path", file.path);
    object["files"].push_back(std::move(change));
  }
  object["left_out"] = Json::array();
  for (const auto& path : pushed.committed.left_out) object["left_out"].push_back(path);
  object["commits"] = Json::array();
  for (const auto& commit : pushed.commits) {
    object["commits"].push_back({{"id", commit.id}, {"subject", commit.subject}});
  }
  object["as_one"] = pushed.as_one;
  object["commit"] = pushed.commit;
  object["ref"] = pushed.ref;
  object["fork"] = pushed.fork;
  object["pull_request"] = pushed.pull_request;
  object["page"] = pushed.page;
  object["lock_is_old"] = pushed.moved;
  object["edited"] = Json::array();
  for (const auto& path : pushed.edited) object["edited"].push_back(path);
  object["said"] = pushed.said;
  object["note"] = pushed.note;
  object["error"] = pushed.error;
  object["hint"] = pushed.hint;
  object["errors"] = Json::array();
  for (const auto& error : pushed.committed.errors) {
    Json place;
    report::put_path(place, "path", error.path);
    place["line"] = error.place.line;
    place["column"] = error.place.column;
    place["rule"] = error.rule;
    place["message"] = error.message;
    object["errors"].push_back(std::move(place));
  }
  return object;
}

}  // namespace

std::string counted(std::size_t count, const char* noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

void print_left_out(std::ostream& out, const std::string& source,
                    const std::vector<std::string>& paths) {
  if (paths.empty()) return;
  std::string words;
  for (std::size_t i = 0; i < std::min(paths.size(), shown_files); ++i) {
    out << "  left out, for no definition is made of it: " << base::quote_path(paths[i]) << "\n";
    words += " " + base::shell_word(paths[i]);
  }
  if (paths.size() > shown_files) out << "  and " << paths.size() - shown_files << " more\n";
  out << "  to commit " << (paths.size() == 1 ? "it" : "them") << ": git agents cache commit "
      << report::printable(base::shell_word(source)) << " -m MSG --" << report::printable(words)
      << "\n";
}

void print_files(std::ostream& out, const std::vector<git::Change>& files,
                 std::string_view indent) {
  for (std::size_t i = 0; i < std::min(files.size(), shown_files); ++i) {
    out << indent << files[i].status << " " << base::quote_path(files[i].path) << "\n";
  }
  if (files.size() > shown_files)
    out << indent << "and " << files.size() - shown_files << " more\n";
}

void print_pushed(std::ostream& out, std::ostream& err, const std::vector<syncing::Pushed>& all,
                  bool dry, report::Style style) {
  for (const auto& pushed : all) {
    print_one(out, err, pushed, dry, style);
    out.flush();
  }
}

void print_pushed_json(std::ostream& out, const std::vector<syncing::Pushed>& all, bool dry) {
  out << "{\"schema\": 1, \"dry_run\": " << (dry ? "true" : "false") << ",\n\"sources\": ";
  report::put_items(out, all, json_of);
  out << "}\n";
}

}  // namespace cli
