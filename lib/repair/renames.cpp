#include "repair/renames.hpp"

#include "agent/graph.hpp"

namespace repair {

std::optional<std::string> new_path(const base::Diagnostic& diagnostic) {
  if (diagnostic.rule != "skill-filename") return std::nullopt;
  std::string path = agent::skill_file_beside(diagnostic.path);
  if (path == diagnostic.path) return std::nullopt;
  return path;
}

}  // namespace repair
