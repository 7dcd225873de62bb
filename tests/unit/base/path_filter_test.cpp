#include <gtest/gtest.h>

#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "base/glob.hpp"
#include "support/temp_dir.hpp"

namespace {

using base::PathFilter;
using Strings = std::vector<std::string>;

/// A repository whose only .gitignore asks git the same questions that we ask ourselves.
class Oracle {
 public:
  Oracle() { shell("git init -q ."); }

  /// For each path, whether git ignores it. The paths do not exist, so the last part is a file.
  std::vector<bool> ignored(const Strings& patterns, const Strings& paths) {
    directory_.write("repo/.gitignore", lines(patterns));
    directory_.write("paths", lines(paths));
    shell(
        "git -c core.quotePath=false check-ignore --no-index -v -n --stdin <../paths >../answers");
    std::istringstream answers(directory_.read("answers"));
    std::vector<bool> result;
    for (std::string line; std::getline(answers, line);) {
      const std::string rule = line.substr(0, line.find('\t'));
      const std::size_t pattern = rule.find(':', rule.find(':') + 1) + 1;
      result.push_back(rule != "::" && rule[pattern] != '!');
    }
    return result;
  }

 private:
  static std::string lines(const Strings& values) {
    std::string text;
    for (const std::string& value : values) text += value + "\n";
    return text;
  }
  void shell(const std::string& command) const {
    std::filesystem::create_directories(directory_.at("repo"));
    const std::string line = "cd '" + directory_.at("repo") +
                             "' && env -u GIT_DIR -u GIT_INDEX_FILE -u GIT_WORK_TREE HOME='" +
                             directory_.path() +
                             "' GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 " + command;
    // check-ignore exits with 1 where nothing is ignored.
    const int status = std::system(line.c_str());
    if (status != 0 && WEXITSTATUS(status) != 1) throw std::runtime_error(line);
  }
  test::TempDir directory_;
};

void expect_agreement(Oracle& git, const Strings& patterns, const Strings& paths) {
  const std::vector<bool> expected = git.ignored(patterns, paths);
  ASSERT_EQ(expected.size(), paths.size());
  const PathFilter filter(patterns);
  for (std::size_t i = 0; i < paths.size(); ++i) {
    EXPECT_EQ(filter.matches(paths[i]), expected[i])
        << paths[i] << " under " << testing::PrintToString(patterns);
  }
}

TEST(PathFilter, IsEmptyWithoutPatterns) {
  EXPECT_TRUE(PathFilter({}).empty());
  EXPECT_TRUE(PathFilter({"", "# comment", "   ", "/"}).empty());
  EXPECT_FALSE(PathFilter({"a"}).empty());
  EXPECT_FALSE(PathFilter({}).matches("a"));
}

TEST(PathFilter, IgnoresEverythingBelowAnIgnoredDirectory) {
  const PathFilter filter({"build/", "!build/keep.md"});
  EXPECT_TRUE(filter.matches("build/a.md"));
  EXPECT_TRUE(filter.matches("x/build/y/a.md"));
  EXPECT_TRUE(filter.matches("build/keep.md"));
  EXPECT_FALSE(filter.matches("build"));
}

TEST(PathFilter, LetsTheLastMatchWin) {
  const PathFilter filter({"*.md", "!README.md", "docs/README.md"});
  EXPECT_TRUE(filter.matches("a.md"));
  EXPECT_FALSE(filter.matches("x/README.md"));
  EXPECT_TRUE(filter.matches("docs/README.md"));
}

const Strings paths = {"a",
                       "b",
                       "a.md",
                       "a/b",
                       "a/b/c",
                       "a/b/c.md",
                       "b/a",
                       "b/a.md",
                       "x/a/b",
                       "x/y/a/b.md",
                       "README.md",
                       "a/README.md",
                       "ab",
                       "abc/d",
                       "#a",
                       "!a",
                       "a b",
                       "a ",
                       "a/ b",
                       "[a]",
                       "a*",
                       "a\\b",
                       ".hidden",
                       "a/.hidden/b",
                       "docs/x.md",
                       "docs/sub/x.md",
                       "src/docs/x.md",
                       "foo/bar",
                       "foo/x/bar",
                       "foo/x/y/bar",
                       "foobar",
                       "bar/foo",
                       "caf\xC3\xA9/x"};

TEST(PathFilterAgainstGit, AgreesOnSinglePatterns) {
  Oracle git;
  const Strings patterns = {"a",           "/a",
                            "a/",          "/a/",
                            "*.md",        "/*.md",
                            "a/*",         "a/**",
                            "**/a",        "**/a/",
                            "a/**/c",      "**/b/**",
                            "*/b",         "*/*/b",
                            "?",           "/?",
                            "[ab]",        "[!a]",
                            "[^a]*",       "[a-b].md",
                            "\\#a",        "#a",
                            "\\!a",        "a\\ ",
                            "a ",          "a\\ b",
                            "a b",         "\\[a]",
                            "[[]a]",       "a\\*",
                            "a\\\\b",      "a\\",
                            "*",           "/*",
                            "**",          "/**",
                            "*/",          "**/",
                            "a**",         "**a",
                            ".*",          ".*/",
                            "docs/*.md",   "docs/**/*.md",
                            "/docs/",      "**/docs/*.md",
                            "foo/**/bar",  "foo/*/bar",
                            "f*r",         "f*/bar",
                            "//a",         "a//",
                            "a/b/",        "a/b/c/",
                            "[",           "[a",
                            "[[:alpha:]]", "[[:alpha:]]*",
                            "[[:bogus:]]", "caf?/x",
                            "caf[^x]?/x",  "/",
                            "*a*b*",       "x/y",
                            "y/a",         "\\a",
                            "*.[mM]d",     "a\r",
                            "***",         "a/***/c",
                            "/**/a"};
  for (const std::string& pattern : patterns) expect_agreement(git, {pattern}, paths);
}

TEST(PathFilterAgainstGit, AgreesOnNegations) {
  Oracle git;
  const std::vector<Strings> lists = {{"*", "!*.md"},
                                      {"*", "!*/", "!*.md"},
                                      {"a/", "!a/b"},
                                      {"a/*", "!a/b"},
                                      {"a/**", "!a/b/"},
                                      {"*.md", "!README.md"},
                                      {"!a", "a"},
                                      {"/*", "!/docs"},
                                      {"a", "!a", "a/b"},
                                      {"**/docs/**", "!**/x.md"},
                                      {"!"},
                                      {"docs", "!docs/x.md"},
                                      {"docs/*", "!docs/sub/", "docs/sub/x*"},
                                      {"foo/**", "!foo/**/", "!bar"},
                                      {"*", "!foo", "!foo/**/"},
                                      {"!!a"},
                                      {"\\!a", "!#a"},
                                      {"*\\ ", "!a\\ "}};
  for (const Strings& patterns : lists) expect_agreement(git, patterns, paths);
}

TEST(PathFilterAgainstGit, AgreesOnAGeneratedCrossProduct) {
  Oracle git;
  const Strings parts = {"a", "*", "**", "?b", "[ab]*"};
  Strings generated;
  for (const char* first : {"a", "b", "ab"}) {
    generated.push_back(first);
    for (const char* second : {"a", "bb", "a.md"}) {
      generated.push_back(std::string(first) + "/" + second);
      for (const char* third : {"a", "ab"}) {
        generated.push_back(std::string(first) + "/" + second + "/" + third);
      }
    }
  }
  for (const std::string& one : parts) {
    for (const std::string& two : parts) {
      for (const char* prefix : {"", "/"}) {
        expect_agreement(git, {prefix + one + "/" + two}, generated);
        expect_agreement(git, {prefix + one + "/" + two + "/"}, generated);
      }
      for (const char* three : {"a", "**", "*b"}) {
        expect_agreement(git, {one + "/" + two + "/" + three}, generated);
      }
    }
  }
}

}  // namespace
