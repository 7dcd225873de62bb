#pragma once

#include <string>
#include <vector>

#include "git/repository.hpp"
#include "git/transport.hpp"

namespace syncing {

/// One push of one commit to one ref, never forced.
struct Sending {
  std::string to;  ///< a URL, or a remote's name
  std::string commit;
  std::string ref;  ///< "refs/heads/main", "refs/for/main"
  std::vector<std::string> push_options;
  bool own_branch = false;  ///< `ref` is what the source follows
  bool dry = false;
};

struct Sent {
  bool ok = false;
  git::RemoteFailure failure = git::RemoteFailure::other;
  std::string reason;             ///< git's own words; holds no credential
  std::vector<std::string> said;  ///< what the server printed, line by line
  bool up_to_date = false;        ///< it had that commit there already
  std::string before;             ///< what it had there: an abbreviated id; "" = nothing
};
Sent send(const git::Repository& cache, const git::Access& access, const Sending& sending);

/// The first address of a page on `host` that the server named, else of any host; "" = none.
std::string page_named(const std::vector<std::string>& said, const std::string& host);

}  // namespace syncing
