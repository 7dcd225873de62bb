#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "git/config.hpp"
#include "hooks/judge.hpp"

namespace hooks {

/// Refs that git or we keep other things in, and that nobody works from.
bool holds_no_work(std::string_view ref);

/// Something that a push brings.
struct Pushed {
  std::string commit;  ///< or a tag, or a tree: anything that has a tree
  std::string tree;    ///< its tree's id; "" = not asked for yet
  std::string what;    ///< for people: "refs/heads/main"
  /// The commit whose baseline decides, as TargetBaselines has it; nothing: the tree's own.
  std::optional<std::string> baseline_of;
};

/// Settings by the id of the tree that they were read from.
using SettingsByTree = std::map<std::string, std::shared_ptr<const settings::Settings>>;

struct PushVerdict {
  std::string refused;        ///< text for people; "" where all may pass
  std::string notes;          ///< the same, of what does not refuse
  std::string first_refused;  ///< a tree that may not pass
  SettingsByTree settings;    ///< of all trees that were judged
};

/// Judges every tree that is brought, each once. Trees that differ elsewhere only cost nothing.
PushVerdict judge_pushed(const git::Repository& repository, std::vector<Pushed> pushed);

/// The commits that the tips bring beside themselves, oldest first, under the first tip's baseline.
/// What is there already is reachable from the commits `there`, where they are known, or from what
/// the options `all` of git-rev-list(1) name: "--all", "--remotes=origin".
std::vector<Pushed> commits_between(const git::Repository& repository,
                                    const std::vector<Pushed>& tips,
                                    const std::vector<std::string>& there,
                                    const std::vector<std::string>& all = {});

/// agents.push.check: false = the tips only (the default), true = every commit that is brought.
/// Error(invalid) for any other word.
bool checks_every_commit(const git::Config& config);

}  // namespace hooks
