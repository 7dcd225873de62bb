#include "hooks/verdict.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <sstream>

#include "base/text.hpp"
#include "os/digest.hpp"
#include "report/human.hpp"

namespace hooks {
namespace {

constexpr std::string_view form = "verdict-1";

void append_list(std::string& text, const std::vector<std::string>& words) {
  text += std::to_string(words.size()) + '\0';
  for (const auto& word : words) text += word + '\0';
}

/// Takes apart what encode() wrote; `good` turns false at the first thing that is otherwise.
struct Fields {
  std::string_view rest;
  bool good = true;

  std::string next() {
    const auto end = rest.find('\0');
    if (end == std::string_view::npos) {
      good = false;
      return {};
    }
    std::string field(rest.substr(0, end));
    rest.remove_prefix(end + 1);
    return field;
  }
  std::vector<std::string> list() {
    const std::string digits = next();
    std::size_t count = 0;
    const char* const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, count);
    good = good && error == std::errc() && stop == end && count <= rest.size();
    std::vector<std::string> words;
    for (std::size_t i = 0; good && i < count; ++i) words.push_back(next());
    return words;
  }
};

}  // namespace

Verdict verdict_of(const source::Validation& validation, bool colour) {
  Verdict verdict;
  verdict.failed = !validation.usable || validation.failed();
  if (!verdict.failed) return verdict;
  base::Diagnostics shown;
  std::size_t rest = 0;
  for (const auto& diagnostic : validation.diagnostics) {
    if (diagnostic.severity >= validation.settings.validate.fail_on) {
      verdict.paths.push_back(diagnostic.path);
      shown.push_back(diagnostic);
    } else {
      ++rest;
    }
  }
  std::ranges::sort(verdict.paths);
  verdict.paths.erase(std::unique(verdict.paths.begin(), verdict.paths.end()), verdict.paths.end());
  std::ostringstream text;
  report::human(text, shown, {colour});
  verdict.findings = text.str();
  verdict.summary = report::summary(shown, validation.files);
  if (rest > 0) verdict.summary += "; " + std::to_string(rest) + " more of lower severity";
  if (validation.known > 0) {
    verdict.summary += "; " + std::to_string(validation.known) +
                       (validation.known == 1 ? " old one is" : " old ones are") +
                       " in the baseline";
  }
  return verdict;
}

std::string encode(const Verdict& verdict) {
  std::string text(form);
  text += '\0';
  text += verdict.failed ? "failed" : "passed";
  text += '\0';
  text += verdict.findings + '\0' + verdict.summary + '\0';
  append_list(text, verdict.paths);
  append_list(text, verdict.stale);
  return text;
}

std::optional<Verdict> decode_verdict(std::string_view text) {
  Fields fields{text};
  if (fields.next() != form) return std::nullopt;
  const std::string outcome = fields.next();
  Verdict verdict;
  verdict.failed = outcome != "passed";
  verdict.findings = fields.next();
  verdict.summary = fields.next();
  verdict.paths = fields.list();
  verdict.stale = fields.list();
  if (!fields.good || !fields.rest.empty()) return std::nullopt;
  if (outcome != "passed" && outcome != "failed") return std::nullopt;
  return verdict;
}

Rulebook rulebook() {
  return {
      .program = GIT_AGENTS_VERSION,
      .rules = std::to_string(agent::rules_version) + "/" + std::to_string(agent::parser_version),
      .skipped = {},
      .baseline = {}};
}

std::string verdict_key(const Rulebook& rulebook, std::string_view listing,
                        const std::vector<std::string>& paths) {
  os::Sha256 hash;
  hash.field(rulebook.program);
  hash.field(rulebook.rules);
  hash.field(rulebook.baseline);
  for (const auto* list : {&rulebook.skipped, &paths}) {
    hash.field(std::to_string(list->size()));
    for (const auto& word : *list) hash.field(word);
  }
  hash.field(listing);
  return hash.hex();
}

std::string listing_text(const std::vector<git::Entry>& entries) {
  std::string text;
  for (const auto& entry : entries) {
    char mode[16];
    std::snprintf(mode, sizeof mode, "%06o ", entry.mode);
    text.append(mode).append(entry.id).append(" ").append(std::to_string(entry.stage));
    text.append("\t").append(entry.path) += '\0';
  }
  return text;
}

bool depends_on_listing_only(const source::Validation& validation) {
  if (!validation.looked_outside) return true;
  // A component that a plugin names and that is missing is an error by itself.
  for (const auto& definition : validation.catalog.definitions) {
    for (const auto& reference : definition.parsed->references) {
      if (reference.origin == "component") return false;
    }
  }
  const auto& rules = validation.settings.validate.rules;
  const auto broken_link = rules.find("broken-link");
  return (broken_link == rules.end() || broken_link->second != "error") &&
         validation.settings.validate.fail_on == base::Severity::error;
}

std::string refusal(const Verdict& verdict, std::string_view what) {
  return verdict.findings + "git agents: " + std::string(what) +
         " was refused: " + verdict.summary + "\n";
}

std::string stale_note(const std::vector<std::string>& stale, std::string_view where) {
  if (stale.empty()) return {};
  return "git agents: warning: " + std::to_string(stale.size()) +
         (stale.size() == 1 ? " built file is" : " built files are") + " stale" +
         std::string(where) + ", first " + base::quote_path(stale.front()) +
         "\nhint: run 'git agents build' and commit the result\n";
}

}  // namespace hooks
