#include "sync/coverage.hpp"

#include <algorithm>
#include <charconv>

#include "http/percent.hpp"
#include "os/file.hpp"

namespace syncing {
namespace {

constexpr std::string_view base_file = "BASE-AGENT.md";
constexpr std::string_view root_files[] = {".git-agents.yaml", "agents-manifest.yaml",
                                           "AUTO-DEPLOY-INDEX.md"};
constexpr char separator = ',';

/// Is `path` that directory, or below it?
bool is_inside(std::string_view path, std::string_view directory) {
  return directory.empty() || path == directory ||
         (path.starts_with(directory) && path[directory.size()] == '/');
}

std::string decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    const char* begin = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(begin, begin + 2, byte, 16).ptr == begin + 2) {
      plain += static_cast<char>(byte);
      i += 2;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

}  // namespace

Coverage::Coverage(const std::vector<std::string>& directories) {
  std::vector<std::string> all;
  for (const std::string& directory : directories) {
    std::string plain = os::normalise(directory);
    if (plain == ".") plain.clear();
    all.push_back(std::move(plain));
  }
  std::ranges::sort(all);
  for (std::string& directory : all) {
    const bool is_held = std::ranges::any_of(
        directories_, [&](const std::string& held) { return is_inside(directory, held); });
    if (!is_held) directories_.push_back(std::move(directory));
  }
}

bool Coverage::holds(std::string_view file) const {
  if (holds_all_below(file)) return true;
  if (std::ranges::find(root_files, file) != std::end(root_files)) return true;
  return os::file_name(file) == base_file && holds_some_below(os::parent(file));
}

bool Coverage::holds_all_below(std::string_view directory) const {
  return std::ranges::any_of(directories_,
                             [&](const std::string& held) { return is_inside(directory, held); });
}

bool Coverage::holds_some_below(std::string_view directory) const {
  return std::ranges::any_of(directories_, [&](const std::string& held) {
    return is_inside(directory, held) || is_inside(held, directory);
  });
}

bool Coverage::includes(const Coverage& other) const {
  return std::ranges::all_of(
      other.directories_, [&](const std::string& directory) { return holds_all_below(directory); });
}

Coverage Coverage::with(const Coverage& other) const {
  std::vector<std::string> all = directories_;
  all.insert(all.end(), other.directories_.begin(), other.directories_.end());
  return Coverage(all);
}

std::string format_coverage(const Coverage& coverage) {
  std::string word;
  for (const std::string& directory : coverage.directories()) {
    if (!word.empty()) word += separator;
    word += directory.empty() ? "." : http::percent_encoded(directory, "/");
  }
  return word;
}

Coverage parse_coverage(std::string_view word) {
  std::vector<std::string> directories;
  while (!word.empty()) {
    const std::size_t end = std::min(word.find(separator), word.size());
    directories.push_back(decoded(word.substr(0, end)));
    word.remove_prefix(std::min(end + 1, word.size()));
  }
  return Coverage(directories);
}

}  // namespace syncing
