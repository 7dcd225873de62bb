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

}  // namespace git
