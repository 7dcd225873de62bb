#include "hooks/created_directories.hpp"

#include <unistd.h>

#include <algorithm>
#include <vector>

#include "agent/names.hpp"
#include "os/file.hpp"

namespace hooks {
namespace {

constexpr std::size_t max_record_bytes = 1 << 20;

std::string record_path(const git::Repository& repository) {
  return os::join(os::join(repository.common_dir, agent::state_folder), "created");
}

/// Paths, each ended by NUL, parents first.
std::vector<std::string> recorded(const git::Repository& repository) {
  const auto text = os::read_file_if_exists(record_path(repository), max_record_bytes).value_or("");
  std::vector<std::string> paths;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\0', begin), text.size());
    paths.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return paths;
}

}  // namespace

void create_hook_directory(const git::Repository& repository, const std::string& path) {
  std::vector<std::string> missing;
  for (std::string at = path; at.size() > 1 && !os::exists(at); at = os::parent(at)) {
    missing.insert(missing.begin(), at);
  }
  if (missing.empty()) return;
  std::string text;
  for (const auto& known : recorded(repository)) text += known + '\0';
  for (const auto& one : missing) text += one + '\0';
  // First: a directory that is not recorded would stay for ever.
  os::write_atomically(record_path(repository), text, os::Sync::no);
  os::make_directories(path);
}

void remove_created_directories(const git::Repository& repository) {
  const auto paths = recorded(repository);
  for (auto path = paths.rbegin(); path != paths.rend(); ++path) rmdir(path->c_str());
  os::remove_file(record_path(repository));
}

}  // namespace hooks
