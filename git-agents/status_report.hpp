#pragma once

#include <cstddef>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "git-agents/kind_counts.hpp"
#include "git-agents/trust_record.hpp"
#include "hooks/install.hpp"
#include "hooks/work.hpp"
#include "sync/cache_status.hpp"
#include "track/state.hpp"

namespace cli {

/// How a repository stands, or outside of one the user's own sources and targets: what
/// `git agents status` shows.
struct StatusReport {
  bool in_repository = true;  ///< false: of what follows only targets, sources and operations count
  struct Target {
    std::string id;
    std::map<std::string, std::size_t> actions;  ///< deploy::to_string(action) → files
    std::size_t collisions = 0;
    std::vector<std::string> held;  ///< "name: reason" of what waits for --accept, without doubles
  };
  std::vector<hooks::EventState> hooks;
  bool switched_off = false;  ///< agents.enabled is false
  bool has_settings = false;
  Trust trust = Trust::never;
  KindCounts definitions;
  std::size_t errors = 0, warnings = 0, infos = 0, known = 0;
  std::string settings_problem;  ///< the first one, or ""
  std::string index;             ///< "fresh", "behind", "none" or what is wrong with it
  std::vector<Target> targets;
  std::map<std::string, std::size_t> deployed;  ///< files at targets that are not configured, by id
  std::string deployment_problem;
  std::vector<syncing::CacheStatus> sources;
  std::string sources_problem;                   ///< why they are not known, or ""
  std::vector<track::OperationInfo> operations;  ///< newest first
  hooks::WorkReport work;
};

void print_status(std::ostream& out, const StatusReport& report);
void print_status_json(std::ostream& out, const StatusReport& report);

std::string_view to_string(hooks::Presence presence);

}  // namespace cli
