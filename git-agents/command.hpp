#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cli {

class Args;
class Session;

enum class Group { start, check, build, share, deploy, track, approve, serve, plumbing };

/// What an argument or an option's value can be completed with.
enum class Completer {
  none,
  file,
  definition,
  rule,
  target,
  operation,
  event,
  shell,
  profile,
  source
};

/// An option of a command. `value` empty = a switch. An option with `repeatable` may come often.
struct Option {
  std::string_view name;          ///< long name without dashes
  std::string_view text;          ///< what it does: a full sentence without the stop
  std::string_view value = {};    ///< placeholder: "FORMAT"
  std::string_view choices = {};  ///< words separated by spaces; the first is the default, if any
  Completer completer = Completer::none;
  bool repeatable = false;
  char letter = 0;          ///< short form, or 0
  bool has_default = true;  ///< the first of the choices is taken where the option is not given
  bool or_empty = false;    ///< the empty value too, whatever the choices
};

/// The only description of a command: the parser, -h, the man page's options, the completion and
/// the documentation's index are made from it.
struct Command {
  std::string_view name;
  Group group;
  std::string_view summary;                          ///< one line, imperative, lower case
  std::string_view arguments = {};                   ///< "[<path>...]", or ""
  std::size_t min_arguments = 0, max_arguments = 0;  ///< SIZE_MAX = any number
  Completer completer = Completer::none;             ///< of the arguments
  std::span<const Option> options = {};
  int (*run)(const Args& args, Session& session) = nullptr;
  bool hidden = false;   ///< not listed in help and completion
  bool literal = false;  ///< all words are arguments, also those with dashes; there is no -h
  /// Where this is the first word, all words are arguments, also those with dashes; "" = never.
  std::string_view literal_after = {};
  /// Commands of its own, "source add" of "source": each is named whole, has its options and runs;
  /// the command itself has neither. They share its group and manual page.
  std::span<const Command* const> words = {};
};

/// All commands in the order in which help lists them.
std::span<const Command* const> commands();
const Command* find_command(std::string_view name);
/// What is typed last to call it: "add" of "source add".
std::string_view last_word(const Command& command);
/// One of the command's own by its last word, or null.
const Command* find_word(const Command& command, std::string_view word);

enum Exit { done = 0, findings = 1, failure = 128, misuse = 129 };

/// The parsed command line of one command.
class Args {
 public:
  struct Parsed;
  /// Error(usage) with a suggestion for unknown options, wrong values and wrong argument counts.
  /// Options may follow arguments, "--" ends them. `--json` means `--format json` where the command
  /// has an option "format" with that choice. Asking any of the queries below for an option that
  /// the command does not have is an Error(internal).
  Args(const Command& command, std::span<const std::string> words);
  ~Args();
  bool has(std::string_view option) const;
  /// The last value given, else the default choice, else "".
  std::string value(std::string_view option) const;
  std::vector<std::string> values(std::string_view option) const;
  const std::vector<std::string>& arguments() const;
  /// How many of the arguments stand before "--": all where there is none.
  std::size_t before_dashes() const;
  bool wants_help() const;    ///< -h
  bool wants_manual() const;  ///< --help

 private:
  std::unique_ptr<Parsed> parsed_;
};

}  // namespace cli
