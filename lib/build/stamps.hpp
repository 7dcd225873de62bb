#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "os/file.hpp"

namespace build {

/// A text that consists of an own part and an inherited one, by the SHA-256 of both. Not of the
/// whole: agents of one directory inherit the same, which is then digested once.
struct Fingerprint {
  std::uint64_t size = 0, own_size = 0;
  std::array<char, 64> hash = {};  ///< SHA-256 in hex; NULs = of nothing
  friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

/// The state of a file as it was recorded.
struct FileStamp {
  std::string_view path;
  os::Stat stat;
};

/// A directory that was listed, as it was before that.
struct DirectoryStamp {
  std::string_view path;
  std::string_view names;  ///< what in it matters, as ListedDirectory::names
  os::Stat stat;
};

/// One agent of the last build: what its output was made from and what we left there.
struct Stamp {
  std::string_view output, source;
  std::size_t root_length = 0;           ///< the part of `source` that is the definitions root
  std::span<const std::uint32_t> bases;  ///< indices into Content::bases, root first
  bool is_orphan = false;                ///< the agent was gone, but the output not ours to remove
  os::Stat source_stat, output_stat;     ///< Stat{} where they could not be relied on
  Fingerprint content;                   ///< of what we wrote
};

/// The memory of a build: one record per agent, by its output. Only its loss is not an error: a
/// file that is absent, damaged or not ours reads as empty.
class Stamps {
 public:
  struct Content {
    std::string_view place;                       ///< which output directory it is about
    std::string_view form;                        ///< settings that decide what is built
    std::span<const DirectoryStamp> directories;  ///< all; none where not all could be listed
    std::span<const FileStamp> bases;             ///< Stat{} where it could not be relied on
    std::span<const Stamp> stamps;                ///< sorted by output
  };

  Stamps() = default;
  Stamps(const Stamps&) = delete;
  Stamps& operator=(const Stamps&) = delete;

  void load(const std::string& path);
  static void save(const std::string& path, const Content& content);  ///< atomic

  /// Views that live as long as this.
  const Content& content() const { return content_; }
  /// The index in content().stamps, or its size. Looks at `near` first.
  std::size_t find(std::string_view output, std::size_t near) const;

 private:
  bool parse();

  std::string bytes_;
  Content content_;
  std::vector<DirectoryStamp> directories_;
  std::vector<FileStamp> bases_;
  std::vector<Stamp> stamps_;
  std::vector<std::uint32_t> base_indices_;
};

}  // namespace build
