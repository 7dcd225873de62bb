#include "agent/set/plugins.hpp"

#include "os/file.hpp"

namespace agent {

Plugins::Plugins(std::span<const Definition> definitions) {
  for (const Definition& definition : definitions) {
    if (definition.format.kind == Kind::plugin) {
      add(os::parent(os::parent(definition.path)));
    } else if (definition.format.host == Host::claude_plugin) {
      add(os::parent(definition.root));
    }
  }
}

bool Plugins::hold(const Definition& definition) const {
  if (definition.format.host == Host::claude_plugin) return true;
  for (auto above = os::parent(definition.path); !above.empty(); above = os::parent(above)) {
    if (os::file_name(os::parent(above)) == "plugins" || directories_.contains(above)) return true;
  }
  return false;
}

void Plugins::add(std::string_view directory) {
  // The plugin that is the whole repository is also read by whoever opens it.
  if (!directory.empty()) directories_.emplace(directory);
}

}  // namespace agent
