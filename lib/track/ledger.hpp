#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace track {

/// What we wrote where. Only a file that is in here and unchanged may be overwritten or removed.
struct LedgerEntry {
  std::string path;         ///< absolute
  std::string target;       ///< "claude:project:/work/repo", groups what one deployment owns
  std::string hash;         ///< SHA-256 of the bytes we wrote
  std::string image;        ///< blob in history.git with the same bytes
  std::string name;         ///< of the definition
  std::string kind;         ///< "agent", "skill", "command"
  std::string origin;       ///< source repository, absolute
  std::string origin_path;  ///< path in it
  std::string commit;       ///< or "" for a work tree deployment
  std::string privileges;   ///< canonical text of tools, permissionMode, hooks, mcpServers, model
  std::int64_t operation = 0;
  std::uint64_t size = 0;  ///< with the three below: stat of the file when we wrote it
  std::uint64_t inode = 0;
  std::int64_t mtime_ns = 0, ctime_ns = 0;
  std::uint32_t mode = 0644;  ///< permission bits that the definition asked for
};

}  // namespace track
