#include "sync/push.hpp"

#include <unistd.h>

#include <algorithm>
#include <ostream>

#include "base/error.hpp"
#include "git-agents/commands.hpp"
#include "git-agents/progress.hpp"
#include "git-agents/push_report.hpp"
#include "git-agents/sources.hpp"
#include "git-agents/view.hpp"
#include "os/process.hpp"
#include "os/terminal.hpp"

namespace cli {
namespace {

constexpr Option options[] = {
    {.name = "message",
     .text = "Commit the edits first, with this message",
     .value = "MSG",
     .letter = 'm'},
    {.name = "branch", .text = "Push to this branch instead of the source's", .value = "NAME"},
    {"pr", "Ask for a pull request, from a fork where the source is read-only"},
    {"dry-run", "Write nothing; show what would be committed and pushed"},
    format_option,
};

/// This repository: git's own push with our hooks, and its exit code.
[[noreturn]] void push_here(std::vector<std::string> arguments, Session& session) {
  session.repository();
  session.out().flush();
  arguments.insert(arguments.begin(), {"git", "push"});
  os::exec(arguments);
}

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

syncing::PushOptions read_options(const Args& args) {
  syncing::PushOptions how;
  how.message = args.value("message");
  how.branch = args.value("branch");
  how.pull_request = args.has("pr");
  how.dry = args.has("dry-run");
  how.may_prompt = os::is_terminal(STDIN_FILENO) && os::is_terminal(STDERR_FILENO);
  const auto& words = args.arguments();
  how.paths.assign(words.begin() + static_cast<std::ptrdiff_t>(args.before_dashes()), words.end());
  if (args.has("message") && is_blank(how.message)) {
    throw base::Error(base::ErrorCode::usage, "the message of a commit cannot be empty");
  }
  if (!how.paths.empty() && how.message.empty()) {
    throw base::Error(base::ErrorCode::usage, "paths are for the commit, which needs '-m MSG'");
  }
  if (args.has("branch") && how.branch.empty()) {
    throw base::Error(base::ErrorCode::usage, "'--branch' needs a name");
  }
  return how;
}

int run(const Args& args, Session& session) {
  std::vector<std::string> words = args.arguments();
  if (!words.empty() && words.front() == ".") {
    words.erase(words.begin());
    push_here(std::move(words), session);
  }
  const auto how = read_options(args);
  words.resize(args.before_dashes());
  if (std::ranges::find(words, ".") != words.end()) {
    throw base::Error(base::ErrorCode::usage, "'.' is this repository, and stands first and alone",
                      "what follows it is for 'git push'");
  }
  const auto sources = load_sources(session);
  if (sources.all.empty()) {
    const bool for_sources = !words.empty() || !how.message.empty() || how.pull_request ||
                             !how.branch.empty() || wants_json(args);
    if (for_sources || session.repository_if_any() == nullptr) {
      throw base::Error(base::ErrorCode::not_found, "there is no source to push",
                        "'git agents source add URL' adds one; 'git agents push .' pushes this "
                        "repository");
    }
    push_here(how.dry ? std::vector<std::string>{"--dry-run"} : std::vector<std::string>{},
              session);
  }
  auto progress = progress_on_stderr(session, "Pushing");
  const auto chosen = syncing::choose(sources.all, words);
  const auto all = syncing::push(chosen, session.config(), how, *progress);
  progress.reset();
  if (wants_json(args)) {
    print_pushed_json(session.out(), all, how.dry);
  } else {
    print_pushed(session.out(), session.err(), all, how.dry, {session.colour(STDOUT_FILENO)});
  }
  const bool failed = std::ranges::any_of(all, [](const syncing::Pushed& pushed) {
    return pushed.status == syncing::Pushed::Status::failed ||
           pushed.status == syncing::Pushed::Status::refused;
  });
  return failed ? findings : done;
}

}  // namespace

constinit const Command push_command{.name = "push",
                                     .group = Group::share,
                                     .summary = "send local commits of sources upstream",
                                     .arguments = "[<source>...] [-- <path>...]",
                                     .max_arguments = SIZE_MAX,
                                     .completer = Completer::source,
                                     .options = options,
                                     .run = run,
                                     .literal_after = "."};

}  // namespace cli
