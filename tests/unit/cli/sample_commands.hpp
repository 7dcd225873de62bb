#pragma once

#include <cstdint>
#include <ostream>

#include "git-agents/command.hpp"
#include "git-agents/session.hpp"

namespace test {

inline int print_arguments(const cli::Args& args, cli::Session& session) {
  for (const std::string& argument : args.arguments()) session.out() << argument << '\n';
  return cli::Exit::done;
}

inline constexpr cli::Option check_options[] = {
    {.name = "staged", .text = "read the index"},
    {.name = "rev", .text = "read the tree of REV", .value = "REV"},
    {.name = "format", .text = "write FORMAT", .value = "FORMAT", .choices = "human json"},
    {.name = "output",
     .text = "write below DIR",
     .value = "DIR",
     .completer = cli::Completer::file,
     .letter = 'o'},
    {.name = "rule",
     .text = "only RULE",
     .value = "RULE",
     .completer = cli::Completer::rule,
     .repeatable = true},
    {.name = "z", .text = "end each path with NUL"},
    {.name = "dry-run", .text = "only say what would be done", .letter = 'n'},
};

inline constexpr cli::Command check_command{
    .name = "check",
    .group = cli::Group::check,
    .summary = "check definitions",
    .arguments = "[<path>...]",
    .max_arguments = SIZE_MAX,
    .completer = cli::Completer::file,
    .options = check_options,
    .run = print_arguments,
};

inline constexpr cli::Command show_command{
    .name = "show",
    .group = cli::Group::build,
    .summary = "show a definition",
    .arguments = "<name>",
    .min_arguments = 1,
    .max_arguments = 1,
    .completer = cli::Completer::definition,
    .run = print_arguments,
};

inline constexpr cli::Option add_options[] = {
    {.name = "format", .text = "write FORMAT", .value = "FORMAT", .choices = "human json"},
};

inline constexpr cli::Command add_command{
    .name = "remote add",
    .group = cli::Group::share,
    .summary = "add a remote",
    .arguments = "<url>",
    .min_arguments = 1,
    .max_arguments = 1,
    .completer = cli::Completer::file,
    .options = add_options,
    .run = print_arguments,
};

inline constexpr cli::Command remove_command{
    .name = "remote remove",
    .group = cli::Group::share,
    .summary = "remove a remote",
    .run = print_arguments,
};

inline constexpr const cli::Command* remote_words[] = {&add_command, &remove_command};

inline constexpr cli::Command remote_command{
    .name = "remote",
    .group = cli::Group::share,
    .summary = "manage remotes",
    .words = remote_words,
};

inline constexpr cli::Command literal_command{
    .name = "__raw",
    .group = cli::Group::plumbing,
    .summary = "print its words",
    .max_arguments = SIZE_MAX,
    .run = print_arguments,
    .hidden = true,
    .literal = true,
};

inline constexpr const cli::Command* sample_commands[] = {&check_command, &show_command,
                                                          &remote_command, &literal_command};

}  // namespace test
