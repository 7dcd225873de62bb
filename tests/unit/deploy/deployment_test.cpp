#include "deploy/deployment.hpp"

#include <gmock/gmock.h>

#include "base/error.hpp"
#include "deploy/exclude.hpp"
#include "deploy/ledger_paths.hpp"
#include "deploy/runnable.hpp"
#include "support/temp_repo.hpp"

namespace deploy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string agent(const std::string& name, const std::string& more = {}) {
  return "---\nname: " + name + "\ndescription: Does one thing well.\n" + more + "---\n\n# " +
         name + "\n\nBody.\n";
}

/// A repository, and a state directory outside of it.
struct World {
  test::TempRepo repo;
  test::TempDir outside;
  test::ScopedVariable claude{"CLAUDE_CONFIG_DIR", outside.at("claude")};
  Options options{.targets = {{"claude", "project"}}, .accept = {}, .adopt = {}};

  git::Repository repository() const { return *git::discover(repo.path()); }
  track::State state() const {
    return track::State::open(outside.at("state"), track::State::Access::write, "test");
  }
  Plan plan() const { return prepare(repository(), options, state()).parts.at(0).plan; }
  Plan deploy() const {
    track::State open = state();
    const Prepared prepared = prepare(repository(), options, open);
    apply(prepared, open, "test");
    update_exclude(repository(), open);
    return prepared.parts.at(0).plan;
  }
};

std::vector<std::string> summary(const World& world, const Plan& plan) {
  std::vector<std::string> lines;
  for (const Item& item : plan.items) {
    std::string path = item.path;
    if (path.starts_with(world.repo.path())) path = path.substr(world.repo.path().size() + 1);
    lines.push_back(std::string(to_string(item.action)) + " " + path +
                    (item.reason.empty() ? "" : ": " + item.reason));
  }
  return lines;
}

TEST(Deployment, FlattensComposesAndIsQuietTheSecondTime) {
  World world;
  world.repo.write("agents/BASE-AGENT.md", "# Base\n\nRules.\n");
  world.repo.write("agents/team/reviewer.md", agent("reviewer"));
  world.repo.write("commands/git/sync.md", "---\ndescription: Sync.\n---\nDo it.\n");
  world.repo.write("agents/README.md", "# Agents\n");
  world.repo.commit("all");
  EXPECT_THAT(summary(world, world.deploy()), ElementsAre("write .claude/agents/reviewer.md",
                                                          "write .claude/commands/git/sync.md"));
  EXPECT_EQ(world.repo.read(".claude/agents/reviewer.md"),
            "---\nname: reviewer\ndescription: Does one thing well.\n---\n\n# reviewer\n\nBody."
            "\n\n\n<!-- Inherited from BASE-AGENT.md -->\n\n\n# Base\n\nRules.");
  EXPECT_EQ(world.repo.git("status", "--porcelain"), "");
  const Plan again = world.deploy();
  EXPECT_THAT(summary(world, again),
              ElementsAre("same .claude/agents/reviewer.md", "same .claude/commands/git/sync.md"));
  EXPECT_FALSE(again.changes());
  EXPECT_EQ(world.state().operations().size(), 1U);
}

TEST(Deployment, ReadsTheCommitUnlessToldToReadTheWorkTree) {
  World world;
  world.repo.write("agents/a.md", agent("a"));
  world.repo.commit("a");
  world.repo.write("agents/a.md", agent("a", "model: opus\n"));
  world.deploy();
  EXPECT_EQ(world.repo.read(".claude/agents/a.md"), agent("a"));
  world.options.worktree = true;
  world.deploy();
  EXPECT_EQ(world.repo.read(".claude/agents/a.md"), agent("a", "model: opus\n"));
  EXPECT_EQ(world.state().find(world.repo.at(".claude/agents/a.md"))->commit, "");
}

TEST(Deployment, SkillGoesAsADirectoryWithItsModes) {
  World world;
  const std::string skill = "---\nname: pdf\ndescription: Reads PDF files.\n---\nText.\n";
  world.repo.write("skills/pdf/SKILL.md", skill);
  world.repo.write("skills/pdf/bin/run.sh", "#!/bin/sh\n");
  world.repo.write("skills/pdf/data.bin", std::string("\0\xff\n", 3));
  world.repo.git("add", "-A");
  world.repo.git("update-index", "--chmod=+x", "skills/pdf/bin/run.sh");
  world.repo.git("commit", "-qm", "skill");
  world.deploy();
  EXPECT_EQ(world.repo.read(".claude/skills/pdf/SKILL.md"), skill);
  EXPECT_EQ(world.repo.read(".claude/skills/pdf/data.bin"), std::string("\0\xff\n", 3));
  EXPECT_NE(os::stat_if_exists(world.repo.at(".claude/skills/pdf/bin/run.sh"))->mode & 0100, 0U);
  EXPECT_EQ(os::stat_if_exists(world.repo.at(".claude/skills/pdf/data.bin"))->mode & 0100, 0U);

  world.repo.git("rm", "-rfq", "skills");
  world.repo.commit("gone");
  world.options.prune = true;
  world.deploy();
  EXPECT_FALSE(os::exists(world.repo.at(".claude/skills/pdf")));
  EXPECT_TRUE(world.state().entries().empty());
}

TEST(Deployment, EditedAndForeignFilesAreKept) {
  World world;
  world.repo.write("agents/edited.md", agent("edited"));
  world.repo.write("agents/foreign.md", agent("foreign"));
  world.repo.commit("one");
  world.repo.write(".claude/agents/foreign.md", "mine");
  world.deploy();
  world.repo.write(".claude/agents/edited.md", "edited");
  world.repo.write("agents/edited.md", agent("edited", "model: opus\n"));
  world.repo.git("commit", "-qam", "two");
  EXPECT_THAT(summary(world, world.deploy()),
              ElementsAre("edited .claude/agents/edited.md: edited since it was deployed",
                          "foreign .claude/agents/foreign.md: not deployed by git agents"));
  EXPECT_EQ(world.repo.read(".claude/agents/edited.md"), "edited");
  EXPECT_EQ(world.repo.read(".claude/agents/foreign.md"), "mine");
  world.options.force = true;
  world.options.adopt = {"foreign"};
  world.deploy();
  EXPECT_EQ(world.repo.read(".claude/agents/edited.md"), agent("edited", "model: opus\n"));
  EXPECT_EQ(world.repo.read(".claude/agents/foreign.md"), agent("foreign"));
}

TEST(Deployment, UndoRestoresTheFilesAndTheExcludeBlock) {
  World world;
  world.repo.write("agents/a.md", agent("a"));
  world.repo.commit("a");
  const std::string before = world.repo.read(".git/info/exclude");
  world.deploy();
  EXPECT_NE(world.repo.read(".git/info/exclude"), before);
  track::State state = world.state();
  state.undo(1, false);
  update_exclude(world.repository(), state);
  EXPECT_FALSE(os::exists(world.repo.at(".claude")));
  EXPECT_EQ(world.repo.read(".git/info/exclude"), before);
}

TEST(Deployment, DefinitionInTheTargetIsInPlaceAndTrackedPathsAreNeverWritten) {
  World world;
  world.repo.write(".claude/agents/own.md", agent("own"));
  world.repo.write(".claude/agents/other.txt", "tracked");
  world.repo.write("skills/s/SKILL.md", "---\nname: s\ndescription: Some skill.\n---\nText.\n");
  world.repo.write("skills/s/note.txt", "ours");
  world.repo.write(".claude/skills/s/note.txt", "tracked");
  world.repo.commit("all");
  EXPECT_THAT(summary(world, world.plan()),
              ElementsAre("in-place .claude/agents/own.md", "write .claude/skills/s/SKILL.md",
                          "foreign .claude/skills/s/note.txt: tracked by git"));
}

TEST(Deployment, DeployedFileIsNeverADefinition) {
  World world;
  world.repo.write("agents/a.md", agent("a"));
  world.repo.commit("a");
  world.deploy();
  world.repo.write(".git/info/exclude", "");
  world.options.worktree = true;
  EXPECT_THAT(summary(world, world.plan()), ElementsAre("same .claude/agents/a.md"));
  EXPECT_THAT(ledger_paths(world.repository(), world.state()), ElementsAre(".claude/agents/a.md"));
}

TEST(Deployment, DefinitionWithErrorsIsHeldAndItsOldDeploymentStays) {
  World world;
  world.repo.write("agents/a.md", agent("a"));
  world.repo.commit("good");
  world.deploy();
  world.repo.write("agents/a.md", "---\nname: [a\n---\nbroken\n");
  world.repo.commit("bad");
  world.options.prune = true;
  const Plan plan = world.deploy();
  ASSERT_EQ(plan.items.size(), 1U);
  EXPECT_EQ(plan.items[0].action, Action::held);
  EXPECT_TRUE(plan.items[0].reason.starts_with("it has errors: ")) << plan.items[0].reason;
  EXPECT_EQ(world.repo.read(".claude/agents/a.md"), agent("a"));
}

TEST(Deployment, LinkInTheTreeHoldsTheOldDeployment) {
  World world;
  world.repo.write("agents/a.md", agent("a"));
  world.repo.commit("good");
  world.deploy();
  std::filesystem::remove(world.repo.at("agents/a.md"));
  std::filesystem::create_symlink("/etc/passwd", world.repo.at("agents/a.md"));
  world.repo.commit("link");
  world.options.prune = true;
  const Plan plan = world.deploy();
  ASSERT_EQ(plan.items.size(), 1U);
  EXPECT_EQ(plan.items[0].action, Action::held);
  EXPECT_EQ(world.repo.read(".claude/agents/a.md"), agent("a"));
}

TEST(Deployment, HookHoldsAddedPrivilegesUntilTheyAreAccepted) {
  World world;
  world.options.hold_back = true;
  world.repo.write("agents/plain.md", agent("plain", "tools: Read, Grep\nmodel: opus\n"));
  world.repo.write("agents/risky.md", agent("risky", "permissionMode: bypassPermissions\n"));
  world.repo.commit("one");
  EXPECT_THAT(summary(world, world.deploy()),
              ElementsAre("write .claude/agents/plain.md",
                          "held .claude/agents/risky.md: adds: permissionMode: bypassPermissions, "
                          "tools: all"));
  world.repo.write("agents/plain.md", agent("plain", "tools: Read, Grep, Write\nmodel: opus\n"));
  world.repo.git("commit", "-qam", "two");
  EXPECT_THAT(summary(world, world.deploy()).front(),
              "held .claude/agents/plain.md: adds: tools: Write");
  world.options.accept = {"plain", "risky"};
  EXPECT_THAT(summary(world, world.deploy()),
              ElementsAre("replace .claude/agents/plain.md", "write .claude/agents/risky.md"));
}

TEST(Deployment, HookHoldsNewAndChangedProgramsOfASkillUntilTheyAreAccepted) {
  World world;
  world.options.hold_back = true;
  world.repo.write("skills/s/SKILL.md", "---\nname: s\ndescription: Some skill.\n---\nText.\n");
  world.repo.write("skills/s/notes.md", "Notes.\n");
  world.repo.commit("documents");
  EXPECT_THAT(summary(world, world.deploy()),
              ElementsAre("write .claude/skills/s/SKILL.md", "write .claude/skills/s/notes.md"));
  world.repo.write("skills/s/run.py", "print(1)\n");
  world.repo.commit("program");
  const std::string held = ": brings what it may run: skills/s/run.py";
  EXPECT_THAT(summary(world, world.deploy()), ElementsAre("held .claude/skills/s/SKILL.md" + held,
                                                          "held .claude/skills/s/notes.md" + held,
                                                          "held .claude/skills/s/run.py" + held));
  world.options.accept = {"s"};
  world.deploy();
  world.options.accept.clear();
  EXPECT_THAT(summary(world, world.deploy()),
              ElementsAre("same .claude/skills/s/SKILL.md", "same .claude/skills/s/notes.md",
                          "same .claude/skills/s/run.py"));
  world.repo.write("skills/s/run.py", "print(2)\n");
  world.repo.commit("changed");
  EXPECT_THAT(summary(world, world.deploy()).back(), "held .claude/skills/s/run.py" + held);
}

TEST(Deployment, HookHoldsTextThatRunsCommandsAndMemoryThatWrites) {
  World world;
  world.options.hold_back = true;
  world.repo.write("skills/s/SKILL.md",
                   "---\nname: s\ndescription: Some skill.\n---\nState: !`git status`\n");
  world.repo.write("agents/m.md", agent("m", "tools: Read\nmemory: user\n"));
  world.repo.write("agents/n.md", agent("n", "tools: \"\"\n"));
  world.repo.commit("one");
  EXPECT_THAT(summary(world, world.deploy()),
              ElementsAre("held .claude/agents/m.md: adds: memory: user",
                          "held .claude/agents/n.md: adds: tools: all",
                          "held .claude/skills/s/SKILL.md: brings what it may run: "
                          "skills/s/SKILL.md"));
}

TEST(MayBeRun, IsEverythingButPlainDocumentsImagesAndFonts) {
  EXPECT_FALSE(may_be_run("notes.md", "text", 0644));
  EXPECT_FALSE(may_be_run("a/LOGO.PNG", "text", 0644));
  EXPECT_TRUE(may_be_run("notes.md", "text", 0755));
  EXPECT_TRUE(may_be_run("notes.txt", "#!/bin/sh\n", 0644));
  EXPECT_TRUE(may_be_run("run.py", "", 0644));
  EXPECT_TRUE(may_be_run("data.json", "{}", 0644));
  EXPECT_TRUE(may_be_run("LICENSE", "text", 0644));
}

TEST(Deployment, HookHoldsErrorsThatTheRepositorySwitchesOff) {
  World world;
  world.options.hold_back = true;
  world.repo.write(
      "agents/a.md",
      "---\nname: a\ntools: Read\n---\n<!-- git-agents: ignore description-missing -->\n");
  world.repo.commit("one");
  EXPECT_THAT(summary(world, world.deploy()),
              ElementsAre("held .claude/agents/a.md: it has errors: the agent has no description"));
}

TEST(Deployment, AgentsWithTheSameFileNameAreToldApartByTheirNames) {
  World world;
  world.repo.write("agents/x/reviewer.md", agent("x-reviewer"));
  world.repo.write("agents/y/reviewer.md", agent("y-reviewer"));
  world.repo.commit("one");
  EXPECT_THAT(summary(world, world.deploy()), ElementsAre("write .claude/agents/x-reviewer.md",
                                                          "write .claude/agents/y-reviewer.md"));
}

TEST(Deployment, NeverWritesThroughALinkBelowTheTarget) {
  World world;
  world.repo.write("skills/s/SKILL.md", "---\nname: s\ndescription: Some skill.\n---\nText.\n");
  world.repo.commit("skill");
  std::filesystem::create_directories(world.repo.at(".claude/skills"));
  std::filesystem::create_directory(world.outside.at("elsewhere"));
  std::filesystem::create_directory_symlink(world.outside.at("elsewhere"),
                                            world.repo.at(".claude/skills/s"));
  EXPECT_THAT(summary(world, world.deploy()),
              ElementsAre("foreign .claude/skills/s/SKILL.md: not a regular file"));
  EXPECT_FALSE(os::exists(world.outside.at("elsewhere/SKILL.md")));
}

TEST(Deployment, UserScopeOfTwoRepositoriesDoesNotMix) {
  World world;
  world.options.targets = {{"claude", "user"}};
  world.options.prune = true;
  world.repo.write("agents/a.md", agent("a"));
  world.repo.commit("a");
  world.deploy();
  const test::TempRepo second;
  second.write("agents/a.md", agent("a", "model: opus\n"));
  second.write("agents/b.md", agent("b"));
  second.commit("b");
  const git::Repository repository = *git::discover(second.path());
  track::State state = world.state();
  const Prepared prepared = prepare(repository, world.options, state);
  apply(prepared, state, "");
  EXPECT_EQ(world.outside.read("claude/agents/a.md"), agent("a"));
  EXPECT_EQ(world.outside.read("claude/agents/b.md"), agent("b"));
  EXPECT_EQ(prepared.parts[0].plan.items[0].reason, "deployed from '" + world.repo.path() + "'");
}

TEST(Deployment, WrongSettingsStopIt) {
  World world;
  world.repo.write("agents/a.md", agent("a"));
  world.repo.write(".git-agents.yaml", "nonsense: 1\n");
  world.repo.commit("a");
  EXPECT_THROW(world.plan(), base::Error);
}

TEST(Deployment, WithoutTargetsDoesNothing) {
  World world;
  world.options.targets.clear();
  world.repo.write("agents/a.md", agent("a"));
  world.repo.commit("a");
  EXPECT_THAT(prepare(world.repository(), world.options, world.state()).parts, IsEmpty());
}

TEST(Deployment, LinkedWorktreesShareTheExcludeFileWithoutLosingEachOther) {
  World world;
  world.repo.write("agents/a.md", agent("a"));
  world.repo.commit("a");
  world.deploy();
  world.repo.git("worktree", "add", "-q", world.outside.at("linked"), "-b", "other");
  test::run_git(world.outside.at("linked"), {"mv", "agents/a.md", "agents/b.md"});
  test::run_git(world.outside.at("linked"), {"commit", "-qm", "b", "--no-verify"});
  const git::Repository linked = *git::discover(world.outside.at("linked"));
  track::State state = world.state();
  apply(prepare(linked, world.options, state), state, "");
  update_exclude(linked, state);
  EXPECT_EQ(world.repo.git("status", "--porcelain"), "");
  EXPECT_EQ(test::run_git(world.outside.at("linked"), {"status", "--porcelain"}), "");
}

}  // namespace
}  // namespace deploy
