#include "agent/security/execution.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "agent/security/ascii.hpp"
#include "agent/security/context.hpp"

namespace agent::security {
namespace {

constexpr std::size_t longest_shown = 60;
constexpr const char* runs_first = "it runs on the user's machine before the model reads anything";
constexpr const char* read_first = "read what it runs before you install the definition";

bool is_claude(Format format) {
  return format.host == Host::any || format.host == Host::claude;
}

std::string shown(std::string_view command) {
  if (command.size() <= longest_shown) return std::string(command);
  std::size_t end = longest_shown;
  while ((static_cast<unsigned char>(command[end]) & 0xC0) == 0x80) --end;
  return std::string(command.substr(0, end)) + "…";
}

void report_command(Source& source, Range range, std::string_view command) {
  source.add({.rule = "dynamic-exec",
              .begin = range.begin,
              .end = range.end,
              .message = "the command '" + shown(command) + "' runs when this is loaded",
              .consequence = runs_first,
              .hint = read_first});
}

/// !`command`, at the beginning of a line or after a blank.
void check_inline_command(Source& source, std::size_t at) {
  const std::string_view bytes = source.bytes();
  const bool apart = at == 0 || bytes[at - 1] == '\n' || is_blank(bytes[at - 1]);
  const std::string_view line = source.text({at, source.line(at).end});
  const std::size_t end = line.find('`', 2);
  if (!apart || end == line.npos || end == 2) return;
  if (source.is_in_code_block(at) || source.is_in_code_span(at)) return;
  report_command(source, {at, at + end + 1}, line.substr(2, end - 2));
}

/// A code block whose fence is "```!".
void check_command_block(Source& source, std::size_t at) {
  const std::string_view bytes = source.bytes();
  const Range line = source.line(at);
  if (source.text({line.begin, at}).find_first_not_of(" \t`") != std::string_view::npos) return;
  const std::size_t begin = std::min(line.end + 1, bytes.size());
  const std::string_view command = source.text({begin, source.line(begin).end});
  report_command(source, {at, line.end}, command);
}

/// !{command} in a command of Gemini.
void check_braces(Source& source, std::size_t at) {
  const std::string_view line = source.text({at, source.line(at).end});
  const std::size_t end = std::min(line.rfind('}'), line.size());
  report_command(source, {at, std::min(at + end + 1, at + line.size())},
                 line.substr(2, std::max<std::size_t>(end, 2) - 2));
}

}  // namespace

void check_command(Source& source, std::size_t at) {
  const Format format = source.format();
  const std::string_view text = source.bytes().substr(at);
  if (text.starts_with("!{")) {
    if (format.host == Host::gemini && format.kind == Kind::command) check_braces(source, at);
    return;
  }
  const bool runs =
      is_claude(format) && (format.kind == Kind::skill || format.kind == Kind::command);
  if (!runs || at < source.parts().body_begin) return;
  if (text.starts_with('!')) return check_inline_command(source, at);
  check_command_block(source, at);
}

void check_hooks(Source& source) {
  const Format format = source.format();
  const Split& parts = source.parts();
  const bool runs =
      format.kind == Kind::agent || format.kind == Kind::skill || format.kind == Kind::command;
  if (!runs || !is_claude(format) || parts.state != Split::State::complete) return;
  constexpr std::string_view key = "hooks:";
  const std::string_view yaml = source.text({parts.yaml_begin, parts.yaml_end});
  std::size_t at = yaml.starts_with(key) ? 0 : yaml.find("\nhooks:");
  if (at == yaml.npos) return;
  if (yaml[at] == '\n') ++at;
  at += parts.yaml_begin;
  source.add({.rule = "dynamic-exec",
              .begin = at,
              .end = at + key.size(),
              .message = "hooks in the frontmatter run commands",
              .consequence = "they run on the user's machine without the model's doing",
              .hint = read_first});
}

void check_bypass(Source& source, std::size_t at) {
  const std::string_view bytes = source.bytes();
  const std::string_view rest = bytes.substr(at, 64);
  const bool is_yolo = rest.starts_with("--yolo");
  if (is_yolo && rest.size() > 6 && is_word(static_cast<unsigned char>(rest[6]))) return;
  if (!is_yolo && !rest.starts_with("dangerously-skip-permissions") &&
      !rest.starts_with("dangerously-bypass-approvals")) {
    return;
  }
  const auto is_part = [](char c) { return is_word(static_cast<unsigned char>(c)); };
  std::size_t begin = at;
  while (begin > 0 && at - begin < 16 && is_part(bytes[begin - 1])) --begin;
  if (source.text({begin, at}) == "--no-") return;
  std::size_t end = at;
  while (end < bytes.size() && end - at < rest.size() && is_part(bytes[end])) ++end;
  const bool warned = is_warned_against(surroundings(source, begin));
  source.add({.rule = "permission-bypass",
              .begin = begin,
              .end = end,
              .message = "the text names '" + std::string(source.text({begin, end})) + "'",
              .consequence = "a tool that is started so runs commands without asking",
              .hint = "leave it to the user, or use it in a sandbox only",
              .severity = warned ? base::Severity::info : base::Severity::warning});
}

}  // namespace agent::security
