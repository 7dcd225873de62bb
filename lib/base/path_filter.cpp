#include <utility>

#include "base/glob.hpp"

namespace base {
namespace {

/// Without the blanks at the end that no backslash protects.
std::string_view trim_end(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == ' ') continue;
    if (line[i] == '\\' && ++i == line.size()) return line;
    kept = i + 1;
  }
  return line.substr(0, kept);
}

std::string_view last_component(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

}  // namespace

PathFilter::PathFilter(const std::vector<std::string>& patterns) {
  for (const std::string& line : patterns) {
    std::string_view text = line;
    if (text.starts_with('#')) continue;
    text = trim_end(text);
    Pattern pattern;
    if (text.starts_with('!')) {
      pattern.negated = true;
      text.remove_prefix(1);
    }
    if (text.ends_with('/')) {
      pattern.directory_only = true;
      text.remove_suffix(1);
    }
    pattern.anchored = text.find('/') != text.npos;
    if (text.starts_with('/')) text.remove_prefix(1);
    if (text.empty()) continue;
    pattern.text = text;
    patterns_.push_back(std::move(pattern));
  }
}

/// 1 where the path itself is ignored, -1 where it is taken back, 0 where no pattern speaks of it.
int PathFilter::decide(std::string_view path, bool directory) const {
  const std::string_view name = last_component(path);
  for (auto pattern = patterns_.rbegin(); pattern != patterns_.rend(); ++pattern) {
    if (pattern->directory_only && !directory) continue;
    if (glob_match(pattern->text, pattern->anchored ? path : name)) {
      return pattern->negated ? -1 : 1;
    }
  }
  return 0;
}

bool PathFilter::matches(std::string_view path) const {
  if (patterns_.empty()) return false;
  for (std::size_t slash = path.find('/'); slash != path.npos; slash = path.find('/', slash + 1)) {
    if (decide(path.substr(0, slash), true) > 0) return true;
  }
  return decide(path, false) > 0;
}

}  // namespace base
