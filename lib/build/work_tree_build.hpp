#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "agent/kind.hpp"
#include "settings/settings.hpp"

namespace build {

struct Options {
  std::string root;         ///< absolute: the directory that all paths are relative to
  std::string output;       ///< absolute directory for the composed files
  bool anywhere = false;    ///< the user named it: it may lie outside of `root`
  std::string stamps_path;  ///< where file states are remembered; "" = nowhere
  bool check = false;       ///< only compare
  /// Literal files or directories; empty = all. A base stands for all that inherit it.
  std::vector<std::string> only;
};

struct Outcome {
  std::size_t agents = 0;
  std::vector<std::string> written;  ///< relative to `output`; with `check`: stale or missing
  /// Built files whose agent is gone: removed where they are exactly what we built, with `check`
  /// only listed.
  std::vector<std::string> removed;
  /// Files in the way that we did not write, or that were edited since: left alone.
  std::vector<std::string> refused;
  /// Agents that cannot be composed (unreadable, too large, a symbolic link), with the reason.
  std::vector<std::pair<std::string, std::string>> failed;
};

/// Composes all agents of the work tree into `output`, streaming; only what changed is written,
/// each file atomically. What was written is remembered in `stamps_path` with the state of its
/// inputs, so that an unchanged tree costs one stat a file or directory. Error(invalid) where
/// `output` is not a directory of its own inside `root`, Error(busy) where another build runs on.
Outcome build_work_tree(const Options& options, const settings::Settings& settings,
                        const agent::Classifier& classifier);

}  // namespace build
