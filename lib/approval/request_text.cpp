#include <algorithm>

#include "approval/markdown.hpp"
#include "approval/request.hpp"
#include "approval/risk.hpp"
#include "base/text.hpp"
#include "os/environment.hpp"

namespace approval {
namespace {

constexpr std::int64_t day_ns = 86'400'000'000'000;
constexpr std::size_t most_risks = 50, most_files = 200, most_definitions = 50, most_lines = 50;

std::string many(std::size_t count, const std::string& one) {
  return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

std::string more(std::size_t all, std::size_t shown, const std::string& one) {
  return all > shown ? "\n" + std::to_string(all - shown) + " more " + one + ".\n" : "";
}

std::string risk_section(const Request& request) {
  const auto risks = risks_of(request);
  std::string text = "## Why this needs a look\n\n";
  if (risks.empty()) return text + "No definition may do more than before.\n";
  for (std::size_t i = 0; i < std::min(risks.size(), most_risks); ++i) {
    const auto& risk = risks[i];
    text += "- **" + std::string(to_string(risk.level)) + "**: ";
    if (!risk.about.empty()) text += code_span(base::quote_path(risk.about)) + ": ";
    text += risk.words;
    if (!risk.quote.empty()) text += " " + code_span(risk.quote);
    text += "\n";
  }
  return text + more(risks.size(), most_risks, "of these; the least grave are not shown");
}

std::string trigger_section(const Request& request) {
  std::string text = "\n## What asked for approval\n\n";
  for (const auto& trigger : request.triggers) {
    text += trigger.rule == "gated-path" ? "- the gated path " : "- the governing file ";
    text += code_span(trigger.detail) + ": " + many(trigger.paths, "file");
    if (trigger.rule == "gated-path")
      text += ", first " + code_span(base::quote_path(trigger.path));
    text += "\n";
  }
  return text;
}

std::string subject_section(const Request& request, std::string_view request_digest) {
  const auto& pushed = request.pushed;
  const auto line = [](const std::string& name, const std::string& value) {
    return "- " + name + ": " + value + "\n";
  };
  const auto& person = request.person;
  std::string text = "\n## What is asked for\n\n";
  text += line("repository", code_span(request.identity));
  text +=
      line("ref", code_span(pushed.ref.remote_ref) + ", from " + code_span(pushed.ref.local_ref));
  text += line("head commit", code_span(pushed.head));
  text += line("compared with",
               request.base.empty() ? "nothing: everything is new" : code_span(request.base));
  text += line("change digest", code_span(request.digest));
  text += line("request digest", code_span("sha256:" + std::string(request_digest)));
  text += line("asked by", person.name.empty() && person.email.empty()
                               ? "not known"
                               : code_span(person.name) + ", " + code_span(person.email) +
                                     " (what git's configuration says, no evidence)");
  text += line("asked at", os::iso_time(request.created_ns));
  text += line("open until", os::iso_time(request.created_ns + open_days * day_ns));
  text += line("see it with", code_span("git diff " + request.compared + " " + pushed.head));
  return text;
}

std::vector<std::string> privilege_lines(const agent::PrivilegeChange& change) {
  std::vector<std::string> lines;
  const auto is_more = [&](const std::string& line) {
    return std::ranges::find(change.widened, line) != change.widened.end();
  };
  for (const auto& line : change.removed) lines.push_back("  - " + line);
  for (const auto& line : change.added) lines.push_back((is_more(line) ? "! + " : "  + ") + line);
  for (const auto& line : change.widened) {
    if (std::ranges::find(change.added, line) == change.added.end()) lines.push_back("!   " + line);
  }
  if (lines.size() > most_lines) {
    const std::size_t rest = lines.size() - most_lines;
    lines.resize(most_lines);
    lines.push_back("(" + std::to_string(rest) + " more lines)");
  }
  return lines;
}

std::string privilege_section(const Request& request) {
  std::string text = "\n## What definitions may do\n\n";
  if (!request.privileges_known) return text + "It could not be compared.\n";
  if (request.privileges.empty()) return text + "Nothing changes.\n";
  text += "Lines with `!` let a definition do more.\n";
  const auto count = request.privileges.size();
  for (std::size_t i = 0; i < std::min(count, most_definitions); ++i) {
    const auto& change = request.privileges[i];
    text += "\n" + std::string(agent::to_string(change.kind)) + " " + code_span(change.name) +
            ", " + std::string(agent::to_string(change.what)) + ", ";
    if (!change.old_path.empty()) text += code_span(base::quote_path(change.old_path)) + " => ";
    text += code_span(base::quote_path(change.path)) + "\n\n";
    text += fenced(privilege_lines(change));
  }
  return text + more(count, most_definitions, "definitions change what they may do");
}

std::string file_section(const Request& request) {
  const auto count = request.changes.size();
  std::string text = "\n## Files\n\n" + many(count, "file") + " changed";
  if (request.lines) {
    text += ", " + many(request.lines->insertions, "line") + " added, " +
            many(request.lines->deletions, "line") + " removed";
  }
  text += ".\n\n";
  std::vector<std::string> list;
  for (std::size_t i = 0; i < std::min(count, most_files); ++i) {
    const auto& change = request.changes[i];
    list.push_back(std::string(1, change.status) + " " + base::quote_path(change.path));
  }
  return text + fenced(list) + more(count, most_files, "files");
}

std::string commit_section(const Request& request) {
  if (request.commits.empty()) return {};
  std::vector<std::string> list;
  for (const auto& commit : request.commits) {
    list.push_back(commit.id + " " + commit.subject);
    list.push_back("    " + commit.author);
  }
  return "\n## Newest commits\n\n" + fenced(list);
}

}  // namespace

std::string request_text(const Request& request, std::string_view request_digest) {
  return "# Request of approval\n\n" + code_span(request.execution_id) + "\n\n" +
         risk_section(request) + subject_section(request, request_digest) +
         trigger_section(request) + privilege_section(request) + file_section(request) +
         commit_section(request);
}

}  // namespace approval
