#include <exception>
#include <ostream>

#include "agent/rules.hpp"
#include "base/text.hpp"
#include "deploy/target.hpp"
#include "git-agents/commands.hpp"
#include "git-agents/completion.hpp"
#include "git-agents/session.hpp"
#include "git-agents/sources.hpp"
#include "git-agents/validate.hpp"
#include "os/environment.hpp"
#include "track/state.hpp"

namespace cli {
namespace {

constexpr std::string_view events[] = {"pre-commit", "pre-merge-commit", "post-commit",
                                       "post-merge", "post-checkout",    "post-rewrite",
                                       "pre-push"};

std::vector<Candidate> words(std::span<const std::string_view> list) {
  std::vector<Candidate> result;
  for (const std::string_view word : list) result.push_back({std::string(word), ""});
  return result;
}

std::vector<Candidate> definitions(Session& session) {
  const git::Repository* repository = session.repository_if_any();
  if (repository == nullptr || repository->work_tree.empty()) return {};
  std::vector<Candidate> result;
  for (std::string& name : indexing::DefinitionIndex::open(*repository).names()) {
    if (!base::first_invalid_utf8(name)) result.push_back({std::move(name), ""});
  }
  return result;
}

std::vector<Candidate> sources(Session& session) {
  std::vector<Candidate> result;
  for (const auto& source : all_sources(session)) result.push_back({source.name, source.url});
  return result;
}

std::vector<Candidate> operations() {
  const track::State state =
      track::State::open(track::state_directory(), track::State::Access::read, "__complete");
  std::vector<Candidate> result;
  for (const track::OperationInfo& operation : state.operations()) {
    result.push_back(
        {std::to_string(operation.id), operation.command + " " + os::iso_time(operation.time_ns)});
  }
  return result;
}

std::vector<Candidate> candidates(Completer completer, Session& session) {
  switch (completer) {
    case Completer::definition:
      return definitions(session);
    case Completer::rule:
      return words(agent::rule_ids());
    case Completer::target:
      return words(deploy::tools());
    case Completer::operation:
      return operations();
    case Completer::profile:
      return words(profile_words());
    case Completer::source:
      return sources(session);
    case Completer::event:
      return words(events);
    default:
      return {};
  }
}

int run(const Args& args, Session& session) {
  try {
    const auto found = complete(commands(), args.arguments(), [&](Completer completer) {
      return candidates(completer, session);
    });
    for (const Candidate& candidate : found) {
      session.out() << candidate.value << '\t' << candidate.description << '\n';
    }
  } catch (const std::exception&) {
    // A key press in a shell is no place for a message: what cannot be known is not offered.
  }
  return Exit::done;
}

}  // namespace

constinit const Command complete_command{
    .name = "__complete",
    .group = Group::plumbing,
    .summary = "list what could stand at the cursor, for the shells' completions",
    .arguments = "[<word>...]",
    .max_arguments = SIZE_MAX,
    .run = run,
    .hidden = true,
    .literal = true,
};

}  // namespace cli
