#include "hooks/managed_block.hpp"

#include <algorithm>
#include <array>

#include "os/file.hpp"

namespace hooks {
namespace {

constexpr std::string_view first_marker = "# >>> git-agents >>>";
constexpr std::string_view last_marker = "# <<< git-agents <<<";

/// The call; a hook that gets stdin gives ours a copy and puts the same under the rest.
std::string call(std::string_view event) {
  const std::string otherwise = is_post_event(event) ? " || :\n" : " || exit $?\n";
  const std::string program = "\"$_ga\" " + std::string(event) + " \"$@\"";
  if (!gets_stdin(event)) return "  " + program + otherwise;
  return "  _ga_in=$(cat; echo x); _ga_in=${_ga_in%x}\n"
         "  printf %s \"$_ga_in\" | " +
         program + otherwise +
         "  if [ -n \"$_ga_in\" ]; then\n"
         "exec <<_GA_EOF\n"
         "${_ga_in%\n"
         "}\n"
         "_GA_EOF\n"
         "  else exec </dev/null; fi\n"
         "  unset _ga_in\n";
}

std::string version_1(std::string_view event, std::string_view program) {
  std::string text(first_marker);
  text += " managed block, version 1: 'git agents uninstall' removes it\n_ga=";
  text.append(program);
  text +=
      "; [ -x \"$_ga\" ] || _ga=$(command -v git-agents-hook) || _ga=\n"
      "if [ -n \"$_ga\" ]; then\n" +
      call(event);
  if (!is_post_event(event)) {
    text +=
        "elif [ \"${GIT_AGENTS-}\" != 0 ]; then\n"
        "  echo '" +
        missing_program_text(event) +
        "' >&2\n"
        "  if [ \"$(git config --bool agents.hooks.required)\" = true ]; then exit 1; fi\n";
  }
  return text + "fi\nunset _ga\n" + std::string(last_marker) + "\n";
}

constexpr std::array<Template, 1> versions = {version_1};

std::size_t line_with(std::string_view text, std::string_view marker, std::size_t from) {
  for (std::size_t at = text.find(marker, from); at != std::string_view::npos;
       at = text.find(marker, at + 1)) {
    if (at == 0 || text[at - 1] == '\n') return at;
  }
  return std::string_view::npos;
}

std::string_view next_word(std::string_view& text) {
  const auto begin = std::min(text.find_first_not_of(" \t"), text.size());
  const auto end = std::min(text.find_first_of(" \t", begin), text.size());
  const std::string_view word = text.substr(begin, end - begin);
  text.remove_prefix(end);
  return word;
}

}  // namespace

std::string block_text(std::string_view event, const std::string& program) {
  return versions.back()(event, quoted_for_sh(program));
}

std::optional<Block> find_block(std::string_view event, std::string_view text) {
  Block block;
  block.begin = line_with(text, first_marker, 0);
  if (block.begin == std::string_view::npos) return std::nullopt;
  const std::size_t last = line_with(text, last_marker, block.begin);
  if (last == std::string_view::npos) {
    block.end = text.size();
    block.closed = false;
    return block;
  }
  block.end = std::min(text.find('\n', last), text.size() - 1) + 1;
  std::string found(text.substr(block.begin, block.end - block.begin));
  if (!found.ends_with('\n')) found += '\n';
  block.baked = recognise(versions, event, found);
  return block;
}

std::optional<std::string> why_not_extendable(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return "is a binary program";
  const std::string_view line = text.substr(0, text.find('\n'));
  if (line.ends_with('\r')) return "has Windows line endings";
  if (!line.starts_with("#!")) return std::nullopt;
  std::string_view rest = line.substr(2);
  std::string_view interpreter = os::file_name(next_word(rest));
  if (interpreter == "env") {
    interpreter = next_word(rest);
    if (interpreter == "-S") interpreter = next_word(rest);
    interpreter = os::file_name(interpreter);
  }
  static constexpr std::array<std::string_view, 3> shells = {"sh", "bash", "dash"};
  if (std::find(shells.begin(), shells.end(), interpreter) != shells.end()) return std::nullopt;
  return "is no POSIX shell script";
}

std::string with_block(std::string_view text, std::string_view block) {
  if (!text.starts_with("#!")) return std::string(block) + std::string(text);
  const auto line_end = text.find('\n');
  if (line_end == std::string_view::npos) {
    // No newline to insert after: the block then goes without its own, which without_block() sees.
    return std::string(text) + "\n" + std::string(block.substr(0, block.size() - 1));
  }
  return std::string(text.substr(0, line_end + 1)) + std::string(block) +
         std::string(text.substr(line_end + 1));
}

std::string without_block(std::string_view text, const Block& block) {
  std::string_view before = text.substr(0, block.begin);
  if (block.end == text.size() && !text.ends_with('\n') && before.ends_with('\n')) {
    before.remove_suffix(1);
  }
  return std::string(before) + std::string(text.substr(block.end));
}

}  // namespace hooks
