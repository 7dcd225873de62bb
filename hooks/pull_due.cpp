#include "hooks/pull_due.hpp"

#include <charconv>

#include "agent/names.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"

namespace hooks {
namespace {

constexpr std::int64_t second_ns = 1'000'000'000, put_off_s = 600;
constexpr std::size_t max_bytes = 32;

std::string path_of(const git::Repository& repository) {
  return os::join(os::join(repository.git_dir, agent::state_folder), "pull-due");
}

}  // namespace

bool pull_is_due(const git::Repository& repository) {
  const auto text = os::read_file_if_exists(path_of(repository), max_bytes);
  if (!text) return false;
  std::int64_t due = 0;
  const auto result = std::from_chars(text->data(), text->data() + text->size(), due);
  const std::int64_t now = os::now_ns() / second_ns;
  if (result.ec != std::errc() || now < due) return false;
  set_pull_due(repository, now + put_off_s);
  return true;
}

void set_pull_due(const git::Repository& repository, std::optional<std::int64_t> seconds) {
  const auto path = path_of(repository);
  if (seconds) {
    os::write_atomically(path, std::to_string(*seconds) + "\n", os::Sync::no);
  } else {
    os::remove_file(path);
  }
}

}  // namespace hooks
