#include <algorithm>
#include <array>
#include <utility>

#include "agent/kind.hpp"
#include "base/edit_distance.hpp"
#include "base/error.hpp"
#include "git-agents/validate.hpp"

namespace cli {
namespace {

base::Error usage(std::string message, std::string hint = {}) {
  return {base::ErrorCode::usage, std::move(message), std::move(hint)};
}

std::string dashed(std::string_view option) {
  return "'--" + std::string(option) + "'";
}

/// Of these options at most one may be given: each says what is validated, or what is done.
void require_one_of(const Args& args, std::span<const std::string_view> options) {
  std::string_view first;
  for (const std::string_view option : options) {
    if (!args.has(option)) continue;
    if (!first.empty())
      throw usage(dashed(first) + " and " + dashed(option) + " exclude each other");
    first = option;
  }
}

void check_fix(const Args& args) {
  if (args.has("dry-run") && !args.has("fix")) {
    throw usage("'--dry-run' belongs to '--fix'", "without '--fix' nothing is written anyway");
  }
  if (!args.has("fix")) return;
  if (args.has("staged")) {
    throw usage("'--fix' repairs the files of the work tree, not the index",
                "run 'git agents validate --fix' and 'git add' what it repaired");
  }
  for (const std::string_view option : {"rev", "range", "since"}) {
    if (!args.has(option)) continue;
    throw usage("'--fix' and " + dashed(option) + " exclude each other",
                option == "since" ? "give the paths that are to be repaired"
                                  : "'--fix' repairs the files of the work tree");
  }
}

void check_stdin(const Args& args) {
  const bool named = args.has("stdin-filename");
  if (args.has("stdin") && !named) {
    throw usage("'--stdin' needs '--stdin-filename'",
                "what is right in a definition depends on where it lies");
  }
  if (named && args.value("stdin-filename").empty()) {
    throw usage("'--stdin-filename' needs the path of a file");
  }
  if (named && !args.arguments().empty()) {
    throw usage("'--stdin' takes no paths", "'--stdin-filename' says which file it is");
  }
}

void check_baseline(const Args& args) {
  if (!args.has("write-baseline")) return;
  if (args.has("staged") || args.has("rev") || !args.arguments().empty()) {
    throw usage("'--write-baseline' takes the whole work tree: no paths, '--staged' or '--rev'");
  }
  for (const std::string_view option : {"fix", "range", "since", "stdin", "stdin-filename"}) {
    if (args.has(option)) {
      throw usage("'--write-baseline' and " + dashed(option) + " exclude each other");
    }
  }
}

void check(const Args& args) {
  check_baseline(args);
  check_fix(args);
  check_stdin(args);
  require_one_of(args, std::array<std::string_view, 4>{"staged", "rev", "range", "stdin-filename"});
  require_one_of(args, std::array<std::string_view, 3>{"range", "since", "stdin-filename"});
  for (const std::string_view option : {"rev", "range", "since"}) {
    if (args.has(option) && args.value(option).empty()) {
      throw usage(dashed(option) + " needs a revision");
    }
  }
}

void check_profiles(const std::vector<std::string>& profiles) {
  const auto known = profile_words();
  for (const auto& profile : profiles) {
    if (std::ranges::find(known, profile) != known.end()) continue;
    std::string list;
    for (const auto word : known) list.append(list.empty() ? "" : ", ").append(word);
    const auto near = base::nearest(profile, known);
    throw usage("'" + profile + "' is no profile",
                near ? "did you mean '" + std::string(*near) + "'?" : "profiles are " + list);
  }
}

std::optional<base::Severity> severity(const std::string& word) {
  for (const auto value : {base::Severity::error, base::Severity::warning, base::Severity::info}) {
    if (word == base::to_string(value)) return value;
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string_view> profile_words() {
  std::vector<std::string_view> words(agent::host_words().begin(), agent::host_words().end());
  std::erase(words, agent::to_string(agent::Host::any));
  return words;
}

ValidateRequest validate_request(const Args& args, Session& session) {
  check(args);
  ValidateRequest request;
  request.options.strict = args.has("strict");
  request.options.audit = args.has("audit");
  request.options.profiles = args.values("profile");
  check_profiles(request.options.profiles);
  request.options.memo = session.memo();
  for (const auto& path : args.arguments()) {
    request.options.only.push_back(session.repository_path(path));
  }
  request.staged = args.has("staged");
  request.revision = args.value("rev");
  request.range = args.value("range");
  request.since = args.value("since");
  request.reads_stdin = args.has("stdin-filename");
  request.stdin_path = args.value("stdin-filename");
  request.fix = args.has("fix");
  request.dry_run = args.has("dry-run");
  request.write_baseline = args.has("write-baseline");
  const std::string format = args.value("format");
  request.format = report::findings_format(format).value_or(report::FindingsFormat::human);
  request.level = severity(args.value("level"));
  request.fail_on = severity(args.value("fail-on"));
  request.never_fails = args.value("fail-on") == "never";
  return request;
}

}  // namespace cli
