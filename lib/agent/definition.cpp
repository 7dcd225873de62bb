#include "agent/definition.hpp"

namespace agent {
namespace {

bool goes_by_name(Format format) {
  switch (format.kind) {
    case Kind::agent:
      return format.host != Host::opencode;
    case Kind::skill:
      return format.host != Host::any && format.host != Host::claude;
    case Kind::output_style:
    case Kind::prompt:
    case Kind::chat_mode:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::string_view to_string(EdgeType type) {
  constexpr std::string_view words[] = {"agent", "skill", "base", "file"};
  return words[static_cast<std::size_t>(type)];
}

std::string Definition::name() const {
  if (parsed && !parsed->name.empty() && goes_by_name(format)) return parsed->name;
  const std::size_t slash = path.rfind('/');
  std::string_view stem = std::string_view(path).substr(slash == path.npos ? 0 : slash + 1);
  if (stem == "SKILL.md" && slash != path.npos) {
    const std::size_t before = slash == 0 ? path.npos : path.rfind('/', slash - 1);
    const std::size_t begin = before == path.npos ? 0 : before + 1;
    return path.substr(begin, slash - begin);
  }
  stem = stem.substr(0, stem.rfind('.'));
  if (stem.ends_with(".agent")) stem.remove_suffix(6);
  return std::string(stem);
}

}  // namespace agent
