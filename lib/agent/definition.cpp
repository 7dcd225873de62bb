#include "agent/definition.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "os/file.hpp"

namespace agent {
namespace {

/// Is the declared name what the host calls it by?
bool goes_by_name(Format format) {
  switch (format.kind) {
    case Kind::agent:
      return format.host != Host::copilot && format.host != Host::opencode;
    case Kind::skill:
      return format.host != Host::any && format.host != Host::claude;
    case Kind::output_style:
    case Kind::plugin:
    case Kind::marketplace:
      return true;
    default:
      return false;
  }
}

/// Is the directory, and not the file, what a definition without a name is called by?
bool goes_by_directory(Format format, std::string_view file) {
  if (format.kind == Kind::skill) return base::to_lower_ascii(file) == "skill.md";
  return format.kind == Kind::agent && format.host == Host::windsurf && file == "AGENT.md";
}

std::string_view bare_stem(std::string_view file) {
  std::string_view stem = os::stem(file);
  for (const std::string_view ending : {".agent", ".prompt", ".instructions", ".chatmode"}) {
    if (stem.size() > ending.size() && stem.ends_with(ending)) {
      return stem.substr(0, stem.size() - ending.size());
    }
  }
  return stem;
}

/// "a/b.toml" in the root is "a:b".
std::string name_with_directories(std::string_view path, std::string_view root) {
  if (!root.empty() && path.starts_with(root) && path.size() > root.size()) {
    path.remove_prefix(root.size() + 1);
  }
  std::string name(path.substr(0, path.size() - os::extension(path).size()));
  std::ranges::replace(name, '/', ':');
  return name;
}

}  // namespace

std::string_view to_string(EdgeType type) {
  constexpr std::string_view words[] = {"agent", "skill", "base", "file"};
  return words[static_cast<std::size_t>(type)];
}

std::string Definition::name() const {
  if (parsed && !parsed->name.empty() && goes_by_name(format)) return parsed->name;
  const std::string_view file = os::file_name(path);
  const std::string_view directory = os::file_name(os::parent(path));
  if (goes_by_directory(format, file) && !directory.empty()) return std::string(directory);
  if (format.kind == Kind::command && format.host == Host::gemini) {
    return name_with_directories(path, root);
  }
  return std::string(bare_stem(file));
}

}  // namespace agent
