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
  EXPECT_EQ(resolve({"claude", "user"}, "").id, "claude:user:" + home.at("elsewhere"));
}

TEST(Target, UserDirectoryMayBeASymbolicLink) {
  const test::TempDir home;
  home.write("dotfiles/claude/agents/x", "");
  std::filesystem::create_directory_symlink("dotfiles/claude", home.at(".claude"));
  const test::ScopedVariable variable("HOME", home.path());
  const test::ScopedVariable unset("CLAUDE_CONFIG_DIR", std::nullopt);
  EXPECT_EQ(resolve({"claude", "user"}, "").agents, home.at("dotfiles/claude/agents"));
}

TEST(Target, NoDirectoryOfAProjectMayBeASymbolicLink) {
  for (const char* aim : {"../.git", "../../elsewhere", "../other"}) {
    const test::TempDir root;
    root.write(".claude/x", "");
    std::filesystem::create_directory_symlink(aim, root.at(".claude/skills"));
    EXPECT_EQ(message_of({"claude", "project"}, root.path()),
              "cannot deploy to '" + root.at(".claude/skills") + "': '" +
                  root.at(".claude/skills") + "' is a symbolic link");
  }
}

TEST(Target, UserDirectoryMustNotLieUnderDotGit) {
  const test::TempDir home;
  home.write(".git/x", "");
  const test::ScopedVariable set("CLAUDE_CONFIG_DIR", home.at(".git"));
  EXPECT_EQ(message_of({"claude", "user"}, ""), "'" + home.at(".git") + "' lies under '.git'");
}

TEST(Target, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(message_of({"emacs", "project"}, "/"), "there is no tool 'emacs'");
  EXPECT_EQ(message_of({"claude", "galaxy"}, "/"), "there is no scope 'galaxy'");
  EXPECT_EQ(message_of({"claude", "project"}, ""), "a bare repository has no project to deploy to");
}

}  // namespace
}  // namespace deploy
