#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/definition.hpp"
#include "db/database.hpp"

namespace indexing {

/// The tables of index.db: opening, single rows in and out. No git in here.
class Tables {
 public:
  explicit Tables(const std::string& path);

  db::Database& database() { return database_; }

  std::string meta(std::string_view key);
  void set_meta(std::string_view key, std::string_view value);

  void clear();
  void remove(const std::string& path);
  /// Adds the definition with its names and the edges of its references.
  void add(const agent::Definition& definition);
  /// Replaces all agent→base edges; `base_name` is the file name of bases.
  void connect_bases(const std::string& base_name);

 private:
  db::Database database_;
};

}  // namespace indexing
