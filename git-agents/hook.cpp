#include <cstdint>

#include "git-agents/commands.hpp"
#include "git-agents/installation.hpp"
#include "os/process.hpp"

namespace cli {
namespace {

int run(const Args& args, Session&) {
  std::vector<std::string> words = {hook_program()};
  words.insert(words.end(), args.arguments().begin(), args.arguments().end());
  os::exec(words);
}

}  // namespace

constinit const Command hook_command{
    .name = "hook",
    .group = Group::plumbing,
    .summary = "run one of our hooks by hand or from another hook manager",
    .arguments = "<event> [<argument>...]",
    .min_arguments = 1,
    .max_arguments = SIZE_MAX,
    .completer = Completer::event,
    .run = run,
};

}  // namespace cli
