#include "hooks/here.hpp"

#include <unistd.h>

#include <sstream>

#include "base/error.hpp"
#include "git/config.hpp"
#include "os/digest.hpp"
#include "os/terminal.hpp"
#include "report/human.hpp"

namespace hooks {

git::Repository here() {
  if (auto repository = git::from_hook_environment()) return *repository;
  if (auto repository = git::discover()) {
    repository->in_hook = true;
    return *repository;
  }
  throw base::Error(base::ErrorCode::not_found, "not in a git repository");
}

bool switched_off(const git::Repository& repository) {
  return !git::Config::load(repository).boolean("agents.enabled", true);
}

std::string refusal(const source::Validation& validation, const std::string& what) {
  if (validation.usable && !validation.failed()) return {};
  base::Diagnostics shown;
  std::size_t rest = 0;
  for (const auto& diagnostic : validation.diagnostics) {
    if (diagnostic.severity >= validation.settings.validate.fail_on) {
      shown.push_back(diagnostic);
    } else {
      ++rest;
    }
  }
  std::ostringstream text;
  report::human(text, shown, {os::wants_colour(STDERR_FILENO)});
  text << "git agents: " << what << " was refused: " << report::summary(shown, validation.files);
  if (rest > 0) text << "; " << rest << " more of lower severity";
  if (validation.known > 0) text << "; " << validation.known << " old ones are in the baseline";
  text << "\n";
  return text.str();
}

std::string verdict_key(std::string_view listing, const std::vector<std::string>& paths) {
  os::Sha256 hash;
  hash.field(GIT_AGENTS_VERSION);
  hash.field(std::to_string(agent::rules_version) + "/" + std::to_string(agent::parser_version));
  // A verdict is remembered as it was printed.
  hash.field(os::wants_colour(STDERR_FILENO) ? "colour" : "plain");
  for (const auto& path : paths) hash.field(path);
  hash.field(listing);
  return hash.hex();
}

bool depends_on_listing_only(const source::Validation& validation) {
  if (!validation.looked_outside) return true;
  const auto& rules = validation.settings.validate.rules;
  const auto broken_link = rules.find("broken-link");
  return (broken_link == rules.end() || broken_link->second != "error") &&
         validation.settings.validate.fail_on == base::Severity::error;
}

}  // namespace hooks
