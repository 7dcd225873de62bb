#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "build/base_table.hpp"
#include "build/plan.hpp"
#include "build/stamps.hpp"
#include "settings/settings.hpp"

namespace build {

/// The fingerprint of a text whose first `own_size` bytes are its own part.
Fingerprint fingerprint(std::string_view text, std::uint64_t own_size);

/// The text of one composed agent, in pieces: views into the agent, which is kept here, and into
/// the bases, which the table keeps.
class Composed {
 public:
  /// Reads what is needed. Error where that fails.
  Composed(const std::string& root, const Item& item, BaseTable& table,
           settings::Build::Order order, std::size_t max_bytes);
  Composed(const Composed&) = delete;
  Composed& operator=(const Composed&) = delete;

  const std::vector<std::string_view>& pieces() const { return pieces_; }
  const Fingerprint& fingerprint() const { return fingerprint_; }
  bool operator==(std::string_view content) const;

 private:
  std::string agent_;
  std::vector<std::string> separators_;
  std::vector<std::string_view> pieces_;
  Fingerprint fingerprint_;
};

}  // namespace build
