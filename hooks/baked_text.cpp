#include "hooks/baked_text.hpp"

namespace hooks {
namespace {

/// Reads the single-quoted word that `text` begins with; nothing where it begins with none.
std::optional<std::string> unquoted_prefix(std::string_view text, std::size_t& length) {
  static constexpr std::string_view escaped_quote = "'\\''";
  if (!text.starts_with('\'')) return std::nullopt;
  std::string word;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] != '\'') {
      word += text[i];
    } else if (text.substr(i).starts_with(escaped_quote)) {
      word += '\'';
      i += escaped_quote.size() - 1;
    } else {
      length = i + 1;
      return word;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string quoted_for_sh(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

std::optional<Baked> recognise(std::span<const Template> templates, std::string_view event,
                               std::string_view text) {
  static constexpr std::string_view gap = "\x01";
  for (std::size_t i = templates.size(); i-- > 0;) {
    const std::string with_gap = templates[i](event, gap);
    const std::string prefix = with_gap.substr(0, with_gap.find(gap));
    if (!text.starts_with(prefix)) continue;
    std::size_t length = 0;
    const auto program = unquoted_prefix(text.substr(prefix.size()), length);
    if (!program) continue;
    if (templates[i](event, text.substr(prefix.size(), length)) != text) continue;
    return Baked{.program = *program, .newest = i + 1 == templates.size()};
  }
  return std::nullopt;
}

std::optional<std::string> program_in(std::string_view text) {
  const auto at = text.find("'/");
  if (at == std::string_view::npos) return std::nullopt;
  std::size_t length = 0;
  return unquoted_prefix(text.substr(at), length);
}

std::string missing_program_text(std::string_view event) {
  const bool push = event == "pre-push" || event == "pre-receive";
  const std::string_view what = push ? "push" : "commit";
  return "git-agents-hook is not installed: this " + std::string(what) +
         " was not checked (install git-agents again, or remove this hook)";
}

std::string call_by_hand(std::string_view event) {
  return "run 'git agents hook " + std::string(event) + "' from it, with the arguments" +
         (gets_stdin(event) ? " and the standard input" : "") + " that it gets" +
         (is_post_event(event) ? "" : ", and end with its exit code");
}

bool is_post_event(std::string_view event) {
  return event.starts_with("post-");
}

bool gets_stdin(std::string_view event) {
  return event == "pre-push" || event == "pre-receive" || event == "post-rewrite";
}

}  // namespace hooks
