#include "git/push.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "git/repository.hpp"

namespace git {
namespace {

bool is_id(std::string_view text) {
  return (text.size() == 40 || text.size() == 64) &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// The last word of `line`, which is taken from its end.
std::string take_last_word(std::string_view& line) {
  const std::size_t space = line.rfind(' ');
  if (space == std::string_view::npos) return {};
  const std::string word(line.substr(space + 1));
  line = line.substr(0, space);
  return word;
}

PushedRef parse_pushed(std::string_view line) {
  PushedRef ref;
  ref.remote_id = take_last_word(line);
  ref.remote_ref = take_last_word(line);
  ref.local_id = take_last_word(line);
  ref.local_ref = line;
  return ref;
}

PushedRef parse_received(std::string_view line) {
  PushedRef ref;
  ref.remote_ref = take_last_word(line);
  ref.local_ref = ref.remote_ref;
  ref.local_id = take_last_word(line);
  ref.remote_id = line;
  return ref;
}

std::vector<PushedRef> parse_lines(std::string_view input, PushedRef (*parse)(std::string_view)) {
  std::vector<PushedRef> refs;
  while (!input.empty()) {
    const std::size_t end = std::min(input.find('\n'), input.size());
    const std::string_view line = input.substr(0, end);
    input.remove_prefix(std::min(end + 1, input.size()));
    PushedRef ref = parse(line);
    if (!is_id(ref.remote_id) || !is_id(ref.local_id) || ref.remote_ref.empty() ||
        ref.local_ref.empty()) {
      throw base::Error(base::ErrorCode::invalid, "cannot read the pushed references: bad line '" +
                                                      std::string(line.substr(0, 200)) + "'");
    }
    refs.push_back(std::move(ref));
  }
  return refs;
}

}  // namespace

bool PushedRef::deletes() const {
  return is_zero_id(local_id);
}

std::vector<PushedRef> parse_pushed_refs(std::string_view input) {
  return parse_lines(input, parse_pushed);
}

std::string line_of(const PushedRef& ref) {
  return ref.local_ref + " " + ref.local_id + " " + ref.remote_ref + " " + ref.remote_id + "\n";
}

std::vector<PushedRef> parse_received_refs(std::string_view input) {
  return parse_lines(input, parse_received);
}

}  // namespace git
