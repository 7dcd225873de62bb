#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "source/tree.hpp"

namespace test {

/// A tree that is only in memory. Counts what it was asked for.
class MemoryTree final : public source::Tree {
 public:
  struct File {
    std::optional<std::string> content;  ///< nothing: the object is missing
    std::uint32_t mode = 0100644;
    std::string id = {};
    int stage = 0;
  };

  MemoryTree() = default;
  MemoryTree(std::initializer_list<std::pair<const std::string, std::string>> files)
      : MemoryTree(std::map<std::string, std::string>(files)) {}
  explicit MemoryTree(const std::map<std::string, std::string>& files) {
    for (const auto& [path, content] : files) add(path, content);
  }

  MemoryTree& add(const std::string& path, const std::string& content, const std::string& id = {}) {
    files_.emplace(path, File{.content = content, .id = id});
    return *this;
  }
  MemoryTree& put(const std::string& path, const File& file) {
    files_.emplace(path, file);
    return *this;
  }

  std::vector<git::Entry> list(const std::vector<std::string>& paths) override {
    auto entries = all();
    std::erase_if(entries, [&](const auto& entry) { return !is_wanted(entry, paths); });
    return entries;
  }

  void read(const std::vector<git::Entry>& entries, std::size_t max_bytes,
            const Sink& sink) override {
    for (std::size_t i = 0; i < entries.size(); ++i) {
      reads.push_back(entries[i].path);
      const auto at = files_.find(entries[i].path);
      if (at == files_.end() || !at->second.content) {
        sink(i, Status::missing, {});
      } else if (at->second.content->size() > max_bytes) {
        sink(i, Status::too_large, std::to_string(at->second.content->size()));
      } else {
        sink(i, Status::ok, *at->second.content);
      }
    }
  }

  std::vector<bool> exist(const std::vector<std::string>& paths) override {
    if (!paths.empty()) questions.push_back(paths);
    const auto entries = all();
    std::vector<bool> answers;
    for (const auto& path : paths) answers.push_back(source::holds(entries, path));
    return answers;
  }

  std::vector<std::string> reads;                   ///< paths whose content was asked for
  std::vector<std::vector<std::string>> questions;  ///< of exist()

 private:
  std::vector<git::Entry> all() const {
    std::vector<git::Entry> entries;
    for (const auto& [path, file] : files_) {
      entries.push_back({file.mode, file.id, file.stage, path});
    }
    return entries;
  }

  static bool is_wanted(const git::Entry& entry, const std::vector<std::string>& tops) {
    const std::string& path = entry.path;
    for (const auto& top : tops) {
      if (top.empty()) return source::is_listed(path, entry.mode);
    }
    for (const auto& top : tops) {
      if (path == top || path.starts_with(top + "/")) return true;
    }
    return false;
  }

  std::multimap<std::string, File> files_;
};

}  // namespace test
