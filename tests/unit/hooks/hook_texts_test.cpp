#include <gtest/gtest.h>

#include <algorithm>

#include "hooks/configuration_hook.hpp"
#include "hooks/edit_difference.hpp"
#include "hooks/managed_block.hpp"
#include "hooks/shared_mode.hpp"
#include "hooks/shim.hpp"
#include "os/process.hpp"
#include "support/temp_dir.hpp"

namespace hooks {
namespace {

constexpr const char* awkward_program = "/opt/it's here/$HOME/git-agents-hook";

os::Result run_sh(const std::string& shell, const std::string& script, const std::string& input) {
  os::Command command;
  command.argv = {shell, "-c", script, "hook", "origin", "url"};
  command.input = input;
  return os::run(command);
}

TEST(Shim, TriesTheBakedPathThenPathThenSaysOneLine) {
  EXPECT_EQ(shim_text("pre-commit", "/usr/bin/git-agents-hook"),
            "#!/bin/sh\n"
            "# git-agents hook, version 1: 'git agents uninstall' removes it\n"
            "[ -x '/usr/bin/git-agents-hook' ] && exec '/usr/bin/git-agents-hook' pre-commit "
            "\"$@\"\n"
            "command -v git-agents-hook >/dev/null 2>&1 && exec git-agents-hook pre-commit "
            "\"$@\"\n"
            "[ \"$GIT_AGENTS\" = 0 ] && exit 0\n"
            "echo 'git-agents-hook is not installed: this commit was not checked (install "
            "git-agents again, or remove this hook)' >&2\n"
            "[ \"$(git config --bool agents.hooks.required)\" != true ]\n");
}

TEST(Shim, PostHookIsSilentWhereTheProgramIsGone) {
  EXPECT_EQ(shim_text("post-merge", "/usr/bin/git-agents-hook"),
            "#!/bin/sh\n"
            "# git-agents hook, version 1: 'git agents uninstall' removes it\n"
            "[ -x '/usr/bin/git-agents-hook' ] && exec '/usr/bin/git-agents-hook' post-merge "
            "\"$@\"\n"
            "command -v git-agents-hook >/dev/null 2>&1 && exec git-agents-hook post-merge "
            "\"$@\"\n"
            "exit 0\n");
}

TEST(Shim, IsRecognisedWithAnyBakedPath) {
  for (const std::string program : {"/a", awkward_program, "/two\nlines"}) {
    const auto baked = recognise_shim("pre-push", shim_text("pre-push", program));
    ASSERT_TRUE(baked) << program;
    EXPECT_EQ(baked->program, program);
    EXPECT_TRUE(baked->newest);
  }
}

TEST(Shim, IsNotRecognisedWhenEditedOrOfAnotherEvent) {
  const std::string text = shim_text("pre-commit", "/a");
  EXPECT_FALSE(recognise_shim("pre-commit", text + "make lint\n"));
  EXPECT_FALSE(recognise_shim("pre-push", text));
  EXPECT_TRUE(was_shim(text + "make lint\n"));
  EXPECT_FALSE(was_shim("#!/bin/sh\nmake lint\n"));
}

TEST(Shim, RunsAProgramWhosePathHoldsQuotesBlanksAndDollars) {
  const test::TempDir dir;
  const std::string program = dir.write("it's $HOME/git-agents-hook", "#!/bin/sh\necho \"$@\"\n");
  chmod(program.c_str(), 0755);
  const auto result = run_sh("sh", shim_text("pre-push", program), "");
  EXPECT_EQ(result.output, "pre-push origin url\n");
}

TEST(ManagedBlock, IsPutAfterTheShebangAndTakenOutByteForByte) {
  const std::string block = block_text("pre-commit", awkward_program);
  for (const std::string text :
       {"#!/bin/sh\nmake lint\n", "#!/usr/bin/env bash\n\n\nexec make", "make lint\n", "", "\n\n",
        "#!/bin/sh", "#!/bin/sh\n", "no newline at the end"}) {
    const std::string with = with_block(text, block);
    const auto found = find_block("pre-commit", with);
    ASSERT_TRUE(found) << text;
    ASSERT_TRUE(found->baked) << text;
    EXPECT_EQ(found->baked->program, awkward_program);
    EXPECT_EQ(without_block(with, *found), text);
  }
  EXPECT_TRUE(
      with_block("#!/bin/sh -e\nmake\n", block).starts_with("#!/bin/sh -e\n# >>> git-agents"));
}

TEST(ManagedBlock, EditedOneIsFoundButNotRecognised) {
  std::string text = with_block("#!/bin/sh\n", block_text("pre-commit", "/a"));
  text.insert(text.find("unset _ga"), "echo mine\n");
  const auto found = find_block("pre-commit", text);
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->baked);
  EXPECT_TRUE(found->closed);
}

TEST(ManagedBlock, WithoutItsLastMarkerIsNotRecognised) {
  std::string text = block_text("pre-commit", "/a");
  text.resize(text.find("# <<<"));
  const auto found = find_block("pre-commit", text);
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->closed);
  EXPECT_FALSE(found->baked);
}

TEST(ManagedBlock, OnlyGoesIntoPosixShells) {
  EXPECT_EQ(why_not_extendable("#!/bin/sh\n"), std::nullopt);
  EXPECT_EQ(why_not_extendable("#! /bin/dash -e\n"), std::nullopt);
  EXPECT_EQ(why_not_extendable("#!/usr/bin/env bash\n"), std::nullopt);
  EXPECT_EQ(why_not_extendable("#!/usr/bin/env -S bash -e\n"), std::nullopt);
  EXPECT_EQ(why_not_extendable("echo no shebang\n"), std::nullopt);
  EXPECT_EQ(why_not_extendable("#!/usr/bin/env python3\n"), "is no POSIX shell script");
  EXPECT_EQ(why_not_extendable("#!/usr/bin/fish\n"), "is no POSIX shell script");
  EXPECT_EQ(why_not_extendable("#!\n"), "is no POSIX shell script");
  EXPECT_EQ(why_not_extendable("#!/bin/sh\r\n"), "has Windows line endings");
  EXPECT_EQ(why_not_extendable(std::string_view("\x7f"
                                                "ELF\0",
                                                5)),
            "is a binary program");
}

class BlockInShell : public testing::TestWithParam<const char*> {
 protected:
  std::string program(const std::string& body) const {
    const std::string path = dir_.write("git-agents-hook", "#!/bin/sh\n" + body);
    chmod(path.c_str(), 0755);
    return path;
  }
  test::TempDir dir_;
};

TEST_P(BlockInShell, RunsOursThenTheRestWithTheSameStdin) {
  const std::string ours = program("sed 's/^/ours /'\n");
  const std::string script = "set -eu\n" + block_text("pre-push", ours) + "sed 's/^/rest /'\n";
  EXPECT_EQ(run_sh(GetParam(), script, "a b c d\n$x `y` _GA_EOF \\z\n").output,
            "ours a b c d\nours $x `y` _GA_EOF \\z\nrest a b c d\nrest $x `y` _GA_EOF \\z\n");
  EXPECT_EQ(run_sh(GetParam(), script, "").output, "");
}

TEST_P(BlockInShell, KeepsManyRefsForTheRest) {
  const std::string ours = program("exec cat >/dev/null\n");
  std::string input;
  for (int i = 0; i < 3000; ++i) input += "refs/heads/" + std::to_string(i) + " 1 2 3\n";
  EXPECT_EQ(run_sh(GetParam(), block_text("pre-push", ours) + "cat\n", input).output, input);
}

TEST_P(BlockInShell, StopsWithOurExitCode) {
  const std::string ours = program("exit 7\n");
  for (const std::string event : {"pre-commit", "pre-push"}) {
    const auto result = run_sh(GetParam(), block_text(event, ours) + "echo rest\n", "x\n");
    EXPECT_EQ(result.status, 7) << event;
    EXPECT_EQ(result.output, "") << event;
  }
}

TEST_P(BlockInShell, PostHookNeverStopsTheRest) {
  const std::string ours = program("exit 7\n");
  for (const std::string event : {"post-merge", "post-rewrite"}) {
    const auto result =
        run_sh(GetParam(), "set -e\n" + block_text(event, ours) + "echo rest\n", "x\n");
    EXPECT_EQ(result.status, 0) << event;
    EXPECT_EQ(result.output, "rest\n") << event;
  }
}

TEST_P(BlockInShell, SaysOneLineAndGoesOnWhereTheProgramIsGone) {
  const test::ScopedVariable path("PATH", "/usr/bin:/bin");
  const auto result =
      run_sh(GetParam(), "set -eu\n" + block_text("pre-commit", "/nowhere") + "echo rest\n", "");
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.output, "rest\n");
  EXPECT_EQ(result.error,
            "git-agents-hook is not installed: this commit was not checked (install git-agents "
            "again, or remove this hook)\n");
}

INSTANTIATE_TEST_SUITE_P(Shells, BlockInShell, testing::Values("dash", "bash"));

TEST(ConfigurationHook, NeedsGit254) {
  EXPECT_FALSE(has_configuration_hooks("git version 2.39.5"));
  EXPECT_FALSE(has_configuration_hooks("git version 2.53.9 (Apple Git-999)"));
  EXPECT_TRUE(has_configuration_hooks("git version 2.54.0.windows.1"));
  EXPECT_TRUE(has_configuration_hooks("git version 3.0\n"));
  EXPECT_FALSE(has_configuration_hooks("git version x"));
  EXPECT_FALSE(has_configuration_hooks(""));
}

TEST(ConfigurationHook, CommandTakesTheArgumentsThatGitAppends) {
  const test::TempDir dir;
  const std::string program = dir.write("it's here/git-agents-hook", "#!/bin/sh\necho \"$@\"\n");
  chmod(program.c_str(), 0755);
  const std::string command = configuration_command("pre-push", program);
  EXPECT_EQ(run_sh("sh", command + " \"$@\"", "").output, "pre-push origin url\n");
  EXPECT_EQ(run_sh("sh", command, "").output, "pre-push\n");
}

TEST(ConfigurationHook, CommandLetsGitGoOnWhereTheProgramIsGone) {
  const test::ScopedVariable path("PATH", "/usr/bin:/bin");
  const auto result = run_sh("sh", configuration_command("pre-commit", "/nowhere") + " \"$@\"", "");
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.error,
            "git-agents-hook is not installed: this commit was not checked (install git-agents "
            "again, or remove this hook)\n");
  const auto post = run_sh("sh", configuration_command("post-merge", "/nowhere"), "");
  EXPECT_EQ(post.status, 0);
  EXPECT_EQ(post.error, "");
}

TEST(ConfigurationHook, ForAllRepositoriesPassesItsSwitchFirst) {
  const test::TempDir dir;
  const std::string program = dir.write("git-agents-hook", "#!/bin/sh\necho \"$@\"\n");
  chmod(program.c_str(), 0755);
  const std::string command = configuration_command("pre-push", program, true);
  EXPECT_EQ(run_sh("sh", command + " \"$@\"", "").output, "--global pre-push origin url\n");
  EXPECT_TRUE(recognise_command("pre-push", command));
  EXPECT_NE(command, configuration_command("pre-push", program));
}

TEST(SharedMode, IsGits) {
  EXPECT_EQ(shared_mode("", 0755), 0755U);
  EXPECT_EQ(shared_mode("false", 0755), 0755U);
  EXPECT_EQ(shared_mode("group", 0755), 0775U);
  EXPECT_EQ(shared_mode("true", 0700), 0770U);
  EXPECT_EQ(shared_mode("1", 0755), 0775U);
  EXPECT_EQ(shared_mode("all", 0700), 0775U);
  EXPECT_EQ(shared_mode("0640", 0755), 0750U);
  EXPECT_EQ(shared_mode("0666", 0755), 0777U);
  EXPECT_EQ(shared_mode("nonsense", 0755), 0755U);
}

TEST(EditDifference, ShowsWhatWasWrittenAndWhatIsThere) {
  EXPECT_EQ(edit_difference("a\nb\nc\n", "a\nx\nc\nd\n"), "- b\n+ x\n+ d\n");
  EXPECT_EQ(edit_difference("a\n", "a\n"), "");
  EXPECT_EQ(edit_difference("", "a"), "+ a\n");
}

TEST(EditDifference, IsCutShort) {
  std::string many;
  for (int i = 0; i < 300; ++i) many += std::to_string(i) + "\n";
  const std::string shown = edit_difference("a\n", many);
  EXPECT_EQ(std::ranges::count(shown, '\n'), 13);
  EXPECT_TRUE(shown.ends_with("… and 289 more lines\n"));
}

TEST(ConfigurationHook, IsRecognisedWithAnyBakedPath) {
  const auto baked =
      recognise_command("pre-push", configuration_command("pre-push", awkward_program));
  ASSERT_TRUE(baked);
  EXPECT_EQ(baked->program, awkward_program);
  EXPECT_FALSE(recognise_command("pre-push", "make lint"));
}

}  // namespace
}  // namespace hooks
