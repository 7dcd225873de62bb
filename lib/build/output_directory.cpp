#include "build/output_directory.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "os/environment.hpp"
#include "os/git_component.hpp"

namespace build {
namespace {

constexpr std::int64_t settling_ns = 20'000'000;

base::Error refusal(const std::string& output, const std::string& reason) {
  return base::Error(base::ErrorCode::invalid, "cannot build into '" + output + "': " + reason,
                     "set 'build.output' to a directory of the repository");
}

/// Sets the modification time. False where that is not possible.
bool set_back(const std::string& path, std::int64_t time_ns) {
  const timespec time{.tv_sec = static_cast<time_t>(time_ns / 1'000'000'000),
                      .tv_nsec = static_cast<long>(time_ns % 1'000'000'000)};
  const timespec times[2] = {{.tv_sec = 0, .tv_nsec = UTIME_OMIT}, time};
  return ::utimensat(AT_FDCWD, path.c_str(), times, 0) == 0;
}

/// The absolute path where the output lies outside of the root and may.
std::string checked_relative(const std::string& root, const std::string& output, bool anywhere) {
  const std::string top = os::normalise(root), place = os::normalise(output);
  const std::string prefix = top.ends_with('/') ? top : top + "/";
  if (!place.starts_with(prefix) || place.size() == prefix.size()) {
    const bool holds_root = prefix.starts_with(place.ends_with('/') ? place : place + "/");
    if (holds_root) throw refusal(output, "it holds the definitions themselves");
    if (anywhere && os::has_git_component(place)) throw refusal(output, "it lies under '.git'");
    if (anywhere) return place;
    throw refusal(output, "it is not inside '" + root + "'");
  }
  std::string relative = place.substr(prefix.size());
  if (os::has_git_component(relative)) throw refusal(output, "it lies under '.git'");
  if (const auto link = os::first_symlink(top, relative)) {
    throw refusal(output, "'" + *link + "' is a symbolic link");
  }
  return relative;
}

}  // namespace

OutputDirectory::OutputDirectory(const std::string& root, const std::string& output, bool anywhere)
    : path_(os::normalise(output)), relative_(checked_relative(root, output, anywhere)) {}

State OutputDirectory::state_of(std::string_view output, const os::Stat& target, const Stamp* old,
                                const Composed& wanted) const {
  if (is_known(old, target)) {
    return old->content == wanted.fingerprint() ? State::current : State::ours;
  }
  const bool may_be_ours = old && target.size == old->content.size;
  if (target.size != wanted.fingerprint().size && !may_be_ours) return State::foreign;
  const std::string content = os::read_file(at(output), target.size);
  if (wanted == content) return State::current;
  const bool ours = may_be_ours && fingerprint(content, old->content.own_size) == old->content;
  return ours ? State::ours : State::foreign;
}

void OutputDirectory::prepare(std::string_view output) const {
  const std::string_view below = os::parent(output);
  if (const auto link = os::first_symlink(path_, below)) {
    throw base::Error(base::ErrorCode::invalid,
                      "cannot write '" + at(output) + "': '" + *link + "' is a symbolic link");
  }
  os::make_directories(at(below));
}

os::Stat OutputDirectory::write(std::string_view output, const Composed& text) const {
  const std::string path = at(output);
  os::AtomicFile file(path);
  file.write_all(text.pieces());
  // A little in the past, so that whatever is written into the file later shows in its time, even
  // within the same tick of the file system's clock.
  const std::int64_t time_ns = os::now_ns() - settling_ns;
  const bool is_set_back = set_back(file.temporary_path(), time_ns);
  file.commit(os::Sync::no);
  const auto written = os::stat_if_exists(path);
  return written && is_set_back && written->mtime_ns <= time_ns ? *written : os::Stat{};
}

bool OutputDirectory::holds(const Stamp& old, const os::Stat& target) const {
  if (!target.is_file() || os::first_symlink(path_, old.output)) return false;
  if (target == old.output_stat) return true;
  if (target.size != old.content.size) return false;
  const std::string content = os::read_file(at(old.output), target.size);
  return fingerprint(content, old.content.own_size) == old.content;
}

void OutputDirectory::remove(std::string_view output) const {
  const std::string path = at(output);
  os::remove_file(path);
  os::remove_empty_directories(std::string(os::parent(path)), path_);
}

}  // namespace build
