#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "build/base_table.hpp"
#include "build/plan.hpp"
#include "settings/settings.hpp"

namespace build {

using Hash = std::array<char, 64>;  ///< SHA-256 in hex
Hash hash_of(std::string_view bytes);

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
  std::size_t size() const { return size_; }
  Hash hash() const;
  bool operator==(std::string_view content) const;

 private:
  std::string agent_;
  std::vector<std::string> separators_;
  std::vector<std::string_view> pieces_;
  std::size_t size_ = 0;
};

}  // namespace build
