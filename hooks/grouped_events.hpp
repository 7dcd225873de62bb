#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hooks {

/// Collects events that share one sentence: "installed: pre-commit, pre-push".
class GroupedEvents {
 public:
  void add(std::string sentence, std::string_view event) {
    for (auto& [known, events] : groups_) {
      if (known == sentence) {
        events.append(", ").append(event);
        return;
      }
    }
    groups_.emplace_back(std::move(sentence), event);
  }
  std::vector<std::string> sentences() const {
    std::vector<std::string> all;
    for (const auto& [sentence, events] : groups_) all.push_back(sentence + ": " + events);
    return all;
  }

 private:
  std::vector<std::pair<std::string, std::string>> groups_;
};

}  // namespace hooks
