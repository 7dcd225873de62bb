#pragma once

#include <cstdint>
#include <string_view>

namespace syncing {

/// Is told how long work goes on. May be called from several threads at once.
class Progress {
 public:
  virtual ~Progress() = default;
  /// `total` 0 = not known; `bytes` so far. May come often.
  virtual void step(std::string_view source, std::string_view doing, std::uint64_t done,
                    std::uint64_t total, std::uint64_t bytes) = 0;
  /// Something that a person should read, whatever the verbosity: "falls back to HTTP".
  virtual void say(std::string_view source, std::string_view sentence) = 0;
};

}  // namespace syncing
