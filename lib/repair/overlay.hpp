#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "source/tree.hpp"

namespace repair {

/// A tree, which must outlive this, with some files as they would be after a change. The tree is
/// asked for each listing once.
class Overlay final : public source::Tree {
 public:
  explicit Overlay(source::Tree& below) : below_(below) {}

  void put(const std::string& path, std::string content, std::uint32_t mode = 0100644);
  void remove(const std::string& path);

  std::vector<git::Entry> list(const std::vector<std::string>& paths) override;
  void read(const std::vector<git::Entry>& entries, std::size_t max_bytes,
            const Sink& sink) override;
  std::vector<bool> exist(const std::vector<std::string>& paths) override;
  std::set<std::string> converted(const std::vector<std::string>& paths) override {
    return below_.converted(paths);
  }

 private:
  struct File {
    std::string content;
    std::uint32_t mode;
  };
  source::Tree& below_;
  std::map<std::string, std::optional<File>> files_;  ///< nothing = removed
  std::map<std::vector<std::string>, std::vector<git::Entry>> listings_;
};

}  // namespace repair
