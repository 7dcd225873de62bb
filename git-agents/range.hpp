#pragma once

#include <memory>
#include <string>

#include "git-agents/session.hpp"

namespace cli {

/// The two ends of "A..B", as revisions.
struct Range {
  std::string from, to;
};

/// Of "A...B" the first end is the merge base, of an id of zeros the empty tree. Error(usage) for
/// other texts, Error(not_found) where there are no such commits, which says what may help in a
/// shallow clone.
Range resolve_range(const std::string& text, Session& session);

/// The tree of a revision. Error(not_found) where there is none, with the same advice.
std::unique_ptr<source::Tree> revision_tree(const std::string& revision, Session& session);

}  // namespace cli
