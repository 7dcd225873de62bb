#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "git-agents/command.hpp"
#include "git-agents/session.hpp"
#include "report/findings.hpp"
#include "source/validation.hpp"

namespace cli {

/// The hosts that --profile knows.
std::vector<std::string_view> profile_words();

/// What the command line of `validate` asks for.
struct ValidateRequest {
  source::ValidationOptions options;
  bool staged = false;
  std::string revision;      ///< --rev
  std::string range, since;  ///< as written, or ""
  bool reads_stdin = false;
  std::string stdin_path;  ///< as written
  bool fix = false, dry_run = false, write_baseline = false;
  report::FindingsFormat format = report::FindingsFormat::human;
  std::optional<base::Severity> fail_on;  ///< nothing: as configured
  bool never_fails = false;
  std::optional<base::Severity> level;  ///< nothing: by the format
};

/// Error(usage) where the options do not go together.
ValidateRequest validate_request(const Args& args, Session& session);

/// Some of a validation's findings, and how many others are left out on purpose.
struct Shown {
  base::Diagnostics diagnostics;
  std::size_t known = 0;  ///< accepted by the baseline
};

/// Prints the findings at or above the level, and gives the command's exit code, which those below
/// decide as well. `colour_of` is the descriptor behind `out`.
int report_findings(std::ostream& out, int colour_of, const ValidateRequest& request,
                    const source::Validation& validation, const Shown& shown, Session& session);

/// The code that the command ends with when these are its findings.
int verdict(const ValidateRequest& request, const source::Validation& validation,
            const base::Diagnostics& diagnostics);

/// Error(not_found) where a path of `options.only` holds no definition: it was not checked, and
/// nobody should believe that it was.
void require_definitions(const source::Validation& validation,
                         const std::vector<std::string>& paths);

/// Definitions in well-known places that the configuration does not name: nobody looks at them.
void mention_others(source::Tree& tree, const source::Validation& validation, Session& session);

int validate_and_fix(const ValidateRequest& request, Session& session);  ///< --fix
int validate_range(const ValidateRequest& request, Session& session);    ///< --range
int validate_since(const ValidateRequest& request, Session& session);    ///< --since
int validate_stdin(const ValidateRequest& request, Session& session);    ///< --stdin

}  // namespace cli
