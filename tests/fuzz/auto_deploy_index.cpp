#include "agent/auto_deploy_index.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

/// Whatever the text: a rule deploys something, and no word leads out of a repository.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto index = agent::parse_auto_deploy_index(text);
  for (const auto& rule : index.rules) {
    if (rule.deploy.empty()) std::abort();
    for (const auto& word : rule.deploy) {
      if (word.empty() || word.starts_with('/') || word.find("..") != word.npos) std::abort();
    }
    for (const auto& file : rule.files) {
      if (!file.starts_with('/') || file.find("..") != file.npos) std::abort();
    }
  }
  for (const auto& left : index.left_out) {
    if (left.line == 0 || left.reason.empty()) std::abort();
  }
  return 0;
}
