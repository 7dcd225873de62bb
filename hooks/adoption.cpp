#include "hooks/adoption.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <vector>

#include "agent/names.hpp"
#include "base/error.hpp"
#include "git/push.hpp"
#include "hooks/baked_text.hpp"
#include "hooks/here.hpp"

namespace hooks {
namespace {

std::string settings_in(const std::string& tree) {
  return tree + ":" + std::string(agent::settings_file);
}

/// A file without a name, since a pipe would hold no more than its buffer.
void become_stdin(const std::string& text) {
  const std::unique_ptr<FILE, int (*)(FILE*)> file(std::tmpfile(), std::fclose);
  if (!file || std::fwrite(text.data(), 1, text.size(), file.get()) != text.size() ||
      std::fflush(file.get()) != 0 || ::lseek(fileno(file.get()), 0, SEEK_SET) != 0 ||
      ::dup2(fileno(file.get()), STDIN_FILENO) < 0) {
    throw base::io_error("hand on", "standard input", errno);
  }
}

bool keep_adopted_refs(const git::Repository& repository) {
  std::vector<std::string> lines, names;
  for (const auto& ref : git::parse_pushed_refs(read_stdin())) {
    if (ref.deletes()) continue;
    names.push_back(settings_in(ref.local_id));
    lines.push_back(git::line_of(ref));
  }
  std::string kept;
  if (!names.empty()) {
    const auto ids = git::object_ids(repository, names);
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (!ids[i].empty()) kept += lines[i];
    }
  }
  become_stdin(kept);
  return !kept.empty();
}

}  // namespace

bool is_adopted(std::string_view event) {
  const auto repository = here();
  if (event == "pre-push") return keep_adopted_refs(repository);
  if (is_post_event(event)) {
    return !git::object_ids(repository, {settings_in("HEAD")}).front().empty();
  }
  return !git::index_entries(repository, {std::string(agent::settings_file)}).empty();
}

}  // namespace hooks
