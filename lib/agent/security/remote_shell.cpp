#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "agent/security/ascii.hpp"
#include "agent/security/context.hpp"
#include "agent/security/execution.hpp"
#include "base/text.hpp"

namespace agent::security {
namespace {

constexpr std::size_t longest_command = 512;
constexpr int most_continuations = 4;

constexpr std::string_view shells[] = {"sh", "bash", "zsh", "dash", "ksh", "fish", "pwsh"};
/// They run standard input only if no program is given as an argument.
constexpr std::string_view interpreters[] = {"python", "python3", "node", "perl", "ruby", "php"};
constexpr std::string_view prefixes[] = {"sudo", "env", "exec", "command", "time", "doas"};
constexpr std::string_view powershell[] = {"iex", "invoke-expression"};

/// Where projects that many machines trust keep their installers.
constexpr std::string_view installers[] = {"get.docker.com",
                                           "sh.rustup.rs",
                                           "raw.githubusercontent.com/homebrew/",
                                           "raw.githubusercontent.com/nvm-sh/",
                                           "raw.githubusercontent.com/helm/",
                                           "astral.sh/",
                                           "bun.sh/",
                                           "bun.com/",
                                           "deno.land/",
                                           "get.pnpm.io/",
                                           "install.python-poetry.org",
                                           "claude.ai/install",
                                           "fnm.vercel.app/",
                                           "get.volta.sh",
                                           "deb.nodesource.com/",
                                           "rpm.nodesource.com/",
                                           "mise.run",
                                           "get.helm.sh",
                                           "get.k3s.io",
                                           "cli.github.com/",
                                           "opencode.ai/install",
                                           "ollama.com/install",
                                           "fly.io/install",
                                           "aka.ms/",
                                           "gh.io/",
                                           "aspire.dev/",
                                           "antigravity.google/",
                                           "get.sdkman.io",
                                           "install.determinate.systems",
                                           "foundry.paradigm.xyz",
                                           "pkgx.sh",
                                           "sh.vector.dev",
                                           "dot.net/",
                                           "chocolatey.org/install",
                                           "get.scoop.sh"};
constexpr std::string_view examples[] = {"://example.", ".example", "://localhost", "://127."};

/// The rest of the command line from `at` on, in one line.
std::string command_at(std::string_view bytes, std::size_t at) {
  std::string out;
  std::string_view rest = bytes.substr(at, longest_command);
  for (int i = 0; i <= most_continuations; ++i) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    line = base::trim(line);
    const bool goes_on = line.ends_with('\\') && !rest.empty();
    if (goes_on) line.remove_suffix(1);
    out += line;
    if (!goes_on) break;
    out += ' ';
  }
  return out;
}

std::string_view take_word(std::string_view& text) {
  const std::size_t first = std::min(text.find_first_not_of(" \t"), text.size());
  text.remove_prefix(first);
  const std::string_view word = text.substr(0, text.find_first_of(" \t\"'`();|&,}]*"));
  text.remove_prefix(word.size());
  return word;
}

std::string_view file_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

/// The address in the arguments: what has a scheme, a variable, or a host and a path or domain.
/// Ellipses and "<url>" are none: such text is about commands.
std::string_view find_address(std::string_view arguments) {
  while (!arguments.empty()) {
    const std::size_t first = arguments.find_first_not_of(" \t\"'(`");
    if (first == arguments.npos) break;
    arguments.remove_prefix(first);
    const std::string_view word = arguments.substr(0, arguments.find_first_of(" \t\"'`)|;>"));
    if (word.empty()) break;
    arguments.remove_prefix(word.size());
    if (word.starts_with('-')) continue;
    if (word.starts_with('$') && word.size() > 1) return word;
    const std::size_t scheme = word.find("://");
    const std::string_view host = scheme == word.npos ? word : word.substr(scheme + 3);
    const std::size_t dot = host.find('.');
    if (host.empty() || (!is_alnum(static_cast<unsigned char>(host[0])) && host[0] != '$'))
      continue;
    const bool has_domain = dot != host.npos && dot > 0 && dot + 1 < host.size() &&
                            is_alnum(static_cast<unsigned char>(host[dot + 1]));
    if (scheme != word.npos || has_domain) return word;
  }
  return {};
}

/// What runs standard input at the beginning of a stage of a pipe.
std::string_view find_runner(std::string_view stage) {
  std::string_view word = take_word(stage);
  while (is_one_of(word, prefixes) || word.starts_with('-') ||
         (word.find('=') != word.npos && !word.starts_with('='))) {
    word = take_word(stage);
  }
  word = file_name(word);
  if (is_one_of(word, shells) || is_one_of(base::to_lower_ascii(word), powershell)) return word;
  if (!is_one_of(word, interpreters)) return {};
  const std::string_view argument = take_word(stage);
  return argument.empty() || argument == "-" ? word : std::string_view{};
}

/// What the output of the command is piped into, if that runs it.
std::string_view find_piped_runner(std::string_view command) {
  for (std::size_t i = 0; i < command.size(); ++i) {
    if (command[i] == ';' || command[i] == '`' || command.substr(i, 2) == "&&") break;
    if (command[i] != '|') continue;
    if (command.substr(i, 2) == "||") break;
    if (const std::string_view runner = find_runner(command.substr(i + 1)); !runner.empty()) {
      return runner;
    }
  }
  return {};
}

std::string_view last_word(std::string_view text) {
  const std::size_t end = text.find_last_not_of(" \t\"'&{(") + 1;
  text = text.substr(0, end);
  return text.substr(std::min(text.find_last_of(" \t`\"'(;|&") + 1, text.size()));
}

/// What runs the output by substitution: `bash <(`, `sh -c "$(`, `eval "$(`, `iex (`.
std::string_view find_outer_runner(std::string_view before) {
  if (before.ends_with("<(")) {
    const std::string_view word = file_name(last_word(before.substr(0, before.size() - 2)));
    return is_one_of(word, shells) || word == "source" || word == "." ? word : std::string_view{};
  }
  if (before.ends_with("$(") || before.ends_with('`')) {
    before.remove_suffix(before.ends_with('`') ? 1 : 2);
    std::string_view word = last_word(before);
    if (word == "eval") return word;
    if (word == "-c") {
      word = file_name(last_word(before.substr(0, before.rfind("-c"))));
      if (is_one_of(word, shells) || is_one_of(word, interpreters)) return word;
    }
  }
  const std::string_view statement = before.substr(before.find_last_of(";`") + 1);
  for (std::string_view rest = statement; !rest.empty();) {
    const std::string_view word = take_word(rest);
    if (is_one_of(base::to_lower_ascii(word), powershell)) return word;
    if (word.empty() && !rest.empty()) rest.remove_prefix(1);
  }
  return {};
}

std::string host_of(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme != address.npos) address.remove_prefix(scheme + 3);
  address = address.substr(0, address.find_first_of("/?#"));
  // A user's name and password are nobody's business.
  return std::string(address.substr(address.rfind('@') + 1));
}

}  // namespace

void check_download(Source& source, std::size_t at) {
  const std::string_view bytes = source.bytes();
  if (at > 0 && is_word(static_cast<unsigned char>(bytes[at - 1]))) return;
  const std::string command = command_at(bytes, at);
  std::string_view arguments = command;
  const std::string_view tool = take_word(arguments);
  const std::string_view address = find_address(arguments);
  if (address.empty()) return;
  std::string_view runner = find_piped_runner(
      arguments.substr(static_cast<std::size_t>(address.end() - arguments.begin())));
  if (runner.empty()) runner = find_outer_runner(source.text({source.line(at).begin, at}));
  if (runner.empty()) return;
  const std::string lower = base::to_lower_ascii(address);
  const bool is_known = contains_any(lower, installers) || contains_any(lower, examples);
  const bool harmless = is_known || is_warned_against(surroundings(source, at));
  const std::size_t end = source.line(at).end;
  source.add({.rule = "remote-shell",
              .begin = at,
              .end = std::min(end, at + command.size()),
              .message = "'" + std::string(runner) + "' runs what '" + std::string(tool) +
                         "' fetches from '" + host_of(address) + "'",
              .consequence = "whatever the server answers at that time runs with the user's rights",
              .hint = "fetch a fixed version, and compare its checksum before it runs",
              .severity = harmless ? base::Severity::info : base::Severity::warning});
}

}  // namespace agent::security
