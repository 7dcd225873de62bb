#include "deploy/target.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "support/temp_dir.hpp"

namespace deploy {
namespace {

std::string message_of(const settings::Target& target, const std::string& root) {
  try {
    resolve(target, root);
  } catch (const base::Error& error) {
    return error.message();
  }
  return "";
}

TEST(Target, ProjectScopeLiesInTheWorkTree) {
  const test::TempDir root;
  const TargetPlaces places = resolve({"claude", "project"}, root.path());
  EXPECT_EQ(places.id, "claude:project:" + root.path());
  EXPECT_EQ(places.agents, root.at(".claude/agents"));
  EXPECT_EQ(directory_for(places, agent::Kind::skill), root.at(".claude/skills"));
  EXPECT_EQ(directory_for(places, agent::Kind::command), root.at(".claude/commands"));
  EXPECT_EQ(directory_for(places, agent::Kind::rule), "");
}

TEST(Target, UserScopeHonoursClaudeConfigDir) {
  const test::TempDir home;
  const test::ScopedVariable variable("HOME", home.path());
  {
    const test::ScopedVariable unset("CLAUDE_CONFIG_DIR", std::nullopt);
    EXPECT_EQ(resolve({"claude", "user"}, "").agents, home.at(".claude/agents"));
  }
  const test::ScopedVariable set("CLAUDE_CONFIG_DIR", home.at("elsewhere"));
  EXPECT_EQ(resolve({"claude", "user"}, "").agents, home.at("elsewhere/agents"));
  EXPECT_EQ(resolve({"claude", "user"}, "").id, "claude:user");
}

TEST(Target, UserDirectoryMayBeASymbolicLink) {
  const test::TempDir home;
  home.write("dotfiles/claude/agents/x", "");
  std::filesystem::create_directory_symlink("dotfiles/claude", home.at(".claude"));
  const test::ScopedVariable variable("HOME", home.path());
  const test::ScopedVariable unset("CLAUDE_CONFIG_DIR", std::nullopt);
  EXPECT_EQ(resolve({"claude", "user"}, "").agents, home.at("dotfiles/claude/agents"));
}

TEST(Target, ProjectDirectoryMustNotLeadOut) {
  const test::TempDir root, outside;
  std::filesystem::create_directory_symlink(outside.path(), root.at(".claude"));
  EXPECT_EQ(message_of({"claude", "project"}, root.path()),
            "'" + root.at(".claude/agents") + "' leads out of the work tree to '" +
                outside.at("agents") + "'");
}

TEST(Target, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(message_of({"emacs", "project"}, "/"), "there is no tool 'emacs'");
  EXPECT_EQ(message_of({"claude", "galaxy"}, "/"), "there is no scope 'galaxy'");
  EXPECT_EQ(message_of({"claude", "project"}, ""), "a bare repository has no project to deploy to");
}

}  // namespace
}  // namespace deploy
