#include "agent/set/identity.hpp"

#include "os/file.hpp"

namespace agent {

std::string_view path_in_root(const Definition& definition) {
  std::string_view path = definition.path;
  const std::string& root = definition.root;
  const bool below =
      path.size() > root.size() && path.starts_with(root) && path[root.size()] == '/';
  if (!root.empty() && below) path.remove_prefix(root.size() + 1);
  path.remove_suffix(os::extension(path).size());
  return path;
}

std::string identity(const Definition& definition) {
  const Kind kind = definition.format.kind;
  const Host host = definition.format.host;
  const bool by_path = kind == Kind::command || (kind == Kind::agent && host == Host::opencode);
  if (by_path) return std::string(path_in_root(definition));
  if (kind == Kind::agent && host == Host::claude_plugin) {
    return os::join(os::parent(path_in_root(definition)), definition.name());
  }
  return definition.name();
}

std::string_view scope_of(const Definition& definition) {
  const bool flat =
      definition.format.host == Host::copilot && definition.format.kind == Kind::agent;
  return flat ? os::parent(definition.path) : std::string_view(definition.root);
}

bool same_content(const Definition& a, const Definition& b) {
  if (!a.blob.empty() && !b.blob.empty()) return a.blob == b.blob;
  return a.parsed->size == b.parsed->size && a.parsed->body_size == b.parsed->body_size &&
         a.parsed->references == b.parsed->references;
}

}  // namespace agent
