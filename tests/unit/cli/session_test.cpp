#include "git-agents/session.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"
#include "source/user_settings.hpp"
#include "support/temp_repo.hpp"

namespace {

template <class Action>
std::string failure_of(Action action) {
  try {
    action();
  } catch (const base::Error& error) {
    return error.message();
  }
  return "";
}

/// Of agents/x.md.
std::string content(const std::unique_ptr<source::Tree>& tree) {
  const auto entries = tree->list({"agents"});
  return entries.empty() ? "" : tree->read_one(entries.front(), 100).value_or("");
}

TEST(Session, APathIsRelativeToTheTopOfTheRepository) {
  const test::TempRepo repo;
  repo.write("agents/sub/x.md", "x");
  const test::ScopedDirectory here(repo.at("agents/sub"));
  cli::Session session;
  EXPECT_EQ(session.repository_path("x.md"), "agents/sub/x.md");
  EXPECT_EQ(session.repository_path("../y.md"), "agents/y.md");
  EXPECT_EQ(session.repository_path(repo.at("z")), "z");
  EXPECT_EQ(session.repository_path("../.."), "");
}

TEST(Session, APathOutsideIsAUsageError) {
  const test::TempRepo repo;
  const test::ScopedDirectory here(repo.path());
  cli::Session session;
  EXPECT_EQ(failure_of([&] { session.repository_path("../x"); }),
            "'../x' is outside of '" + repo.path() + "'");
  EXPECT_EQ(failure_of([&] { session.repository_path(repo.path() + "-other/x"); }),
            "'" + repo.path() + "-other/x' is outside of '" + repo.path() + "'");
}

TEST(Session, APathThroughALinkToTheRepositoryIsInside) {
  const test::TempRepo repo;
  repo.write("agents/x.md", "x");
  const test::TempDir elsewhere;
  std::filesystem::create_directory_symlink(repo.path(), elsewhere.at("link"));
  const test::ScopedDirectory here(repo.path());
  cli::Session session;
  EXPECT_EQ(session.repository_path(elsewhere.at("link/agents/x.md")), "agents/x.md");
}

TEST(Session, OutsideOfARepositoryADirectoryIsRead) {
  test::clean_environment();
  const test::TempDir directory;
  directory.write("agents/x.md", "x");
  const test::ScopedVariable ceiling("GIT_CEILING_DIRECTORIES", "/");
  const test::ScopedDirectory here(directory.path());
  cli::Session session;
  EXPECT_EQ(session.repository_if_any(), nullptr);
  EXPECT_EQ(session.memo(), nullptr);
  EXPECT_EQ(content(session.tree(false, "")), "x");
  EXPECT_EQ(failure_of([&] { session.repository(); }), "not a git repository");
  EXPECT_EQ(session.repository_path("agents/x.md"), "agents/x.md");
}

TEST(Session, TheTreeIsTheOneThatWasAskedFor) {
  const test::TempRepo repo;
  repo.write("agents/x.md", "committed");
  repo.commit("x");
  repo.write("agents/x.md", "staged");
  repo.git("add", "-A");
  repo.write("agents/x.md", "edited");
  const test::ScopedDirectory here(repo.path());
  cli::Session session;
  EXPECT_EQ(content(session.tree(false, "")), "edited");
  EXPECT_EQ(content(session.tree(true, "")), "staged");
  EXPECT_EQ(content(session.tree(false, "HEAD")), "committed");
  EXPECT_EQ(failure_of([&] { session.tree(true, "HEAD"); }),
            "'--staged' and '--rev' exclude each other");
}

TEST(Session, UnusableSettingsAreNamedByTheirPlace) {
  const test::TempRepo repo;
  repo.write(".git-agents.yaml", "version: 1\nbuidl: {}\n");
  const test::ScopedDirectory here(repo.path());
  cli::Session session;
  EXPECT_TRUE(failure_of([&] { session.settings(); }).starts_with(".git-agents.yaml:2:1: "));
}

TEST(Session, TheUsersOwnSettingsAreReadFromTheirDirectory) {
  const test::TempRepo repo;
  const test::ScopedDirectory here(repo.path());
  EXPECT_TRUE(cli::Session().user_settings().sources.empty());
  const std::string file = source::user_settings_file();
  EXPECT_EQ(file, os::variable("XDG_CONFIG_HOME").value_or("") + "/git-agents/config.yaml");
  os::write_atomically(file, "version: 1\nsources: [{url: 'file:///srv/lib'}]\n", os::Sync::no);
  const auto sources = cli::Session().user_settings().sources;
  ASSERT_EQ(sources.size(), 1U);
  EXPECT_EQ(sources[0].tier, settings::Source::Tier::user);
  os::write_atomically(file, "version: 1\nbuild: {}\n", os::Sync::no);
  cli::Session session;
  EXPECT_EQ(failure_of([&] { session.user_settings(); }),
            file + ":2:1: 'build' belongs into a repository's own file");
  os::remove_file(file);
}

TEST(Session, ABareRepositoryHasNoWorkTreeToRead) {
  const test::TempRepo repo({"--bare"});
  const test::ScopedDirectory here(repo.path());
  cli::Session session;
  EXPECT_EQ(failure_of([&] { session.tree(false, ""); }), "this repository has no work tree");
}

TEST(Session, ColourFollowsGitsSettings) {
  const test::TempRepo repo;
  const test::ScopedDirectory here(repo.path());
  repo.git("config", "color.ui", "always");
  EXPECT_TRUE(cli::Session().colour(1));
  repo.git("config", "color.agents", "false");
  EXPECT_FALSE(cli::Session().colour(1));
}

}  // namespace
