#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "build/plan.hpp"

namespace build {

/// Neighbours [begin, end) among the items whose outputs are in one directory: what one thread
/// takes at once.
struct Batch {
  std::size_t begin, end;
};
std::vector<Batch> batches_of(std::span<const Item> items);

}  // namespace build
