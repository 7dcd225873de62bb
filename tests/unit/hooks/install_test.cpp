#include "hooks/install.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hooks/configuration_hook.hpp"
#include "hooks/shim.hpp"
#include "support/temp_repo.hpp"

namespace hooks {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Install : public testing::Test {
 protected:
  Install() : program_(repo_.write(".git/bin/git-agents-hook", "#!/bin/sh\necho ours: $1\n")) {
    chmod(program_.c_str(), 0755);
    std::filesystem::remove_all(repo_.at(".git/hooks"));
  }

  git::Repository repository() const { return git::discover(repo_.path()).value(); }
  InstallResult run(bool force = false, const std::string& version = "git version 2.39.5") const {
    const auto here = repository();
    return install(here, git::Config::load(here), events_,
                   {.hook_program = program_, .force = force, .git_version = version});
  }
  InstallResult undo() const {
    const auto here = repository();
    return uninstall(here, git::Config::load(here));
  }
  EventState state(const std::string& event = "pre-commit") const {
    const auto here = repository();
    return inspect(here, git::Config::load(here), std::vector{event}).front();
  }
  std::string hook(const std::string& text, const std::string& event = "pre-commit",
                   mode_t mode = 0755) const {
    const std::string path = repo_.write(".git/hooks/" + event, text);
    chmod(path.c_str(), mode);
    return path;
  }

  /// Without whatever is installed on this machine.
  test::ScopedVariable path_{"PATH", "/usr/bin:/bin"};
  test::TempRepo repo_;
  std::string program_;
  std::vector<std::string> events_ = {"pre-commit"};
};

TEST_F(Install, PutsAShimIntoAFreeSlot) {
  events_ = {"pre-commit", "post-merge"};
  EXPECT_THAT(run().done, ElementsAre("installed in .git/hooks: pre-commit, post-merge"));
  EXPECT_EQ(repo_.read(".git/hooks/pre-commit"), shim_text("pre-commit", program_));
  EXPECT_EQ(state().presence, Presence::current);
  EXPECT_EQ(repo_.git("hook", "run", "post-merge"), "");
}

TEST_F(Install, SecondTimeChangesNothing) {
  run();
  const auto before = std::filesystem::last_write_time(repo_.at(".git/hooks/pre-commit"));
  EXPECT_THAT(run().done, ElementsAre("already in .git/hooks: pre-commit"));
  EXPECT_EQ(std::filesystem::last_write_time(repo_.at(".git/hooks/pre-commit")), before);
}

TEST_F(Install, UpgradesAShimWithAnotherBakedPath) {
  hook(shim_text("pre-commit", "/old/place/git-agents-hook"));
  EXPECT_EQ(state().presence, Presence::unreachable);
  EXPECT_THAT(run().done, ElementsAre("upgraded in .git/hooks: pre-commit"));
  EXPECT_EQ(repo_.read(".git/hooks/pre-commit"), shim_text("pre-commit", program_));
}

TEST_F(Install, MakesAShimExecutableAgain) {
  hook(shim_text("pre-commit", program_), "pre-commit", 0644);
  EXPECT_EQ(state().presence, Presence::unreachable);
  EXPECT_EQ(state().detail, "the hook is not executable, so git does not run it");
  run();
  EXPECT_EQ(state().presence, Presence::current);
}

TEST_F(Install, RefusesAnEditedShimAndKeepsACopyWithForce) {
  const std::string edited = shim_text("pre-commit", program_) + "make lint\n";
  hook(edited);
  EXPECT_THAT(
      run().refused,
      ElementsAre("pre-commit: .git/hooks/pre-commit was edited since we wrote it: add what "
                  "'git agents install --manual' prints to it, or replace it with 'git "
                  "agents install --force', which keeps a copy\n+ make lint\n"));
  EXPECT_EQ(repo_.read(".git/hooks/pre-commit"), edited);
  EXPECT_THAT(undo().refused,
              ElementsAre("pre-commit: .git/hooks/pre-commit was edited since we wrote it: edit or "
                          "remove it by hand\n+ make lint\n"));
  EXPECT_THAT(run(true).refused, IsEmpty());
  EXPECT_EQ(repo_.read(".git/hooks/pre-commit"), shim_text("pre-commit", program_));
  EXPECT_EQ(repo_.read(".git/hooks/pre-commit.pre-git-agents"), edited);
}

TEST_F(Install, ExtendsAShellHookAndRestoresItByteForByte) {
  const std::string theirs = "#!/bin/sh\n\necho theirs";
  hook(theirs, "pre-commit", 0711);
  EXPECT_THAT(run().done, ElementsAre("added to the hook that is there: pre-commit"));
  EXPECT_EQ(state().presence, Presence::current);
  EXPECT_THAT(run().done, ElementsAre("already in the hook that is there: pre-commit"));
  os::Command command;
  command.argv = {repo_.at(".git/hooks/pre-commit")};
  EXPECT_EQ(os::run(command).output, "ours: pre-commit\ntheirs\n");
  EXPECT_THAT(undo().done, ElementsAre("removed from the hook that is there: pre-commit"));
  EXPECT_EQ(repo_.read(".git/hooks/pre-commit"), theirs);
  EXPECT_EQ(std::filesystem::status(repo_.at(".git/hooks/pre-commit")).permissions(),
            static_cast<std::filesystem::perms>(0711));
}

TEST_F(Install, UpgradesABlockWithAnotherBakedPath) {
  hook("#!/bin/sh\n" + manual_text("pre-commit", "/old/git-agents-hook") + "echo theirs\n");
  EXPECT_THAT(run().done, ElementsAre("upgraded in the hook that is there: pre-commit"));
  EXPECT_EQ(repo_.read(".git/hooks/pre-commit"),
            "#!/bin/sh\n" + manual_text("pre-commit", program_) + "echo theirs\n");
}

TEST_F(Install, RefusesOtherProgramsAndPutsThemBackAfterForce) {
  const std::string theirs = "#!/usr/bin/env python3\nprint('theirs')\n";
  hook(theirs);
  EXPECT_THAT(run().refused, ElementsAre(HasSubstr("is no POSIX shell script")));
  EXPECT_EQ(repo_.read(".git/hooks/pre-commit"), theirs);
  EXPECT_EQ(state().presence, Presence::foreign);
  run(true);
  EXPECT_EQ(state().presence, Presence::current);
  EXPECT_THAT(undo().done, ElementsAre("removed from .git/hooks: pre-commit",
                                       "the former hook was put back: pre-commit"));
  EXPECT_EQ(repo_.read(".git/hooks/pre-commit"), theirs);
}

TEST_F(Install, NeverFollowsASymbolicLink) {
  const std::string target = repo_.write("lint.sh", "#!/bin/sh\necho theirs\n");
  std::filesystem::create_directories(repo_.at(".git/hooks"));
  std::filesystem::create_symlink(target, repo_.at(".git/hooks/pre-commit"));
  EXPECT_THAT(run().refused, ElementsAre(HasSubstr("is a symbolic link")));
  run(true);
  EXPECT_EQ(repo_.read("lint.sh"), "#!/bin/sh\necho theirs\n");
  undo();
  EXPECT_TRUE(std::filesystem::is_symlink(repo_.at(".git/hooks/pre-commit")));
}

TEST_F(Install, DoesNotWakeAHookThatIsNotExecutable) {
  hook("#!/bin/sh\necho theirs\n", "pre-commit", 0644);
  EXPECT_THAT(run().refused, ElementsAre(HasSubstr("is not executable, so git does not run it")));
  EXPECT_EQ(repo_.read(".git/hooks/pre-commit"), "#!/bin/sh\necho theirs\n");
}

TEST_F(Install, WritesToTheCommonDirectoryFromALinkedWorktree) {
  repo_.write("a", "a");
  repo_.commit("first");
  const test::TempDir other;
  repo_.git("worktree", "add", "-q", other.at("linked"));
  const auto linked = git::discover(other.at("linked")).value();
  install(linked, git::Config::load(linked), events_,
          {.hook_program = program_, .git_version = {}});
  EXPECT_EQ(repo_.read(".git/hooks/pre-commit"), shim_text("pre-commit", program_));
}

TEST_F(Install, HonoursALocalHooksPathAndSaysWhenItMovedAway) {
  run();
  repo_.git("config", "core.hooksPath", ".githooks");
  EXPECT_EQ(state().presence, Presence::unreachable);
  EXPECT_EQ(state().detail,
            "installed, but not reachable: git runs the hooks of core.hooksPath '.githooks' (local "
            "configuration)");
  EXPECT_THAT(run().done, ElementsAre("installed in .githooks: pre-commit"));
  EXPECT_EQ(state().presence, Presence::current);
  EXPECT_THAT(undo().done, ElementsAre("removed from .git/hooks: pre-commit",
                                       "removed from .githooks: pre-commit"));
}

TEST_F(Install, ExpandsTheHomeDirectoryInHooksPath) {
  const test::TempDir home;
  const test::ScopedVariable variable("HOME", home.path());
  repo_.git("config", "core.hooksPath", "~/my hooks");
  run();
  EXPECT_EQ(home.read("my hooks/pre-commit"), shim_text("pre-commit", program_));
}

TEST_F(Install, RefusesAGlobalHooksPath) {
  const test::TempDir shared;
  const std::string global =
      shared.write("config", "[core]\n\thooksPath = " + shared.at("hooks") + "\n");
  const test::ScopedVariable variable("GIT_CONFIG_GLOBAL", global);
  EXPECT_THAT(run().refused, ElementsAre(HasSubstr("in the global configuration, so a hook there "
                                                   "would run in every repository")));
  EXPECT_FALSE(std::filesystem::exists(shared.at("hooks")));
}

TEST_F(Install, ExplainsAnEmptyHooksPath) {
  repo_.git("config", "core.hooksPath", "");
  EXPECT_THAT(run().refused,
              ElementsAre("core.hooksPath is empty, so git would look for hooks in the top of the "
                          "work tree: remove it with 'git config --local --unset core.hooksPath'"));
  EXPECT_FALSE(std::filesystem::exists(repo_.at("pre-commit")));
}

TEST_F(Install, SeesThatAnotherManagerMovedOursAway) {
  run();
  std::filesystem::rename(repo_.at(".git/hooks/pre-commit"), repo_.at(".git/hooks/pre-commit.old"));
  hook("#!/bin/sh\ncall_lefthook\n");
  EXPECT_EQ(state().presence, Presence::unreachable);
  EXPECT_EQ(
      state().detail,
      "installed, but not reachable: lefthook moved ours to pre-commit.old and does not run it");
}

TEST_F(Install, UsesTheConfigurationWhereGitRunsHooksFromIt) {
  run();
  EXPECT_THAT(run(false, "git version 2.54.0").done,
              ElementsAre("installed in the configuration: pre-commit"));
  EXPECT_EQ(repo_.git("config", "hook.agents-pre-commit.event"), "pre-commit");
  EXPECT_THAT(repo_.git("config", "hook.agents-pre-commit.command"), HasSubstr(program_));
  EXPECT_FALSE(std::filesystem::exists(repo_.at(".git/hooks/pre-commit")));
  const std::string config = repo_.read(".git/config");
  EXPECT_LT(config.find("command ="), config.find("event ="));
  EXPECT_THAT(run(false, "git version 2.54.0").done,
              ElementsAre("already in the configuration: pre-commit"));
  EXPECT_THAT(undo().done, ElementsAre("removed from the configuration: pre-commit"));
  EXPECT_THAT(repo_.read(".git/config"), testing::Not(HasSubstr("hook")));
}

TEST_F(Install, LeavesAnEditedConfigurationHookAlone) {
  repo_.git("config", "hook.agents-pre-commit.command", "make lint");
  EXPECT_THAT(run(false, "git version 2.54.0").refused, ElementsAre(HasSubstr("was edited")));
  EXPECT_THAT(undo().refused, ElementsAre(HasSubstr("was edited")));
  EXPECT_EQ(repo_.git("config", "hook.agents-pre-commit.command"), "make lint");
}

TEST_F(Install, UpgradesAConfigurationHookWithAnotherBakedPath) {
  repo_.git("config", "hook.agents-pre-commit.command",
            configuration_command("pre-commit", "/old/git-agents-hook"));
  repo_.git("config", "hook.agents-pre-commit.event", "pre-commit");
  EXPECT_THAT(run(false, "git version 2.54.0").done,
              ElementsAre("upgraded in the configuration: pre-commit"));
  EXPECT_THAT(repo_.git("config", "hook.agents-pre-commit.command"), HasSubstr(program_));
  repo_.git("config", "hook.agents-pre-commit.command",
            configuration_command("pre-commit", "/old/git-agents-hook"));
  EXPECT_THAT(undo().done, ElementsAre("removed from the configuration: pre-commit"));
}

TEST_F(Install, UninstallRemovesTheHookDirectoryThatItMadeAndNoOther) {
  run();
  undo();
  EXPECT_FALSE(std::filesystem::exists(repo_.at(".git/hooks")));
  EXPECT_FALSE(std::filesystem::exists(repo_.at(".git/agents")));
  std::filesystem::create_directories(repo_.at(".git/hooks"));
  run();
  undo();
  EXPECT_TRUE(std::filesystem::exists(repo_.at(".git/hooks")));
}

TEST_F(Install, UninstallKeepsWhatItDoesNotKnowInTheStateDirectory) {
  run();
  for (const char* name : {"memo.db", "memo.db-wal", "index.db", "passed", "built-0123", "notes",
                           "memo.db.mine", "passed.txt"}) {
    repo_.write(std::string(".git/agents/") + name, "x");
  }
  undo();
  std::vector<std::string> left;
  for (const auto& entry : std::filesystem::directory_iterator(repo_.at(".git/agents"))) {
    left.push_back(entry.path().filename());
  }
  EXPECT_THAT(left, testing::UnorderedElementsAre("notes", "memo.db.mine", "passed.txt"));
}

TEST_F(Install, RunsOursWhereAManagerMovedItAndUpgradesItThere) {
  hook("#!/bin/sh\n# File generated by prek: x\n");
  hook(shim_text("pre-commit", "/old/git-agents-hook"), "pre-commit.legacy");
  EXPECT_THAT(run().done, ElementsAre("upgraded in *.legacy, which prek runs first: pre-commit"));
  EXPECT_EQ(repo_.read(".git/hooks/pre-commit.legacy"), shim_text("pre-commit", program_));
  EXPECT_EQ(state().presence, Presence::current);
  EXPECT_EQ(state().where, "kept as *.legacy by prek, which runs it first");
  undo();
  EXPECT_FALSE(std::filesystem::exists(repo_.at(".git/hooks/pre-commit.legacy")));
}

TEST_F(Install, SeesThatAnotherManagerIsToldToCallOurs) {
  hook("#!/bin/sh\ncall_lefthook run pre-commit\n");
  EXPECT_EQ(state().detail, "the hook is lefthook's, without our block");
  repo_.write("lefthook.yml", "# git agents hook pre-commit\n");
  EXPECT_EQ(state().presence, Presence::foreign);
  repo_.write("lefthook.yml", "pre-commit:\n  jobs:\n    - run: git agents hook pre-commit\n");
  EXPECT_EQ(state().presence, Presence::current);
  EXPECT_EQ(state().where, "called by lefthook ('lefthook.yml')");
}

TEST_F(Install, OnlyABareRepositoryReceives) {
  const auto events = [&](const git::Repository& at) {
    return events_for(at, git::Config::load(at));
  };
  EXPECT_THAT(events(repository()), testing::Not(testing::Contains("pre-receive")));
  EXPECT_THAT(events(repository()), testing::SizeIs(7));
  const test::TempDir other;
  repo_.git("init", "-q", "--bare", other.at("bare"));
  EXPECT_THAT(events(git::discover(other.at("bare")).value()), ElementsAre("pre-receive"));
}

TEST_F(Install, UninstallLeavesARepositoryWithoutOursAlone) {
  hook("#!/bin/sh\necho theirs\n");
  const auto result = undo();
  EXPECT_THAT(result.done, IsEmpty());
  EXPECT_THAT(result.refused, IsEmpty());
  EXPECT_EQ(repo_.read(".git/hooks/pre-commit"), "#!/bin/sh\necho theirs\n");
}

}  // namespace
}  // namespace hooks
