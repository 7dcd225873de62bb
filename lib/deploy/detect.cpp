#include "deploy/detect.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "agent/graph.hpp"
#include "base/glob.hpp"
#include "base/text.hpp"
#include "os/file.hpp"

namespace deploy {
namespace {

/// Paths are compared as names are: '_' is '-', and case counts for nothing.
std::string path_key(std::string_view path) {
  while (path.starts_with('/')) path.remove_prefix(1);
  while (path.ends_with('/')) path.remove_suffix(1);
  std::string key = base::fold(path);
  std::ranges::replace(key, '_', '-');
  return key;
}

std::string_view without_extension(std::string_view path) {
  for (const std::string_view ending : {".agent.md", ".md"}) {
    if (path.ends_with(ending)) return path.substr(0, path.size() - ending.size());
  }
  return path;
}

std::set<std::string> keys_of(const Candidate& candidate) {
  std::set<std::string> keys = {agent::match_key(candidate.name),
                                agent::match_key(candidate.agent_id)};
  const auto add = [&](std::string_view path) {
    keys.insert(path_key(path));
    for (const std::string_view top : {candidate.source, candidate.root}) {
      if (top.empty() || path.size() <= top.size() || !path.starts_with(top)) continue;
      if (path[top.size()] == '/') keys.insert(path_key(path.substr(top.size())));
    }
  };
  add(without_extension(candidate.path));
  if (os::file_name(candidate.path) == "SKILL.md") add(os::parent(candidate.path));
  keys.erase("");
  return keys;
}

}  // namespace

std::vector<std::string> detected_words(std::span<const settings::Detect> rules,
                                        std::span<const std::string> paths) {
  std::set<std::string> words;
  for (const settings::Detect& rule : rules) {
    const base::PathFilter filter(rule.files);
    const bool applies =
        rule.files.empty() ||
        std::ranges::any_of(paths, [&](const std::string& path) { return filter.matches(path); });
    if (applies) words.insert(rule.deploy.begin(), rule.deploy.end());
  }
  return {words.begin(), words.end()};
}

Selection select(std::span<const std::string> words, std::span<const Candidate> candidates) {
  std::multimap<std::string, std::size_t> by_key;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    for (const std::string& key : keys_of(candidates[i])) by_key.emplace(key, i);
  }
  Selection selection{.wanted = std::vector<bool>(candidates.size()), .unanswered = {}};
  for (const std::string& word : words) {
    bool answered = false;
    for (const std::string& key : {agent::match_key(word), path_key(without_extension(word))}) {
      const auto [begin, end] = by_key.equal_range(key);
      for (auto found = begin; found != end; ++found) {
        selection.wanted[found->second] = true;
        answered = true;
      }
    }
    if (!answered) selection.unanswered.push_back(word);
  }
  return selection;
}

}  // namespace deploy
