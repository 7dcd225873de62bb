#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "build/stamps.hpp"
#include "os/file.hpp"

namespace build {

/// A file that can be a source: regular and not too large. Else the reason why not, "" = it can.
std::string source_problem(const std::optional<os::Stat>& stat, std::size_t max_bytes);

/// All bases of one build: looked at once, read on first use, then kept.
class BaseTable {
 public:
  BaseTable(const std::string& root, std::span<const std::string_view> paths, std::size_t max_bytes,
            std::int64_t now_ns);

  struct Base {
    std::string path;
    std::string problem;  ///< why it cannot be inherited; mostly ""
    os::Stat stat;        ///< Stat{} where a later write might not show
    std::string_view body;
    std::string bytes;
    std::once_flag read;
  };
  std::size_t size() const { return bases_.size(); }
  const Base& at(std::size_t index) const { return bases_[index]; }
  /// For each of `old`, its index here: -1 where it is gone, has changed or was not reliable.
  std::vector<int> match(std::span<const FileStamp> old) const;
  /// What `compute` gave for these bases and this root first. `compute` may run in several threads.
  std::string inherited_hash(std::span<const std::uint32_t> bases, std::size_t root_length,
                             const std::function<std::string()>& compute);
  /// Reads it where that has not happened yet; may be called from several threads.
  const Base& read(std::size_t index);

 private:
  std::string root_;
  std::size_t max_bytes_;
  std::deque<Base> bases_;
  std::mutex hashes_mutex_;
  std::map<std::pair<std::size_t, std::vector<std::uint32_t>>, std::string> hashes_;
};

}  // namespace build
