#include "deploy/target.hpp"

#include <array>

#include "base/error.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"
#include "os/git_component.hpp"
#include "track/state.hpp"

namespace deploy {
namespace {

constexpr std::array<std::string_view, 1> known_tools = {"claude"};

std::string resolved_directory(const std::string& directory) {
  return std::string(os::parent(track::canonical_path(os::join(directory, "x"))));
}

std::string inside(const std::string& directory, const std::string& root) {
  // Whoever writes the repository's content could aim the link, at git's own directory for one.
  const auto link = os::first_symlink(root, std::string_view(directory).substr(root.size() + 1));
  if (!link) return directory;
  throw base::Error(base::ErrorCode::invalid,
                    "cannot deploy to '" + directory + "': '" + *link + "' is a symbolic link",
                    "replace it by a directory, or deploy with --scope user");
}

TargetPlaces project_places(const settings::Target& target, const std::string& work_tree) {
  if (work_tree.empty()) {
    throw base::Error(base::ErrorCode::invalid, "a bare repository has no project to deploy to",
                      "use --scope user");
  }
  const std::string root = resolved_directory(work_tree);
  const std::string base = os::join(root, ".claude");
  return {.id = target.tool + ":project:" + root,
          .tool = target.tool,
          .scope = target.scope,
          .agents = inside(os::join(base, "agents"), root),
          .skills = inside(os::join(base, "skills"), root),
          .commands = inside(os::join(base, "commands"), root)};
}

TargetPlaces user_places(const settings::Target& target) {
  const std::string configured = os::variable("CLAUDE_CONFIG_DIR").value_or("");
  const std::string base =
      configured.empty() ? os::join(os::home(), ".claude") : os::absolute(configured);
  if (os::has_git_component(resolved_directory(base))) {
    throw base::Error(base::ErrorCode::invalid, "'" + base + "' lies under '.git'",
                      "set CLAUDE_CONFIG_DIR to a directory of its own");
  }
  return {.id = target.tool + ":user:" + resolved_directory(base),
          .tool = target.tool,
          .scope = target.scope,
          .agents = resolved_directory(os::join(base, "agents")),
          .skills = resolved_directory(os::join(base, "skills")),
          .commands = resolved_directory(os::join(base, "commands"))};
}

}  // namespace

std::span<const std::string_view> tools() {
  return known_tools;
}

TargetPlaces resolve(const settings::Target& target, const std::string& root) {
  if (target.tool != "claude") {
    throw base::Error(base::ErrorCode::invalid, "there is no tool '" + target.tool + "'",
                      "the known one is claude");
  }
  if (target.scope == "project") return project_places(target, root);
  if (target.scope == "user") return user_places(target);
  throw base::Error(base::ErrorCode::invalid, "there is no scope '" + target.scope + "'",
                    "the scopes are project and user");
}

std::string directory_for(const TargetPlaces& places, agent::Kind kind) {
  switch (kind) {
    case agent::Kind::agent:
      return places.agents;
    case agent::Kind::skill:
      return places.skills;
    case agent::Kind::command:
      return places.commands;
    default:
      return {};
  }
}

}  // namespace deploy
