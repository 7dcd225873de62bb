#include "git-agents/pull_report.hpp"

#include <ostream>

#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "report/human.hpp"
#include "report/json.hpp"
#include "sync/cache.hpp"

namespace cli {
namespace {

using Outcome = syncing::Integration::Outcome;
using Status = syncing::Pulled::Status;

constexpr std::size_t short_id = 7, shown_paths = 10;

std::string counted(std::int64_t count, const char* what) {
  return std::to_string(count) + " " + what;
}

/// "1 added, 2 changed"; "" where nothing is.
std::string file_counts(const syncing::Integration& integration) {
  std::string text;
  const auto add = [&](std::int64_t count, const char* what) {
    if (count > 0) text += (text.empty() ? "" : ", ") + counted(count, what);
  };
  add(integration.added, "added");
  add(integration.changed, "changed");
  add(integration.removed, "removed");
  return text;
}

std::string range(const syncing::Fetched& fetched) {
  const std::string to = fetched.upstream.substr(0, short_id);
  if (fetched.before.empty() || fetched.before == fetched.local) return to;
  return fetched.before.substr(0, short_id) + ".." + to;
}

std::string what_happened(const syncing::Pulled& pulled, bool dry) {
  const auto& integration = pulled.integration;
  if (dry) {
    if (pulled.fetched.before.empty()) return "would be fetched, at " + range(pulled.fetched);
    if (pulled.status != Status::updated) return "up to date at " + range(pulled.fetched);
    return "would be updated to " + range(pulled.fetched) +
           (integration.edited.empty() ? "" : ", where uncommitted edits allow it");
  }
  std::string text;
  switch (integration.outcome) {
    case Outcome::current:
      text = pulled.fetched.before == pulled.fetched.local ? "up to date at " : "is at ";
      text += range(pulled.fetched);
      break;
    case Outcome::forwarded:
      text = "updated to " + range(pulled.fetched);
      break;
    case Outcome::merged:
      text = "merged " + range(pulled.fetched) + " with local commits";
      break;
    case Outcome::discarded:
      text = "local work given up, now at " + range(pulled.fetched);
      break;
    case Outcome::elsewhere:
      text = "fetched " + range(pulled.fetched) + ", files left alone: " + integration.reason;
      break;
    default:
      break;
  }
  if (integration.rewritten) text += "; upstream's history was rewritten";
  const auto counts = file_counts(integration);
  if (!counts.empty()) text += " (" + counts + ")";
  if (pulled.fetched.method == "http") text += " over HTTP";
  return text;
}

void print_conflict(std::ostream& out, const syncing::Pulled& pulled) {
  const auto& integration = pulled.integration;
  const std::string git = "git -C " + report::printable(base::shell_word(pulled.source.cache));
  const std::string name = report::printable(pulled.source.name);
  const std::string word = report::printable(base::shell_word(pulled.source.name));
  if (integration.outcome == Outcome::unfinished) {
    out << name << ": not merged: " << report::printable(integration.reason) << "\n"
        << "  to see how to finish it: " << git << " status\n  then: git agents pull " << word
        << "\n";
    return;
  }
  out << name << ": conflict, nothing was changed: upstream's " << range(pulled.fetched)
      << (integration.edits_conflict ? " and uncommitted edits" : " and local commits")
      << " change the same lines\n";
  for (const auto& conflict : integration.conflicts) {
    out << "  " << base::quote_path(conflict.path)
        << "\n    here:     " << report::printable(conflict.ours)
        << "\n    upstream: " << report::printable(conflict.theirs) << "\n";
  }
  out << "  to merge by hand:\n";
  if (integration.edits_conflict) {
    out << "    git agents cache commit " << word << " -m 'Local edits'\n";
  }
  out << "    " << git << " merge " << syncing::upstream_ref << "\n"
      << "    (edit the files)\n    " << git << " commit -a\n"
      << "  to give up the local side (kept in " << syncing::backup_prefix
      << "*, and 'git agents undo' brings it back):\n    git agents pull --force " << word << "\n";
}

void print_differences(std::ostream& out, const syncing::Pulled& pulled) {
  const std::string name = report::printable(pulled.source.name);
  out << name << ": is not what the lock says\n";
  for (std::size_t i = 0; i < std::min(pulled.differs.size(), shown_paths); ++i) {
    out << "  " << report::printable(pulled.differs[i]) << "\n";
  }
  if (pulled.differs.size() > shown_paths) {
    out << "  and " << pulled.differs.size() - shown_paths << " more\n";
  }
}

void print_one(std::ostream& out, std::ostream& err, const syncing::Pulled& pulled, bool dry) {
  const std::string name = report::printable(pulled.source.name);
  if (pulled.status == Status::failed) {
    err << "error: " << name << ": " << report::printable(pulled.error) << "\n";
    if (!pulled.hint.empty()) err << "hint: " << report::printable(pulled.hint) << "\n";
    return;
  }
  if (!pulled.differs.empty()) return print_differences(out, pulled);
  if (pulled.status == Status::conflict) return print_conflict(out, pulled);
  out << name << ": " << report::printable(what_happened(pulled, dry)) << "\n";
  const auto& integration = pulled.integration;
  if (integration.outcome == Outcome::elsewhere) {
    out << "  to bring it in: git -C " << report::printable(base::shell_word(pulled.source.cache))
        << " checkout "
        << report::printable(base::shell_word(
               syncing::branch_name(syncing::branch_of(pulled.fetched.resolved_ref))))
        << "; then pull again\n";
    return;
  }
  if (!integration.backup.empty()) {
    out << "  the local work is in " << integration.backup << " of '"
        << report::printable(pulled.source.cache) << "'; 'git agents undo " << integration.operation
        << "' puts the files back\n";
  } else if (!integration.edited.empty() && integration.outcome != Outcome::current) {
    out << "  uncommitted edits are still there: " << integration.edited.size()
        << (integration.edited.size() == 1 ? " file\n" : " files\n");
  }
}

std::string_view word_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::current:
      return "current";
    case Outcome::forwarded:
      return "forwarded";
    case Outcome::merged:
      return "merged";
    case Outcome::conflict:
      return "conflict";
    case Outcome::elsewhere:
      return "elsewhere";
    case Outcome::unfinished:
      return "unfinished";
    case Outcome::discarded:
      return "discarded";
  }
  return "";
}

void json_one(std::ostream& out, const syncing::Pulled& pulled) {
  const auto& integration = pulled.integration;
  const auto text = [&](const char* key, std::string_view value) {
    out << ",\"" << key << "\":" << report::json_string(value);
  };
  const auto number = [&](const char* key, std::int64_t value) {
    out << ",\"" << key << "\":" << value;
  };
  out << "{\"source\":" << report::json_string(pulled.source.name);
  text("id", pulled.source.id);
  text("status", syncing::to_string(pulled.status));
  text("outcome", word_of(integration.outcome));
  text("method", pulled.fetched.method);
  text("before", pulled.fetched.before);
  text("commit", pulled.fetched.upstream);
  text("cache", pulled.source.cache);
  number("added", integration.added);
  number("changed", integration.changed);
  number("removed", integration.removed);
  number("requests", pulled.fetched.requests);
  number("bytes", pulled.fetched.bytes);
  number("duration_ms", pulled.duration_ns / 1'000'000);
  if (integration.operation != 0) number("operation", integration.operation);
  if (!integration.backup.empty()) text("backup", integration.backup);
  if (!integration.reason.empty()) text("reason", integration.reason);
  if (!pulled.error.empty()) text("error", pulled.error);
  if (!pulled.hint.empty()) text("hint", pulled.hint);
  const auto list = [&](const char* key, const std::vector<std::string>& values) {
    out << ",\"" << key << "\":[";
    for (std::size_t i = 0; i < values.size(); ++i) {
      out << (i > 0 ? "," : "") << report::json_string(values[i]);
    }
    out << "]";
  };
  list("edited", integration.edited);
  list("differences", pulled.differs);
  out << ",\"conflicts\":[";
  for (std::size_t i = 0; i < integration.conflicts.size(); ++i) {
    const auto& conflict = integration.conflicts[i];
    out << (i > 0 ? "," : "") << "{\"path\":" << report::json_string(conflict.path)
        << ",\"ours\":" << report::json_string(conflict.ours)
        << ",\"theirs\":" << report::json_string(conflict.theirs) << "}";
  }
  out << "]}";
}

}  // namespace

void print_pulled(std::ostream& out, std::ostream& err, const std::vector<syncing::Pulled>& all,
                  bool dry) {
  for (const auto& pulled : all) print_one(out, err, pulled, dry);
}

void print_pulled_json(std::ostream& out, const std::vector<syncing::Pulled>& all, bool dry,
                       std::string_view deployment) {
  out << "{\"schema\":1,\"dry_run\":" << (dry ? "true" : "false") << ",\"sources\":[";
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i > 0) out << ",";
    json_one(out, all[i]);
  }
  out << "]";
  if (!deployment.empty()) out << ",\"deployment\":" << base::trim(deployment);
  out << "}\n";
}

}  // namespace cli
