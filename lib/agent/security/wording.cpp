#include "agent/security/wording.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "agent/security/ascii.hpp"
#include "agent/security/context.hpp"
#include "base/text.hpp"

namespace agent::security {
namespace {

constexpr std::size_t most_words = 9;
constexpr std::size_t window = 160;

constexpr std::string_view verbs[] = {"ignore", "disregard", "forget", "override"};
constexpr std::string_view fillers[] = {
    "all", "any", "of", "the",  "your",  "my",   "these", "those",   "every", "each",      "other",
    "and", "or",  "to", "been", "about", "that", "have",  "instead", "just",  "completely"};
constexpr std::string_view scopes[] = {"previous",  "prior",      "above",  "earlier", "preceding",
                                       "foregoing", "previously", "before", "system",  "original",
                                       "initial",   "given",      "you",    "safety",  "developer"};
constexpr std::string_view objects[] = {"instruction", "instructions", "prompt",     "prompts",
                                        "rule",        "rules",        "guideline",  "guidelines",
                                        "direction",   "directions",   "directive",  "directives",
                                        "message",     "messages",     "constraint", "constraints",
                                        "safeguards",  "restrictions", "everything", "context"};
constexpr std::string_view negations[] = {"not",  "never",  "don't", "don’t",
                                          "dont", "cannot", "can't", "doesn't"};
constexpr std::string_view tellings[] = {"tell", "inform", "notify", "alert"};
constexpr std::string_view mentions[] = {"mention", "reveal", "disclose"};
constexpr std::string_view conditions[] = {"to",    "unless", "until", "if",    "when",
                                           "how",   "which",  "what",  "twice", "only",
                                           "again", "just",   "or",    "for",   "before"};

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return is_alnum(byte) || byte >= 0x80 || c == '\'';
}

bool ends_clause(char c) {
  return c == '.' || c == '!' || c == '?' || c == ';' || c == ':' || c == '\n' || c == '(' ||
         c == ')' || c == '"' || c == '`' || c == ',' || c == '|';
}

/// The words at the beginning of `text`, in lower case, up to the end of the clause.
std::vector<std::string> words_after(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text) {
    if (is_word_byte(c)) {
      word += c;
      continue;
    }
    if (!word.empty()) words.push_back(base::to_lower_ascii(word));
    word.clear();
    if (ends_clause(c) || words.size() == most_words) return words;
  }
  if (!word.empty()) words.push_back(base::to_lower_ascii(word));
  return words;
}

/// The words at the end of `text`, nearest first.
std::vector<std::string> words_before(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (std::size_t i = text.size(); i-- > 0;) {
    if (is_word_byte(text[i])) {
      word.insert(word.begin(), text[i]);
      continue;
    }
    if (!word.empty()) words.push_back(base::to_lower_ascii(word));
    word.clear();
    if (ends_clause(text[i]) || words.size() == most_words) return words;
  }
  if (!word.empty()) words.push_back(base::to_lower_ascii(word));
  return words;
}

/// Do the words after a verb name instructions that stand elsewhere? What is configured overrides a
/// system prompt, too.
bool names_instructions(const std::string& verb, const std::vector<std::string>& words) {
  bool scope = false, object = false;
  for (const std::string& word : words) {
    const bool is_scope = is_one_of(word, scopes) && !(verb == "override" && word == "system");
    const bool is_object = is_one_of(word, objects);
    if (!is_scope && !is_object && word != "system" && !is_one_of(word, fillers)) {
      return scope && object;
    }
    scope |= is_scope;
    object |= is_object;
  }
  return scope && (object || words.back() == "above");
}

/// Where the last negation of `text` begins, with the verb that "not" belongs to.
std::size_t last_negation(std::string_view text) {
  const std::string lower = base::to_lower_ascii(text);
  std::size_t begin = 0;
  for (const std::string_view negation : negations) {
    std::size_t at = lower.rfind(std::string(negation) + ' ');
    if (at == lower.npos) continue;
    if (negation == "not" && at > 0) {
      --at;
      while (at > 0 && is_word_byte(lower[at - 1])) --at;
    }
    begin = std::max(begin, at);
  }
  return begin;
}

void report(Source& source, Range range, std::string message, std::string_view consequence) {
  const Surroundings around = surroundings(source, range.begin);
  const bool discussed = is_warned_against(around) || is_quoted(around) ||
                         source.is_in_code_block(range.begin) ||
                         source.is_in_code_span(range.begin);
  source.add({.rule = "override-language",
              .begin = range.begin,
              .end = range.end,
              .message = std::move(message),
              .consequence = std::string(consequence),
              .hint = "read the passage with care; say what to do instead of what to set aside",
              .severity = discussed ? base::Severity::info : base::Severity::warning});
}

}  // namespace

void check_override(Source& source, std::size_t at) {
  const std::string_view bytes = source.bytes();
  if (at > 0 && is_word(static_cast<unsigned char>(bytes[at - 1]))) return;
  const std::string_view text = bytes.substr(at, window);
  const std::vector<std::string> words = words_after(text);
  if (words.size() < 2 || !is_one_of(words[0], verbs)) return;
  if (!names_instructions(words[0], {words.begin() + 1, words.end()})) return;
  const std::size_t first = at > window ? at - window : 0;
  const std::vector<std::string> before = words_before(bytes.substr(first, at - first));
  const std::size_t near = std::min<std::size_t>(before.size(), 2);
  for (std::size_t i = 0; i < near; ++i) {
    if (is_one_of(before[i], negations)) return;
  }
  const std::size_t end = std::min(text.find_first_of(".!?;:\n"), text.size());
  report(source, {at, at + end}, "words that ask a model to set its instructions aside",
         "a model may follow them instead of what it was told before");
}

void check_concealment(Source& source, std::size_t at) {
  const std::string_view bytes = source.bytes();
  const std::size_t first = at > window ? at - window : 0;
  const std::vector<std::string> before = words_before(bytes.substr(first, at - first));
  if (before.size() < 2) return;
  const bool tells = is_one_of(before[0], tellings) && is_one_of(before[1], negations);
  bool mentions_it = false;
  if (before[0] == "to") {
    for (std::size_t i = 1; i + 1 < std::min<std::size_t>(before.size(), 5); ++i) {
      mentions_it |= is_one_of(before[i], mentions) && is_one_of(before[i + 1], negations);
    }
  }
  if (!tells && !mentions_it) return;
  constexpr std::string_view phrase = "the user";
  const std::vector<std::string> after = words_after(bytes.substr(at + phrase.size(), window));
  if (!after.empty() && (after[0] == "'s" || is_one_of(after[0], conditions))) return;
  report(source, {first + last_negation(bytes.substr(first, at - first)), at + phrase.size()},
         "words that ask a model to keep something from the user",
         "the user does not learn what the model does");
}

}  // namespace agent::security
