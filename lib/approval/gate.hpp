#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/glob.hpp"
#include "git/repository.hpp"
#include "settings/settings.hpp"

namespace approval {

/// Why a change needs approval.
struct Trigger {
  std::string rule;    ///< "gated-path" or "governing-file"
  std::string detail;  ///< the pattern, or the file
  std::string path;    ///< the first of those that it is about
  std::size_t paths = 0;
  bool operator==(const Trigger&) const = default;
};

/// What needs approval under the settings of the pushed tree and of the target's tip. Both count,
/// so that a change which takes the key away still needs it. Where approval is on, the
/// configuration and the baseline always need it.
class Gate {
 public:
  explicit Gate(std::span<const settings::Approval* const> settings);
  bool is_on() const { return on_; }
  /// Sorted by rule and detail; empty where nothing is gated.
  std::vector<Trigger> triggers(std::span<const git::Change> changes) const;

 private:
  struct Pattern {
    std::string text;
    base::PathFilter alone;
  };
  struct List {
    base::PathFilter all;
    std::vector<Pattern> patterns;  ///< that gate something, each by itself
  };
  bool on_ = false;
  std::vector<List> lists_;
};

}  // namespace approval
