#include "git/config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "support/temp_repo.hpp"

namespace git {
namespace {

class ConfigTest : public testing::Test {
 protected:
  Config load(const std::string& text) const {
    repo_.write(".git/config", "[core]\n\trepositoryformatversion = 0\n" + text);
    return Config::load(repository());
  }
  Repository repository() const { return discover(repo_.path()).value(); }
  static std::string message_of(const std::function<void()>& work) {
    try {
      work();
    } catch (const base::Error& error) {
      EXPECT_EQ(error.code(), base::ErrorCode::invalid);
      return error.message();
    }
    return "no error";
  }
  test::TempRepo repo_;
};

TEST_F(ConfigTest, TheLastValueWins) {
  const Config config = load("[a]\n\tb = 1\n\tb = two\\nlines\n");
  EXPECT_EQ(config.text("a.b"), "two\nlines");
  EXPECT_EQ(config.text("a.c"), std::nullopt);
}

TEST_F(ConfigTest, KeysHaveNoCaseButSubsectionsDo) {
  const Config config = load("[Agents \"Sub.Section\"]\n\tcacheDir = x\n[AGENTS]\n\tJobs = 4\n");
  EXPECT_EQ(config.text("agents.Sub.Section.cachedir"), "x");
  EXPECT_EQ(config.text("Agents.Sub.Section.CacheDir"), "x");
  EXPECT_EQ(config.text("agents.sub.section.cachedir"), std::nullopt);
  EXPECT_EQ(config.integer("agents.jobs"), 4);
  EXPECT_TRUE(config.all().contains("agents.jobs"));
}

TEST_F(ConfigTest, ReadsBooleansAsGitDoes) {
  const Config config = load(
      "[a]\n\tbare\n\tempty =\n\tyes = Yes\n\ton = on\n\tone = 1\n\tno = no\n\toff = OFF\n"
      "\tzero = 0\n\tminus = -1\n\tbad = perhaps\n");
  for (const char* key : {"a.bare", "a.yes", "a.on", "a.one", "a.minus"}) {
    EXPECT_TRUE(config.boolean(key, false)) << key;
  }
  for (const char* key : {"a.empty", "a.no", "a.off", "a.zero"}) {
    EXPECT_FALSE(config.boolean(key, true)) << key;
  }
  EXPECT_TRUE(config.boolean("a.none", true));
  EXPECT_EQ(message_of([&] { config.boolean("a.bad", true); }),
            "bad boolean value 'perhaps' of git configuration 'a.bad'");
}

TEST_F(ConfigTest, ReadsIntegersWithUnits) {
  const Config config = load(
      "[a]\n\tk = 2k\n\tm = 3M\n\tg = 1g\n\tn = -7\n\tx = 0x10\n\tbad = 3x\n\tempty =\n"
      "\thuge = 9223372036854775807k\n");
  EXPECT_EQ(config.integer("a.k"), 2048);
  EXPECT_EQ(config.integer("a.m"), 3 << 20);
  EXPECT_EQ(config.integer("a.g"), 1 << 30);
  EXPECT_EQ(config.integer("a.n"), -7);
  EXPECT_EQ(config.integer("a.x"), 16);
  EXPECT_EQ(config.integer("a.none"), std::nullopt);
  EXPECT_EQ(message_of([&] { config.integer("a.bad"); }),
            "bad numeric value '3x' of git configuration 'a.bad'");
  EXPECT_THROW(config.integer("a.empty"), base::Error);
  EXPECT_THROW(config.integer("a.huge"), base::Error);
}

TEST_F(ConfigTest, SeesIncludesTheWorktreesOwnAndTheCommandLine) {
  repo_.write("included", "[a]\n\tincluded = 1\n");
  repo_.write(".git/config.worktree", "[a]\n\tworktree = 1\n");
  repo_.write(".git/config",
              "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tworktreeConfig = true\n"
              "[include]\n\tpath = ../included\n");
  const test::ScopedDirectory here(repo_.path());
  const test::ScopedVariable count("GIT_CONFIG_COUNT", "1");
  const test::ScopedVariable key("GIT_CONFIG_KEY_0", "a.counted");
  const test::ScopedVariable value("GIT_CONFIG_VALUE_0", "1");
  const test::ScopedVariable option("GIT_CONFIG_PARAMETERS", "'a.option'='1'");
  const Config config = Config::load(discover().value());
  for (const char* name : {"a.included", "a.worktree", "a.counted", "a.option"}) {
    EXPECT_EQ(config.text(name), "1") << name;
  }
  EXPECT_EQ(config.text("user.name"), "A U Thor");
}

TEST_F(ConfigTest, GlobalKnowsNoRepository) {
  repo_.git("config", "a.local", "1");
  const test::ScopedDirectory here(repo_.path());
  const test::ScopedVariable option("GIT_CONFIG_PARAMETERS", "'a.option'='1'");
  const Config config = Config::load_global();
  EXPECT_EQ(config.text("a.local"), std::nullopt);
  EXPECT_EQ(config.text("a.option"), "1");
  EXPECT_EQ(config.text("user.name"), "A U Thor");
}

TEST_F(ConfigTest, SetsAndRemovesInTheRepositorysOwnFile) {
  repo_.git("config", "--add", "a.b", "1");
  repo_.git("config", "--add", "a.b", "2");
  set_config(repository(), "a.b", "-x y\n");
  EXPECT_EQ(repo_.git("config", "--local", "--get-all", "a.b"), "-x y\n");
  unset_config(repository(), "a.b");
  unset_config(repository(), "a.b");
  EXPECT_EQ(Config::load(repository()).text("a.b"), std::nullopt);
  EXPECT_THROW(set_config(repository(), "bad key", "x"), base::Error);
}

}  // namespace
}  // namespace git
