#include "hooks/passed.hpp"

#include "agent/names.hpp"
#include "base/error.hpp"
#include "os/file.hpp"

namespace hooks {
namespace {

std::string file_of(const git::Repository& repository) {
  return os::join(os::join(repository.git_dir, agent::state_folder), "passed");
}

}  // namespace

std::optional<Passed> Passed::load(const git::Repository& repository) {
  const auto text = os::read_file_if_exists(file_of(repository), 1 << 20);
  if (!text) return std::nullopt;
  Passed passed;
  std::size_t begin = 0;
  for (bool first = true; begin < text->size(); first = false) {
    const auto end = text->find('\0', begin);
    if (end == std::string::npos) return std::nullopt;
    auto field = text->substr(begin, end - begin);
    if (first) {
      passed.key = std::move(field);
    } else {
      passed.paths.push_back(std::move(field));
    }
    begin = end + 1;
  }
  if (passed.key.size() != 64 || passed.paths.empty()) return std::nullopt;
  return passed;
}

void Passed::save(const git::Repository& repository) const {
  std::string text = key + '\0';
  for (const auto& path : paths) text += path + '\0';
  try {
    os::write_atomically(file_of(repository), text, os::Sync::no);
  } catch (const base::Error&) {
    // Only a hint: a read-only or full disk must not refuse a commit.
  }
}

}  // namespace hooks
