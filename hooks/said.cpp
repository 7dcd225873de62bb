#include "hooks/said.hpp"

#include <unistd.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "base/error.hpp"
#include "hooks/here.hpp"
#include "hooks/hint_file.hpp"
#include "os/digest.hpp"
#include "os/file.hpp"

namespace hooks {
namespace {

constexpr std::size_t max_bytes = 1 << 16;
/// Between git and us stand at most a few shells and a hook manager.
constexpr int most_ancestors = 10;

struct Process {
  std::string name, parent, start;
};

/// proc(5): "pid (name) state ppid …", the start time is field 22; a name may hold anything.
std::optional<Process> process(const std::string& id) {
  const auto stat = os::read_file_if_exists("/proc/" + id + "/stat", max_bytes);
  if (!stat) return std::nullopt;
  const auto open = stat->find('('), close = stat->rfind(')');
  if (open == stat->npos || close == stat->npos || close < open) return std::nullopt;
  Process found{stat->substr(open + 1, close - open - 1), {}, {}};
  std::size_t at = close + 1;
  for (int field = 2; field < 22; ++field) {
    const auto begin = stat->find_first_not_of(' ', at);
    if (begin == stat->npos) return std::nullopt;
    at = std::min(stat->find(' ', begin), stat->size());
    const std::string value = stat->substr(begin, at - begin);
    if (field == 3) found.parent = value;
    if (field == 21) found.start = value;
  }
  return found;
}

/// The words of a process's command line, each ended by NUL.
std::string words(const std::string& id) {
  return os::read_file_if_exists("/proc/" + id + "/cmdline", max_bytes).value_or("");
}

bool has_word(const std::string& line, std::string_view word) {
  return line.find('\0' + std::string(word)) != line.npos;
}

/// `git agents hook EVENT` is git too, but of whoever calls us.
bool calls_us(const std::string& line) {
  return has_word(line, "agents") && has_word(line, "hook");
}

/// These run what they are told, several times, and no hook that we have something to say in.
bool runs_commands(const std::string& line) {
  static constexpr std::string_view names[] = {"rebase", "bisect", "submodule", "difftool",
                                               "mergetool"};
  return std::ranges::any_of(names, [&](auto name) { return has_word(line, name); });
}

/// The git command that this hook runs for, as "pid start-time"; "" where it cannot be found. Git
/// gives no hook a terminal to read from: then it is a person who asks.
std::string git_command() {
  if (::isatty(STDIN_FILENO) != 0) return {};
  try {
    std::string id = std::to_string(::getppid());
    for (int i = 0; i < most_ancestors && id != "0"; ++i) {
      const auto found = process(id);
      if (!found) return {};
      if (found->name == "git") {
        const std::string line = words(id);
        if (runs_commands(line)) return {};
        if (!calls_us(line)) return id + " " + found->start;
      }
      id = found->parent;
    }
  } catch (const base::Error&) {
    // No /proc: then everything is said.
  }
  return {};
}

}  // namespace

bool was_said(std::string_view event, const std::string& text) {
  const std::string command = git_command();
  if (command.empty()) return false;
  try {
    const auto repository = here();
    const std::vector<std::string> fields = {std::string(event), os::sha256_hex(text), command};
    if (load_hint(repository, "said") == fields) return true;
    save_hint(repository, "said", fields);
  } catch (const base::Error&) {
    // Outside of a repository there is one hook at most.
  }
  return false;
}

}  // namespace hooks
