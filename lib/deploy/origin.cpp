#include "deploy/origin.hpp"

namespace deploy {
namespace {

constexpr std::string_view between = "//";

}  // namespace

std::string to_text(const OriginPath& origin) {
  return origin.source.empty() ? origin.path : origin.source + std::string(between) + origin.path;
}

OriginPath origin_path_from(std::string_view text) {
  const std::size_t at = text.rfind(between);
  if (at == text.npos) return {.source = {}, .path = std::string(text)};
  return {.source = std::string(text.substr(0, at)),
          .path = std::string(text.substr(at + between.size()))};
}

}  // namespace deploy
