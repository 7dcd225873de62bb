#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string_view>

#include "git-agents/session.hpp"
#include "sync/progress.hpp"

namespace cli {

/// What a display of progress works with; `out` must outlive it.
struct ProgressPlace {
  std::ostream& out;
  std::string_view verb;                      ///< "Pulling"
  std::function<std::int64_t()> now_ns = {};  ///< for a terminal
  std::function<std::size_t()> columns = {};  ///< for a terminal
};

/// One line that is written anew at most ten times a second, for all sources together:
/// "Pulling [#####.......] 45% (23/50) 1.2 MiB  owner/repo: loading". It is erased in the end, and
/// before a sentence; nothing else may be written meanwhile.
std::unique_ptr<syncing::Progress> terminal_progress(ProgressPlace place);

/// A line when a source has come to 25, 50, 75 and 100 % of what it is doing.
std::unique_ptr<syncing::Progress> log_progress(ProgressPlace place);

/// The one for this command's stderr.
std::unique_ptr<syncing::Progress> progress_on_stderr(Session& session, std::string_view verb);

}  // namespace cli
