#include "hooks/work_files.hpp"

#include <cerrno>
#include <charconv>
#include <cstdio>

#include "agent/names.hpp"
#include "base/error.hpp"
#include "hooks/hint_file.hpp"
#include "os/file.hpp"
#include "os/lock_file.hpp"

namespace hooks {
namespace {

constexpr std::size_t max_event_bytes = 256;
constexpr std::size_t large_log_bytes = 1 << 20;
constexpr std::string_view last_file = "work/last";
constexpr Work kinds[] = {Work::index, Work::deploy, Work::pull};

std::string_view name_of(Work work) {
  return work == Work::index ? "index" : work == Work::deploy ? "deploy" : "pull";
}

}  // namespace

std::string words(const WorkFiles::Request& request) {
  return std::string(name_of(request.work)) + " after " + request.event;
}

WorkFiles::WorkFiles(const git::Repository& repository)
    : repository_(repository),
      agents_(os::join(repository.git_dir, agent::state_folder)),
      work_(os::join(agents_, "work")) {}

std::string WorkFiles::request_path(Work work, bool begun) const {
  return os::join(work_, std::string(name_of(work)) + (begun ? ".begun" : ".asked"));
}

std::string WorkFiles::lock() const {
  return os::join(work_, "lock");
}

std::string WorkFiles::log_path() const {
  return os::join(agents_, "worker.log");
}

std::string WorkFiles::log() const {
  const std::string path = log_path();
  const auto stat = os::stat_if_exists(path);
  if (stat && stat->size > large_log_bytes) std::rename(path.c_str(), (path + ".1").c_str());
  return path;
}

void WorkFiles::ask(Work work, std::string_view event) const {
  os::write_atomically(request_path(work, false), event, os::Sync::no);
}

std::optional<WorkFiles::Request> WorkFiles::begin() const {
  for (const Work work : kinds) {
    const std::string asked = request_path(work, false), begun = request_path(work, true);
    if (std::rename(asked.c_str(), begun.c_str()) != 0 && errno != ENOENT) {
      throw base::io_error("rename", asked, errno);
    }
    if (auto event = os::read_file_if_exists(begun, max_event_bytes)) {
      return Request{work, std::move(*event)};
    }
  }
  return std::nullopt;
}

bool WorkFiles::are_waiting() const {
  for (const Work work : kinds) {
    if (os::exists(request_path(work, false))) return true;
  }
  return false;
}

void WorkFiles::end(const Request& request, const WorkReport::Last& last) const {
  std::string text;
  for (const auto& field : {last.what, last.time, std::to_string(last.milliseconds),
                            std::to_string(last.code), last.complaint}) {
    text += field + '\0';
  }
  os::write_atomically(os::join(agents_, last_file), text, os::Sync::no);
  os::remove_file(request_path(request.work, true));
}

std::string WorkFiles::unfinished() const {
  for (const Work work : kinds) {
    for (const bool begun : {true, false}) {
      const auto event = os::read_file_if_exists(request_path(work, begun), max_event_bytes);
      if (event) return words({work, *event});
    }
  }
  return {};
}

std::optional<WorkReport::Last> WorkFiles::last() const {
  const auto fields = load_hint(repository_, last_file);
  if (!fields || fields->size() != 5) return std::nullopt;
  WorkReport::Last last{.what = (*fields)[0], .time = (*fields)[1], .complaint = (*fields)[4]};
  const auto number = [](const std::string& digits, auto& value) {
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return result.ec == std::errc();
  };
  if (!number((*fields)[2], last.milliseconds) || !number((*fields)[3], last.code)) {
    return std::nullopt;
  }
  return last;
}

WorkReport WorkFiles::report() const {
  WorkReport report{.waiting = unfinished(), .last = last()};
  if (os::exists(lock())) report.running = !os::LockFile::try_lock(lock(), "status");
  return report;
}

WorkReport work_report(const git::Repository& repository) {
  return WorkFiles(repository).report();
}

std::string failure_words(const WorkReport::Last& last) {
  if (last.code == 0) return {};
  std::string text = last.what;
  // `deploy` says with 1 that something is left to a person.
  text += last.code == 1 ? " left something to you" : " failed";
  return last.complaint.empty() ? text : text + ": " + last.complaint;
}

}  // namespace hooks
