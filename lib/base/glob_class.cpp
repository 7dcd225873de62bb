#include "base/glob_class.hpp"

namespace base {
namespace {

bool upper(unsigned char c) {
  return c >= 'A' && c <= 'Z';
}
bool lower(unsigned char c) {
  return c >= 'a' && c <= 'z';
}
bool digit(unsigned char c) {
  return c >= '0' && c <= '9';
}
bool alpha(unsigned char c) {
  return upper(c) || lower(c);
}
bool alnum(unsigned char c) {
  return alpha(c) || digit(c);
}
bool blank(unsigned char c) {
  return c == ' ' || c == '\t';
}
bool cntrl(unsigned char c) {
  return c < 0x20 || c == 0x7F;
}
bool print(unsigned char c) {
  return c >= 0x20 && c < 0x7F;
}
bool graph(unsigned char c) {
  return c > 0x20 && c < 0x7F;
}
bool punct(unsigned char c) {
  return graph(c) && !alnum(c);
}
// git's own table: vertical tab and form feed are not white space.
bool space(unsigned char c) {
  return blank(c) || c == '\n' || c == '\r';
}
bool xdigit(unsigned char c) {
  return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

constexpr int none = -1;

struct NamedClass {
  std::string_view name;
  bool (*holds)(unsigned char);
};

constexpr NamedClass named_classes[] = {
    {"alnum", alnum}, {"alpha", alpha}, {"blank", blank}, {"cntrl", cntrl},
    {"digit", digit}, {"graph", graph}, {"lower", lower}, {"print", print},
    {"punct", punct}, {"space", space}, {"upper", upper}, {"xdigit", xdigit},
};

const NamedClass* find_class(std::string_view name) {
  for (const NamedClass& named : named_classes) {
    if (named.name == name) return &named;
  }
  return nullptr;
}

/// Reads one bracket expression; `failed()` once the pattern has ended or names no class.
class Reader {
 public:
  Reader(std::string_view pattern, std::size_t at, unsigned char c)
      : pattern_(pattern), at_(at), c_(c) {}

  /// Steps over one member: a character, a range's end, or a named class.
  void take_member() {
    if (ended()) return fail();
    const char here = pattern_[at_];
    if (here == '\\') {
      ++at_;
      return take_character();
    }
    if (here == '-' && before_ != none && at_ + 1 < pattern_.size() && pattern_[at_ + 1] != ']') {
      return take_range();
    }
    if (here == '[' && at_ + 1 < pattern_.size() && pattern_[at_ + 1] == ':') {
      return take_named();
    }
    take_character();
  }

  bool failed() const { return failed_; }
  bool matched() const { return matched_; }
  bool closed() const { return !ended() && pattern_[at_] == ']'; }
  std::size_t position() const { return at_; }

 private:
  bool ended() const { return at_ >= pattern_.size(); }
  void fail() { failed_ = true; }

  void take_character() {
    if (ended()) return fail();
    before_ = static_cast<unsigned char>(pattern_[at_++]);
    matched_ |= c_ == before_;
  }

  void take_range() {
    ++at_;
    if (pattern_[at_] == '\\') ++at_;
    if (ended()) return fail();
    const auto last = static_cast<unsigned char>(pattern_[at_++]);
    matched_ |= c_ >= before_ && c_ <= last;
    before_ = none;
  }

  void take_named() {
    const std::size_t begin = at_ + 2;
    const std::size_t close = pattern_.find(']', begin);
    if (close == pattern_.npos) return fail();
    if (close == begin || pattern_[close - 1] != ':') return take_character();
    const NamedClass* named = find_class(pattern_.substr(begin, close - 1 - begin));
    if (!named) return fail();
    matched_ |= named->holds(c_);
    before_ = none;
    at_ = close + 1;
  }

  std::string_view pattern_;
  std::size_t at_;
  unsigned char c_;
  int before_ = none;  ///< the character that a '-' would continue
  bool matched_ = false;
  bool failed_ = false;
};

}  // namespace

std::size_t match_class(std::string_view pattern, std::size_t open, unsigned char c) {
  std::size_t at = open + 1;
  const bool negated = at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^');
  Reader reader(pattern, at + (negated ? 1 : 0), c);
  do {
    reader.take_member();
  } while (!reader.failed() && !reader.closed());
  if (reader.failed() || reader.matched() == negated) return 0;
  return reader.position() + 1;
}

}  // namespace base
