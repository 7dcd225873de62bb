#include "build/batches.hpp"

#include "os/file.hpp"

namespace build {
namespace {

constexpr std::size_t batch_size = 64;

}  // namespace

std::vector<Batch> batches_of(std::span<const Item> items) {
  std::vector<Batch> batches;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const bool fits = !batches.empty() && i - batches.back().begin < batch_size &&
                      os::parent(items[i].output) == os::parent(items[i - 1].output);
    if (!fits) batches.push_back({i, i});
    batches.back().end = i + 1;
  }
  return batches;
}

}  // namespace build
