#pragma once

#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "agent/definition.hpp"

namespace agent {

/// Tells which definitions belong to plugins, which put their own name before those of what they
/// hold.
class Plugins {
 public:
  explicit Plugins(std::span<const Definition> definitions);
  bool hold(const Definition& definition) const;

 private:
  void add(std::string_view directory);
  std::set<std::string, std::less<>> directories_;
};

}  // namespace agent
