#include "build/stale.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "agent/compose.hpp"
#include "build/built.hpp"
#include "os/digest.hpp"
#include "os/file.hpp"

namespace build {
namespace {

bool is_file(const git::Entry& entry) {
  return (entry.mode == 0100644 || entry.mode == 0100755) && entry.stage == 0;
}

/// A recipe whose composed form is not known yet, by the positions of its inputs.
struct Pending {
  std::size_t agent;
  std::vector<std::size_t> bases;
  std::string output, expected, key;
};

class StaleCheck {
 public:
  StaleCheck(source::Tree& tree, const std::vector<git::Entry>& listing,
             const settings::Settings& settings, const ComposedMemo& memo)
      : tree_(tree), listing_(listing), settings_(settings), memo_(memo) {}

  std::vector<std::string> run() {
    if (settings_.build.output.empty()) return {};
    std::map<std::string, std::string> built;
    for (const auto& entry : tree_.list({settings_.build.output})) {
      if (is_file(entry)) built.emplace(entry.path, entry.id);
    }
    if (built.empty()) return {};

    std::vector<std::string> paths;
    for (const auto& entry : listing_) {
      if (is_file(entry)) paths.push_back(entry.path);
    }
    for (const auto& recipe : recipes(paths, agent::Classifier(settings_))) {
      const auto output = os::join(settings_.build.output, recipe.output);
      const auto at = built.find(output);
      if (at == built.end()) {
        stale_.push_back(output);
        continue;
      }
      consider(recipe, output, at->second);
      built.erase(at);
    }
    for (const auto& [left_over, id] : built) stale_.push_back(left_over);
    compose_pending();
    std::ranges::sort(stale_);
    return std::move(stale_);
  }

 private:
  void consider(const Recipe& recipe, const std::string& output, const std::string& built) {
    os::Sha256 hash;
    hash.field(settings_.build.order == settings::Build::Order::root_first ? "root" : "nearest");
    Pending pending{entry_index(recipe.path), {}, output, built, {}};
    hash.field(listing_[pending.agent].id);
    for (const auto& base : recipe.bases) {
      pending.bases.push_back(entry_index(base));
      hash.field(listing_[pending.bases.back()].id);
      hash.field(inside_root(base, recipe.root));
    }
    pending.key = hash.hex();
    const auto known = memo_.find ? memo_.find(pending.key) : std::nullopt;
    if (!known) {
      roots_.push_back(recipe.root);
      pending_.push_back(std::move(pending));
    } else if (*known != built) {
      stale_.push_back(output);
    }
  }

  std::size_t entry_index(const std::string& path) const {
    return static_cast<std::size_t>(source::find_entry(listing_, path) - listing_.begin());
  }

  static std::string inside_root(const std::string& path, const std::string& root) {
    return root.empty() ? path : path.substr(root.size() + 1);
  }

  void compose_pending() {
    std::map<std::size_t, std::string> base_bytes;
    std::vector<git::Entry> bases, agents;
    std::vector<std::size_t> base_indexes;
    for (const auto& pending : pending_) {
      agents.push_back(listing_[pending.agent]);
      for (const auto base : pending.bases) {
        if (!base_bytes.emplace(base, std::string()).second) continue;
        bases.push_back(listing_[base]);
        base_indexes.push_back(base);
      }
    }
    const auto limit = settings_.validate.max_bytes;
    std::set<std::size_t> unread;
    tree_.read(bases, limit, [&](std::size_t i, source::Tree::Status status, std::string content) {
      if (status != source::Tree::Status::ok) unread.insert(base_indexes[i]);
      base_bytes[base_indexes[i]] = std::move(content);
    });
    tree_.read(agents, limit, [&](std::size_t i, source::Tree::Status status, std::string bytes) {
      const auto& pending = pending_[i];
      const bool known = std::ranges::none_of(
          pending.bases, [&](std::size_t base) { return unread.contains(base); });
      if (status != source::Tree::Status::ok || !known) return;
      std::vector<agent::BaseText> texts;
      for (const auto base : pending.bases) {
        texts.push_back({inside_root(listing_[base].path, roots_[i]),
                         agent::inheritable_body(base_bytes[base])});
      }
      std::vector<std::string> storage;
      const auto text = agent::join(agent::compose(bytes, texts, settings_.build.order, storage));
      const auto id = os::git_blob_id(text, pending.expected.size() == 64);
      if (memo_.remember) memo_.remember(pending.key, id);
      if (id != pending.expected) stale_.push_back(pending.output);
    });
  }

  source::Tree& tree_;
  const std::vector<git::Entry>& listing_;
  const settings::Settings& settings_;
  const ComposedMemo& memo_;
  std::vector<Pending> pending_;
  std::vector<std::string> roots_;  ///< of pending_[i]
  std::vector<std::string> stale_;
};

}  // namespace

std::vector<std::string> stale_outputs(source::Tree& tree, const std::vector<git::Entry>& listing,
                                       const settings::Settings& settings,
                                       const ComposedMemo& memo) {
  return StaleCheck(tree, listing, settings, memo).run();
}

}  // namespace build
