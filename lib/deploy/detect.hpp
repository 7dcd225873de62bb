#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "settings/settings.hpp"

namespace deploy {

/// What a word of `detect:` may name a definition by.
struct Candidate {
  std::string_view name, agent_id;
  std::string_view path;    ///< in its source
  std::string_view root;    ///< the definition root that it lies in, "" = the top
  std::string_view source;  ///< the source's configured path, "" = all of it
};

/// The words of those rules that a project with these files satisfies: rules without patterns, and
/// those of whose .gitignore patterns one matches a path. Sorted, unique.
std::vector<std::string> detected_words(std::span<const settings::Detect> rules,
                                        std::span<const std::string> paths);

struct Selection {
  std::vector<bool> wanted;             ///< for each candidate
  std::vector<std::string> unanswered;  ///< words that name no candidate
};

/// Which candidates the words name: by name, agent_id, or path without extension (of a skill, its
/// directory), which may begin at the top, at the source's path or at the definition root.
Selection select(std::span<const std::string> words, std::span<const Candidate> candidates);

}  // namespace deploy
