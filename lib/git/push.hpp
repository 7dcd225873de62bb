#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace git {

/// One line of pre-push's stdin (githooks(5)). The local name may hold spaces.
struct PushedRef {
  std::string local_ref, local_id, remote_ref, remote_id;
  bool deletes() const;  ///< nothing is pushed there
};

/// Malformed lines are an Error(invalid).
std::vector<PushedRef> parse_pushed_refs(std::string_view input);
/// The inverse for one ref: a line of that input, with its end.
std::string line_of(const PushedRef& ref);

/// The same of pre-receive's stdin, whose lines are "<old id> <new id> <ref>": the old id is the
/// remote's, the new one the local one, and both names are the ref.
std::vector<PushedRef> parse_received_refs(std::string_view input);

}  // namespace git
