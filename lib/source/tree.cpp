#include "source/tree.hpp"

#include <algorithm>

#include "agent/discovery.hpp"
#include "agent/names.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace source {

std::optional<std::string> Tree::read_one(const git::Entry& entry, std::size_t max_bytes) {
  std::optional<std::string> answer;
  bool too_large = false;
  read({entry}, max_bytes, [&](std::size_t, Status status, std::string content) {
    too_large = status == Status::too_large;
    if (status == Status::ok) answer = std::move(content);
  });
  if (too_large) {
    throw base::Error(base::ErrorCode::invalid, "'" + base::quote_path(entry.path) +
                                                    "' is larger than " +
                                                    std::to_string(max_bytes) + " bytes");
  }
  return answer;
}

bool is_listed(std::string_view path, std::uint32_t mode) {
  return agent::may_be_definition(path, mode) || path == agent::settings_file ||
         path == agent::baseline_file;
}

std::vector<git::Entry>::const_iterator find_entry(const std::vector<git::Entry>& entries,
                                                   const std::string& path) {
  const auto at = std::ranges::lower_bound(entries, path, {}, &git::Entry::path);
  return at != entries.end() && at->path == path ? at : entries.end();
}

bool holds(const std::vector<git::Entry>& entries, const std::string& path) {
  if (path.empty() || path == ".") return true;
  if (find_entry(entries, path) != entries.end()) return true;
  const std::string below = path + "/";
  const auto at = std::ranges::lower_bound(entries, below, {}, &git::Entry::path);
  return at != entries.end() && at->path.starts_with(below);
}

}  // namespace source
