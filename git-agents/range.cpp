#include "git-agents/range.hpp"

#include "base/error.hpp"
#include "git/compare.hpp"

namespace cli {
namespace {

constexpr std::string_view unshallow =
    "this clone is shallow: 'git fetch --unshallow' brings the rest";

std::string merge_base(const Range& range, Session& session) {
  const auto& repository = session.repository();
  revision_tree(range.from, session);
  revision_tree(range.to, session);
  if (auto base = git::merge_base(repository, range.from, range.to)) return std::move(*base);
  throw base::Error(base::ErrorCode::not_found,
                    "'" + range.from + "' and '" + range.to + "' have no common ancestor",
                    git::is_shallow(repository)
                        ? std::string(unshallow)
                        : "'" + range.from + ".." + range.to + "' compares their trees");
}

}  // namespace

Range resolve_range(const std::string& text, Session& session) {
  auto dots = text.find("...");
  const bool symmetric = dots != std::string::npos;
  if (!symmetric) dots = text.find("..");
  if (dots == std::string::npos) {
    throw base::Error(base::ErrorCode::usage, "a range is A..B or A...B, not '" + text + "'",
                      "'validate --rev' checks one commit, 'validate --since' compares with one");
  }
  Range range{text.substr(0, dots), text.substr(dots + (symmetric ? 3 : 2))};
  if (range.from.empty()) range.from = "HEAD";
  if (range.to.empty()) range.to = "HEAD";
  // What forges call the former end of a new branch.
  if (git::is_zero_id(range.from)) {
    range.from = git::empty_tree(session.repository());
  } else if (symmetric) {
    range.from = merge_base(range, session);
  }
  return range;
}

std::unique_ptr<source::Tree> revision_tree(const std::string& revision, Session& session) {
  const auto& repository = session.repository();
  try {
    return source::commit_tree(repository, revision);
  } catch (const base::Error& error) {
    if (error.code() != base::ErrorCode::not_found || !git::is_shallow(repository)) throw;
    throw base::Error(error.code(), error.message(), std::string(unshallow));
  }
}

}  // namespace cli
