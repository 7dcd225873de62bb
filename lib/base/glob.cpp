#include "base/glob.hpp"

#include <optional>

#include "base/glob_class.hpp"

namespace base {
namespace {

constexpr std::size_t none = std::string_view::npos;

/// Matches in O(pattern × path): a `*` cannot leave its path component, and a `**/` is only ever
/// retried at the beginning of one, so no pair of pattern and path component is compared twice.
class Matcher {
 public:
  Matcher(std::string_view pattern, std::string_view path) : pattern_(pattern), path_(path) {}

  bool run() {
    for (;;) {
      if (p_ == pattern_.size() && t_ == path_.size()) return true;
      if (p_ < pattern_.size() && pattern_[p_] == '*') {
        if (const auto decided = take_stars()) return *decided;
        continue;
      }
      if (!take_one() && !retry()) return false;
    }
  }

 private:
  /// Steps over a run of stars; gives the verdict where they end the pattern.
  std::optional<bool> take_stars() {
    const std::size_t begin = p_;
    while (p_ < pattern_.size() && pattern_[p_] == '*') ++p_;
    const std::string_view rest = pattern_.substr(p_);
    const bool spans = p_ - begin >= 2 && (begin == 0 || pattern_[begin - 1] == '/') &&
                       (rest.empty() || rest.front() == '/' || rest.starts_with("\\/"));
    if (spans && rest.empty()) return true;
    if (rest.empty()) {
      if (path_.find('/', t_) == none) return true;
      star_p_ = none;
      return retry() ? std::nullopt : std::optional(false);
    }
    if (!spans) {
      star_p_ = p_;
      star_t_ = t_;
      return std::nullopt;
    }
    star_p_ = none;
    deep_t_ = t_;
    // Unlike `**/`, `**\/` cannot stand for no directory at all.
    const bool escaped = rest.front() == '\\';
    deep_p_ = p_ += escaped ? 2 : 1;
    if (escaped && !retry()) return false;
    return std::nullopt;
  }

  bool take_one() {
    if (p_ == pattern_.size() || t_ == path_.size()) return false;
    const char c = path_[t_];
    std::size_t next = p_ + 1;
    switch (pattern_[p_]) {
      case '?':
        if (c == '/') return false;
        break;
      case '[':
        next = match_class(pattern_, p_, static_cast<unsigned char>(c));
        if (next == 0 || c == '/') return false;
        break;
      case '\\':
        if (next == pattern_.size() || pattern_[next] != c) return false;
        ++next;
        break;
      default:
        if (pattern_[p_] != c) return false;
    }
    if (c == '/') star_p_ = none;
    p_ = next;
    ++t_;
    return true;
  }

  bool retry() {
    if (star_p_ != none && star_t_ < path_.size() && path_[star_t_] != '/') {
      p_ = star_p_;
      t_ = ++star_t_;
      return true;
    }
    star_p_ = none;
    if (deep_p_ == none) return false;
    const std::size_t slash = path_.find('/', deep_t_);
    if (slash == none) return false;
    p_ = deep_p_;
    t_ = deep_t_ = slash + 1;
    return true;
  }

  std::string_view pattern_, path_;
  std::size_t p_ = 0, t_ = 0;
  std::size_t star_p_ = none, star_t_ = 0;  ///< after the last `*`; how far it reaches
  std::size_t deep_p_ = none, deep_t_ = 0;  ///< after the last `**/`; how far it reaches
};

}  // namespace

bool glob_match(std::string_view pattern, std::string_view path) {
  return Matcher(pattern, path).run();
}

}  // namespace base
