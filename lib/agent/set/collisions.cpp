#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "agent/set/identity.hpp"
#include "agent/set/places.hpp"
#include "agent/set/set_check.hpp"
#include "base/text.hpp"

namespace agent {
namespace {

/// What only one definition of a target may have: a key, and the words for it.
struct Claim {
  std::string key, words;
};

std::vector<Claim> claims_of(const Definition& definition, const std::string& file) {
  std::vector<Claim> claims = {{"path:" + base::fold(file), "to " + base::quote_path(file)}};
  const Kind kind = definition.format.kind;
  // Directories are part of what a command is called.
  if (kind == Kind::command) return claims;
  const std::string word(to_string(kind));
  const std::string name = definition.name();
  claims.push_back({"name:" + word + ":" + base::fold(name), "under the name '" + name + "'"});
  const std::string& id = definition.parsed->agent_id;
  if (!id.empty()) {
    claims.push_back({"id:" + word + ":" + base::fold(id), "under the agent_id '" + id + "'"});
  }
  return claims;
}

/// Decides as the deployment does: what lies in the target wins, then the first by path.
class Decision {
 public:
  Decision(SetCheck& set, std::vector<std::string> files, std::set<std::size_t>& reported)
      : set_(set), files_(std::move(files)), reported_(reported) {}

  void run() {
    for (const bool in_place : {true, false}) {
      for (std::size_t i = 0; i < files_.size(); ++i) {
        const bool lies_there = files_[i] == set_.definitions[i].path;
        if (files_[i].empty() || lies_there != in_place || !set_.takes_part[i]) continue;
        take(i, in_place);
      }
    }
  }

 private:
  void take(std::size_t i, bool in_place) {
    auto claims = claims_of(set_.definitions[i], files_[i]);
    const auto taken = std::ranges::find_if(
        claims, [&](const Claim& claim) { return owners_.contains(claim.key); });
    if (taken != claims.end() && !in_place) return report(i, owners_.at(taken->key), taken->words);
    for (Claim& claim : claims) owners_.emplace(std::move(claim.key), i);
  }

  void report(std::size_t loser, std::size_t winner, const std::string& words) {
    const Definition& definition = set_.definitions[loser];
    const Definition& other = set_.definitions[winner];
    // Of two that are the same it does not matter which is deployed.
    if (set_.duplicates.contains(loser) || same_content(definition, other)) return;
    if (!reported_.insert(loser).second) return;
    auto& diagnostic = set_.report("deploy-collision", definition, definition.parsed->name_place);
    diagnostic.message = base::quote_path(other.path) + " is also deployed " + words;
    diagnostic.consequence = "this one is not deployed";
    diagnostic.hint = "rename one of them";
  }

  SetCheck& set_;
  std::vector<std::string> files_;
  std::set<std::size_t>& reported_;
  std::unordered_map<std::string, std::size_t> owners_;
};

}  // namespace

void check_collisions(SetCheck& set) {
  std::set<std::size_t> reported;
  for (const settings::Target& target : set.targets) {
    Decision(set, deployed_files(set.definitions, target), reported).run();
  }
}

}  // namespace agent
