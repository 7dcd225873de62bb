#pragma once

#include <vector>

#include "git-agents/session.hpp"
#include "git-agents/sources.hpp"
#include "sync/pull.hpp"

namespace cli {

/// How to pull where no option says otherwise: agents.jobs, agents.syncMethod, and whether somebody
/// sits at the terminal. Error where these cannot be used.
syncing::PullOptions configured_pull(Session& session);

/// Pulls these sources with progress on stderr, brings the locks to what came, and says on `out`
/// what became of each. Deploys nothing.
std::vector<syncing::Pulled> pull_sources(Session& session, const Sources& sources,
                                          const std::vector<syncing::Source>& chosen,
                                          const syncing::PullOptions& options, std::ostream& out);

/// Did one of them fail, or is one in conflict?
bool any_failed(const std::vector<syncing::Pulled>& all);
/// Did one of them bring anything, or does a lock say something else now?
bool any_changed(const std::vector<syncing::Pulled>& all);

}  // namespace cli
