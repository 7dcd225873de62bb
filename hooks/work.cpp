#include "hooks/work.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "git/config.hpp"
#include "hooks/checks.hpp"
#include "hooks/here.hpp"
#include "hooks/work_files.hpp"
#include "index/definition_index.hpp"
#include "index/memo.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"
#include "os/lock_file.hpp"
#include "os/process.hpp"

namespace hooks {
namespace {

/// A log is read from here back to find what was complained of.
constexpr std::size_t max_log_bytes = 16 << 20;
constexpr long long longest_wait = 60'000;  ///< milliseconds
constexpr std::chrono::milliseconds patience(1000);

/// git-agents beside this program, else on PATH.
std::string main_program() {
  const auto beside = os::join(os::parent(os::own_path()), "git-agents");
  return os::exists(beside) ? beside : "git-agents";
}

int refresh(const git::Repository& repository) {
  auto index = indexing::DefinitionIndex::open(repository);
  const auto memo = indexing::MemoDb::open(repository);
  index.refresh(memo.get());
  return 0;
}

int run_main(const char* verb, const std::string& event) {
  os::Command command;
  command.argv = {main_program(), verb, "--from-hook", event};
  command.output = os::Command::Stdout::inherit;
  command.error = os::Command::Stderr::inherit;
  return os::run(command).status;
}

int attempt(const git::Repository& repository, const WorkFiles::Request& request) {
  try {
    if (request.work == Work::index) return refresh(repository);
    return run_main(request.work == Work::deploy ? "deploy" : "pull", request.event);
  } catch (const base::Error& error) {
    say("fatal: " + error.message() + "\n");
    if (!error.hint().empty()) say("hint: " + error.hint() + "\n");
    return 128;
  }
}

/// The last complaint in what was logged since the log had `begin` bytes.
std::string complaint_since(const std::string& log, std::size_t begin) {
  const auto text = os::read_file_if_exists(log, max_log_bytes);
  if (!text || text->size() <= begin) return {};
  std::string found;
  for (std::string_view rest = std::string_view(*text).substr(begin); !rest.empty();) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto line = rest.substr(0, end);
    if (line.starts_with("fatal: ") || line.starts_with("error: ")) found = line.substr(7);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return found;
}

std::size_t size_of(const std::string& path) {
  const auto stat = os::stat_if_exists(path);
  return stat ? stat->size : 0;
}

void carry_out(const git::Repository& repository, const WorkFiles& files,
               const WorkFiles::Request& request) {
  const auto began = os::now_ns();
  const std::string what = words(request);
  say("== " + os::iso_time(began) + " " + what + "\n");
  const auto logged = size_of(files.log_path());
  WorkReport::Last last{.what = what, .time = {}, .complaint = {}};
  last.code = attempt(repository, request);
  const auto ended = os::now_ns();
  last.time = os::iso_time(ended);
  last.milliseconds = (ended - began) / 1'000'000;
  if (last.code != 0) last.complaint = complaint_since(files.log_path(), logged);
  say("== " + last.time + " " + what + ": exit code " + std::to_string(last.code) + " after " +
      std::to_string(last.milliseconds) + " ms\n");
  files.end(request, last);
}

/// The worker's own view: it was started for one repository and sees nothing of git's command.
os::Command worker_command(const git::Repository& repository) {
  os::Command command;
  command.argv = {os::own_path(), "work"};
  for (const char* variable : git::local_variables()) {
    command.environment.emplace_back(variable, std::nullopt);
  }
  command.environment.emplace_back("GIT_DIR", repository.git_dir);
  command.environment.emplace_back("GIT_WORK_TREE", repository.work_tree);
  command.directory = repository.work_tree;
  return command;
}

std::chrono::milliseconds left(const git::Repository& repository,
                               std::chrono::steady_clock::time_point began) {
  using std::chrono::milliseconds;
  const auto wanted = git::Config::load(repository).integer("agents.hooks.wait").value_or(50);
  const auto wait = milliseconds(std::clamp(wanted, 0LL, longest_wait));
  const auto gone =
      std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - began);
  return std::max(wait - gone, milliseconds(0));
}

}  // namespace

void start_work(const git::Repository& repository, std::span<const Work> works,
                std::string_view event, std::chrono::steady_clock::time_point began) {
  const WorkFiles files(repository);
  const auto before = files.last();
  for (const Work work : works) files.ask(work, event);
  const auto worker = os::spawn_detached(worker_command(repository), files.log());
  if (!worker.ends_within(left(repository, began))) return;
  const auto last = files.last();
  if (!last || !files.unfinished().empty()) return;
  const auto failure = failure_words(*last);
  // What was told once, and is still so, is in `git agents status`.
  if (failure.empty() || (before && failure_words(*before) == failure)) return;
  say("git agents: " + base::to_valid_utf8(failure) +
      "\nhint: 'git agents status' shows how things stand\n");
}

int do_work(std::span<const std::string>) {
  const auto repository = here();
  const WorkFiles files(repository);
  // Whoever asked while this one held the lock has gone; so look again after giving it back.
  do {
    // `status` looks whether somebody holds it by holding it for a moment.
    std::optional<os::LockFile> lock;
    try {
      lock.emplace(files.lock(), "work", patience);
    } catch (const base::Error& error) {
      if (error.code() != base::ErrorCode::busy) throw;
      return 0;  // another worker, which looks again when it has done
    }
    while (const auto request = files.begin()) carry_out(repository, files, *request);
  } while (files.are_waiting());
  return 0;
}

}  // namespace hooks
