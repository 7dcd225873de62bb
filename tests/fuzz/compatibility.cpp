#include "agent/compatibility.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto compatibility = agent::read_compatibility(text, "agents-manifest.yaml", "1.0.0");
  for (const auto& finding : compatibility.findings) {
    if (finding.message.empty() || finding.place.line == 0) std::abort();
  }
  return 0;
}
