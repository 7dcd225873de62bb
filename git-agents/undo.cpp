#include <algorithm>
#include <charconv>
#include <ostream>

#include "base/error.hpp"
#include "base/text.hpp"
#include "deploy/exclude.hpp"
#include "git-agents/commands.hpp"
#include "git-agents/operations.hpp"
#include "git-agents/session.hpp"
#include "git-agents/view.hpp"
#include "os/environment.hpp"
#include "report/human.hpp"
#include "report/json.hpp"
#include "sync/integrate.hpp"
#include "track/state.hpp"

namespace cli {
namespace {

constexpr std::size_t listed_operations = 100;

constexpr Option options[] = {
    {"list", "List the operations of all repositories, newest first, undone ones too"},
    {"dry-run", "Write nothing; show what would be done"},
    {"force", "Also undo in files that were changed since; their present text is kept too"},
    format_option,
};

std::int64_t parse_id(const std::string& word) {
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), id);
  if (error != std::errc() || end != word.data() + word.size() || id <= 0) {
    throw base::Error(base::ErrorCode::usage, "'" + word + "' is not the number of an operation",
                      "'git agents undo --list' shows them");
  }
  return id;
}

/// The newest operation of this repository that stands and is not an undo itself.
std::int64_t newest(const track::State& state, Session& session) {
  const auto* repository = session.repository_if_any();
  for (const auto& operation : state.operations(listed_operations)) {
    if (operation.state == "applied" && operation.undoes == 0 && operation.files > 0 &&
        (repository ? concerns(operation, *repository) : concerns_user(operation))) {
      return operation.id;
    }
  }
  throw base::Error(base::ErrorCode::not_found,
                    repository ? "there is nothing to undo in this repository"
                               : "there is nothing to undo outside of repositories",
                    "'git agents undo --list' shows all operations, which can be undone by number");
}

void print_list(std::ostream& out, const std::vector<track::OperationInfo>& operations) {
  for (const auto& operation : operations) {
    out << operation.id << "  " << os::iso_time(operation.time_ns) << "  " << operation.command
        << "  " << operation.files << (operation.files == 1 ? " file" : " files");
    if (operation.undoes != 0) out << "  undoes " << operation.undoes;
    if (operation.state != "applied") out << "  " << operation.state;
    if (!operation.target.empty()) out << "  " << report::printable(operation.target);
    if (!operation.reason.empty()) out << "  (" << report::printable(operation.reason) << ")";
    out << "\n";
  }
}

/// What a pull did to a cache is more than its files.
void take_cache_back(const track::OperationInfo& operation) {
  constexpr std::string_view prefix = "source:";
  if (operation.command != "pull" || !operation.target.starts_with(prefix)) return;
  syncing::take_branch_back(operation.target.substr(prefix.size()), operation.reason);
}

int run(const Args& args, Session& session) {
  const bool reads = args.has("list") || args.has("dry-run");
  auto state =
      track::State::open(track::state_directory(),
                         reads ? track::State::Access::read : track::State::Access::write, "undo");
  for (const auto& sentence : state.recovered()) session.err() << "note: " << sentence << "\n";
  auto& out = session.out();
  if (args.has("list")) {
    const auto operations = state.operations(listed_operations);
    if (wants_json(args)) {
      report::json_operations(out, operations);
    } else {
      print_list(out, operations);
    }
    return done;
  }
  const auto& words = args.arguments();
  const auto id = words.empty() ? newest(state, session) : parse_id(words.front());
  if (!state.operation(id)) {
    throw base::Error(base::ErrorCode::not_found, "there is no operation " + std::to_string(id),
                      "'git agents undo --list' shows them");
  }
  const auto files = state.files(id);
  if (!args.has("dry-run")) {
    state.undo(id, args.has("force"));
    take_cache_back(*state.operation(id));
    if (const auto* repository = session.repository_if_any()) {
      deploy::update_exclude(*repository, state);
    }
  }
  if (wants_json(args)) {
    std::vector<std::string> paths;
    for (const auto& file : files) paths.push_back(file.path);
    report::json_paths(out, "restored", paths);
    return done;
  }
  const bool dry = args.has("dry-run");
  for (const auto& file : files) {
    const bool removes = file.before_hash.empty();
    out << (removes ? (dry ? "would remove   " : "removed   ")
                    : (dry ? "would restore  " : "restored  "))
        << base::quote_path(file.path) << "\n";
  }
  out << (args.has("dry-run") ? "would undo" : "undid") << " operation " << id << ": "
      << files.size() << (files.size() == 1 ? " file\n" : " files\n");
  return done;
}

}  // namespace

constinit const Command undo_command{"undo",
                                     Group::deploy,
                                     "take an operation back",
                                     "[<operation>]",
                                     0,
                                     1,
                                     Completer::operation,
                                     options,
                                     run};

}  // namespace cli
