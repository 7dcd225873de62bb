#include "hooks/hint_file.hpp"

#include "agent/names.hpp"
#include "base/error.hpp"
#include "os/file.hpp"

namespace hooks {
namespace {

constexpr std::size_t max_bytes = 64 << 20;

std::string file_of(const git::Repository& repository, std::string_view name) {
  return os::join(os::join(repository.git_dir, agent::state_folder), name);
}

}  // namespace

std::optional<std::string> load_hint_text(const git::Repository& repository,
                                          std::string_view name) {
  try {
    return os::read_file_if_exists(file_of(repository, name), max_bytes);
  } catch (const base::Error&) {
    return std::nullopt;
  }
}

void save_hint_text(const git::Repository& repository, std::string_view name,
                    std::string_view text) {
  if (text.size() > max_bytes) return;
  try {
    os::write_atomically(file_of(repository, name), text, os::Sync::no);
  } catch (const base::Error&) {
    // A read-only or full disk must not refuse a commit.
  }
}

std::optional<std::vector<std::string>> load_hint(const git::Repository& repository,
                                                  std::string_view name) {
  const auto text = load_hint_text(repository, name);
  if (!text) return std::nullopt;
  std::vector<std::string> fields;
  for (std::size_t begin = 0; begin < text->size();) {
    const auto end = text->find('\0', begin);
    if (end == std::string::npos) return std::nullopt;
    fields.push_back(text->substr(begin, end - begin));
    begin = end + 1;
  }
  return fields;
}

void save_hint(const git::Repository& repository, std::string_view name,
               const std::vector<std::string>& fields) {
  std::string text;
  for (const auto& field : fields) text += field + '\0';
  save_hint_text(repository, name, text);
}

void remove_hint(const git::Repository& repository, std::string_view name) {
  try {
    os::remove_file(file_of(repository, name));
  } catch (const base::Error&) {
    // It was only a hint.
  }
}

}  // namespace hooks
