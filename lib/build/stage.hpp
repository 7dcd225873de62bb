#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "git/repository.hpp"
#include "settings/settings.hpp"
#include "source/tree.hpp"

namespace build {

struct StageResult {
  std::vector<std::string> staged;  ///< built files that are in the index now, or are gone from it
  /// Of these, files of the work tree that were edited while this ran: staged, but not rewritten.
  std::vector<std::string> edited;
  /// Those that were left as they are, with the reason.
  std::vector<std::pair<std::string, std::string>> left;
};

struct StageInput {
  source::Tree& tree;                      ///< the index of the commit in the making
  const std::vector<git::Entry>& entries;  ///< its definitions and built files, sorted by path
  const settings::Settings& settings;
  const std::vector<std::string>& stale;  ///< built files of it, as stale_outputs() gives them
  /// Is this blob known as one that we composed?
  std::function<bool(const std::string& blob)> is_composed;
};

/// Stages what the definitions in the index compose to, and removes built files whose agent is gone
/// there. Files of the work tree that were as in the index follow. Never touches a built file that
/// has unstaged changes, that somebody else wrote, or that git has no former state of. What it
/// replaces stays in git's history. Error where git fails; then the index is as it was.
StageResult stage_outputs(const git::Repository& repository, const StageInput& input);

}  // namespace build
