#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "agent/kind.hpp"
#include "settings/settings.hpp"

namespace build {

/// What git and the memo know of files in the output directory; paths are relative to it. Asked
/// only where something is in the way or has changed.
class Record {
 public:
  virtual ~Record() = default;
  /// Those of these files that HEAD's definitions compose to as they are on disk, or that were
  /// composed once: none is anybody's edit.
  virtual std::set<std::string> replaceable(const std::vector<std::string>& files) = 0;
  /// Files on disk, none of `outputs`, that were composed once as they are.
  virtual std::vector<std::string> left_overs(const std::set<std::string>& outputs) = 0;
};

struct Options {
  std::string root;          ///< absolute: the directory that all paths are relative to
  std::string output;        ///< absolute directory for the composed files
  bool anywhere = false;     ///< the user named it: it may lie outside of `root`
  std::string stamps_path;   ///< where file states are remembered; "" = nowhere
  bool check = false;        ///< only compare
  Record* record = nullptr;  ///< null = only what the stamps remember is ours
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
