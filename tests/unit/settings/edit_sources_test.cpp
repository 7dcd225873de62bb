#include "settings/edit_sources.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace settings {
namespace {

constexpr std::string_view rules[] = {"cycle"};
constexpr std::string_view kinds[] = {"page"};
constexpr std::string_view profiles[] = {"any"};
constexpr std::string_view tools[] = {"claude"};
constexpr Vocabulary words{rules, kinds, profiles, tools};

Source of_url(const std::string& url) {
  Source source;
  source.url = url;
  return source;
}

/// The new text, or "! problem".
std::string outcome(const Edited& edited) {
  return edited.problem.empty() ? edited.text : "! " + edited.problem;
}

std::string added(std::string_view text, const Source& source = of_url("a/b"),
                  Owner owner = Owner::repository) {
  return outcome(add_source({text, words, owner}, source));
}
std::string changed(std::string_view text, std::size_t index, const SourceChanges& changes) {
  return outcome(change_source({text, words}, index, changes));
}
std::string removed(std::string_view text, std::size_t index = 0) {
  return outcome(remove_source({text, words}, index));
}

TEST(AddSource, MakesAFileThatSaysNothingOneThatIsWhole) {
  EXPECT_EQ(added(""), "version: 1\nsources:\n  - url: a/b\n");
  EXPECT_EQ(added("# mine\n"), "# mine\nversion: 1\nsources:\n  - url: a/b\n");
  EXPECT_EQ(added("# mine"), "# mine\nversion: 1\nsources:\n  - url: a/b\n");
  EXPECT_EQ(added("# mine\r\n"), "# mine\r\nversion: 1\r\nsources:\r\n  - url: a/b\r\n");
}

TEST(AddSource, WritesOnlyWhatIsNotTheDefault) {
  Source source = of_url("git@host:a/b.git");
  source.name = "lib";
  source.ref = "1.0";
  source.path = "in side";
  source.priority = 7;
  source.tier = Source::Tier::system;
  source.method = Source::Method::http;
  EXPECT_EQ(added("version: 1\n", source),
            "version: 1\nsources:\n  - name: lib\n    url: git@host:a/b.git\n    ref: \"1.0\"\n"
            "    path: \"in side\"\n    priority: 7\n    tier: system\n    sync: http\n");
  Source mine = of_url("file:///srv/x");
  mine.tier = Source::Tier::user;
  EXPECT_EQ(added("version: 1\n", mine, Owner::user),
            "version: 1\nsources:\n  - url: file:///srv/x\n");
}

TEST(AddSource, AppendsTheListToTheFile) {
  EXPECT_EQ(added("version: 1"), "version: 1\nsources:\n  - url: a/b\n");
  EXPECT_EQ(added("version: 1\n# the end\n"), "version: 1\n# the end\nsources:\n  - url: a/b\n");
  EXPECT_EQ(added("version: 1 # one\n\n\n"), "version: 1 # one\n\n\nsources:\n  - url: a/b\n");
  EXPECT_EQ(added("---\nversion: 1\n...\n"), "---\nversion: 1\nsources:\n  - url: a/b\n...\n");
  EXPECT_EQ(added("  version: 1\n"), "  version: 1\n  sources:\n    - url: a/b\n");
  EXPECT_EQ(added("version: 1\r\nbuild: {}\r\n"),
            "version: 1\r\nbuild: {}\r\nsources:\r\n  - url: a/b\r\n");
  EXPECT_EQ(added("{version: 1}\n"), "{version: 1, sources: [{url: a/b}]}\n");
  EXPECT_EQ(added("{version: 1,}\n"), "{version: 1, sources: [{url: a/b}],}\n");
}

TEST(AddSource, FillsAListWithoutItems) {
  EXPECT_EQ(added("version: 1\nsources: []\nbuild: {}\n"),
            "version: 1\nsources:\n  - url: a/b\nbuild: {}\n");
  EXPECT_EQ(added("version: 1\nsources:\nbuild: {}\n"),
            "version: 1\nsources:\n  - url: a/b\nbuild: {}\n");
  EXPECT_EQ(added("version: 1\nsources:\n"), "version: 1\nsources:\n  - url: a/b\n");
  EXPECT_EQ(added("version: 1\nsources:"), "version: 1\nsources:\n  - url: a/b\n");
  EXPECT_EQ(added("version: 1\nsources: ~ # none\n  # - url: x/y\n"),
            "version: 1\nsources: # none\n  - url: a/b\n  # - url: x/y\n");
  EXPECT_EQ(added("version: 1\nsources: # none\n# end\n"),
            "version: 1\nsources: # none\n  - url: a/b\n# end\n");
  EXPECT_EQ(added("version: 1\r\nsources: []\r\n"), "version: 1\r\nsources:\r\n  - url: a/b\r\n");
  EXPECT_EQ(added("version: 1\nsources: [\n  # none\n]\n"),
            "version: 1\nsources: [{url: a/b}\n  # none\n]\n");
  EXPECT_EQ(added("{version: 1, sources: []}\n"), "{version: 1, sources: [{url: a/b}]}\n");
  EXPECT_EQ(added("{version: 1, sources: }\n"), "{version: 1, sources: [{url: a/b}] }\n");
  EXPECT_EQ(added("{version: 1, sources: null, build: {}}\n"),
            "{version: 1, sources: [{url: a/b}], build: {}}\n");
}

TEST(AddSource, ComesAfterTheOthersInTheirStyle) {
  EXPECT_EQ(added("version: 1\nsources:\n- url: x/y\nbuild: {}\n"),
            "version: 1\nsources:\n- url: x/y\n- url: a/b\nbuild: {}\n");
  EXPECT_EQ(added("version: 1\nsources:\n    - url: x/y"),
            "version: 1\nsources:\n    - url: x/y\n    - url: a/b\n");
  EXPECT_EQ(added("version: 1\nsources:\n  - {url: x/y} # why\n\n# next\nbuild: {}\n"),
            "version: 1\nsources:\n  - {url: x/y} # why\n  - {url: a/b}\n\n# next\nbuild: {}\n");
  EXPECT_EQ(added("version: 1\nsources:\n  - url: x/y\n    # ref: v1\n  # more\nbuild: {}\n"),
            "version: 1\nsources:\n  - url: x/y\n    # ref: v1\n  - url: a/b\n  # more\n"
            "build: {}\n");
  EXPECT_EQ(added("version: 1\nsources:\n  -\n    url: x/y\n"),
            "version: 1\nsources:\n  -\n    url: x/y\n  - url: a/b\n");
  EXPECT_EQ(added("version: 1\nsources: [{url: x/y}] # all\n"),
            "version: 1\nsources: [{url: x/y}, {url: a/b}] # all\n");
  EXPECT_EQ(added("version: 1\nsources: [\n  {url: x/y}, # why\n]\n"),
            "version: 1\nsources: [\n  {url: x/y},\n  {url: a/b}, # why\n]\n");
}

TEST(AddSource, IsRefusedWithTheTextToPasteWhereItCannotBeDone) {
  const std::string_view alias =
      "version: 1\nvalidate: {ignore: &x [a]}\nsources: &s [{url: x/y}]\ndetect: []\n";
  EXPECT_EQ(added(alias),
            "version: 1\nvalidate: {ignore: &x [a]}\nsources: &s [{url: x/y}, {url: a/b}]\n"
            "detect: []\n");
  const auto edited = add_source({"version: 1\n? sources\n: []\n", words}, of_url("a/b"));
  EXPECT_EQ(edited.problem, "the file is written in a way that cannot be edited");
  EXPECT_EQ(edited.text, "");
  EXPECT_EQ(edited.paste, "sources:\n  - url: a/b\n");
  EXPECT_EQ(added("version: 2\n"), "! the file has errors: version 2 of this file is not known");
  EXPECT_EQ(added("version: 1\nsources: [{url: a/b}]\n"), "! this source is there already");
}

constexpr std::string_view three =
    "version: 1\n"
    "sources:\n"
    "  # the first\n"
    "  - url: a/one # 1\n"
    "    ref: main  # branch\n"
    "\n"
    "  # the second\n"
    "  - {url: 'a/two', ref: \"v1\", path: p}\n"
    "  - ref: v3\n"
    "    # where\n"
    "    url: a/three\n"
    "    path: q\n"
    "build: {}\n";

std::string with(std::string_view from, std::string_view to) {
  std::string text(three);
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(ChangeSource, ReplacesTheValueAndNothingElse) {
  EXPECT_EQ(changed(three, 0, {{"ref", "dev"}}), with("ref: main  # branch", "ref: dev  # branch"));
  EXPECT_EQ(changed(three, 1, {{"ref", "v2"}}), with("\"v1\"", "v2"));
  EXPECT_EQ(changed(three, 1, {{"url", "x/y"}}), with("'a/two'", "x/y"));
  EXPECT_EQ(changed(three, 2, {{"ref", "1"}}), with("ref: v3", "ref: \"1\""));
}

TEST(ChangeSource, AddsAKeyThatIsNotThere) {
  EXPECT_EQ(changed(three, 0, {{"sync", "git"}}),
            with("ref: main  # branch\n", "ref: main  # branch\n    sync: git\n"));
  EXPECT_EQ(changed(three, 1, {{"priority", "5"}}), with("path: p}", "path: p, priority: 5}"));
  EXPECT_EQ(changed(three, 2, {{"name", "n"}, {"tier", "user"}}),
            with("path: q\n", "path: q\n    name: n\n    tier: user\n"));
  EXPECT_EQ(changed("version: 1\nsources:\n  - url: a/b", 0, {{"ref", "x"}}),
            "version: 1\nsources:\n  - url: a/b\n    ref: x\n");
}

TEST(ChangeSource, TakesAKeyOut) {
  EXPECT_EQ(changed(three, 0, {{"ref", ""}}), with("    ref: main  # branch\n", ""));
  EXPECT_EQ(changed(three, 1, {{"ref", ""}}), with("ref: \"v1\", ", ""));
  EXPECT_EQ(changed(three, 1, {{"path", ""}}), with(", path: p", ""));
  EXPECT_EQ(changed(three, 2, {{"ref", ""}}), with("ref: v3", ""));
  EXPECT_EQ(changed("version: 1\nsources:\n  - ref: x # c\n    url: a/b\n", 0, {{"ref", ""}}),
            "version: 1\nsources:\n  - url: a/b\n");
  EXPECT_EQ(changed(three, 0, {{"path", ""}}), std::string(three));
  EXPECT_EQ(changed("version: 1\nsources: [{url: a/b, # where\n  ref: x}]\n", 0, {{"ref", ""}}),
            "version: 1\nsources: [{url: a/b, # where\n  }]\n");
  EXPECT_EQ(changed("version: 1\nsources: [{ref: x # c\n , url: a/b}]\n", 0, {{"ref", ""}}),
            "version: 1\nsources: [{ # c\n  url: a/b}]\n");
}

TEST(ChangeSource, IsRefusedWhereTheValueIsNone) {
  EXPECT_EQ(changed(three, 0, {{"ref", "a b"}}),
            "! 'sources.ref' is not the name of a branch, tag or commit");
  EXPECT_EQ(changed(three, 0, {{"url", "a/two"}, {"ref", "v1"}, {"path", "p"}}),
            "! this source is there already");
  EXPECT_EQ(changed(three, 0, {{"url", ""}}), "! 'sources.url' is missing");
  EXPECT_EQ(change_source({three, words}, 0, {{"ref", "a b"}}).paste, "");
}

TEST(RemoveSource, TakesItsLinesOutAndNothingElse) {
  EXPECT_EQ(removed(three, 0), with("  - url: a/one # 1\n    ref: main  # branch\n", ""));
  EXPECT_EQ(removed(three, 1), with("  - {url: 'a/two', ref: \"v1\", path: p}\n", ""));
  EXPECT_EQ(removed(three, 2),
            with("  - ref: v3\n    # where\n    url: a/three\n    path: q\n", ""));
}

TEST(RemoveSource, LeavesAnEmptyListInTheEnd) {
  EXPECT_EQ(removed("version: 1\nsources: # all\n  # one\n  - url: a/b\nbuild: {}\n"),
            "version: 1\nsources: [] # all\n  # one\nbuild: {}\n");
  EXPECT_EQ(removed("version: 1\nsources:\n- url: a/b"), "version: 1\nsources: []\n");
  EXPECT_EQ(removed("version: 1\r\nsources:\r\n- url: a/b\r\n"), "version: 1\r\nsources: []\r\n");
  EXPECT_EQ(removed("version: 1\nsources: [{url: a/b}]\n"), "version: 1\nsources: []\n");
  EXPECT_EQ(removed("version: 1\nsources: [{url: a/b},]\n"), "version: 1\nsources: []\n");
}

TEST(RemoveSource, TakesOneCommaAlong) {
  const std::string_view flow = "version: 1\nsources: [{url: a/a}, {url: b/b}, {url: c/c}]\n";
  EXPECT_EQ(removed(flow, 0), "version: 1\nsources: [{url: b/b}, {url: c/c}]\n");
  EXPECT_EQ(removed(flow, 1), "version: 1\nsources: [{url: a/a}, {url: c/c}]\n");
  EXPECT_EQ(removed(flow, 2), "version: 1\nsources: [{url: a/a}, {url: b/b}]\n");
  EXPECT_EQ(removed("version: 1\nsources: [\n  {url: a/a}, # a\n  {url: b/b}, # b\n]\n", 1),
            "version: 1\nsources: [\n  {url: a/a}, # a\n   # b\n]\n");
}

TEST(AddDetect, WritesRules) {
  const std::vector<Detect> found = {{{"pyproject.toml", "*.py"}, {"engineer/python"}},
                                     {{}, {"qa", "research"}}};
  EXPECT_EQ(outcome(add_detect({"version: 1\n", words}, found)),
            "version: 1\ndetect:\n  - files: [pyproject.toml, \"*.py\"]\n"
            "    deploy: [engineer/python]\n  - deploy: [qa, research]\n");
  EXPECT_EQ(outcome(add_detect({"version: 1\ndetect:\n  - deploy: a\n", words}, {found[1]})),
            "version: 1\ndetect:\n  - deploy: a\n  - deploy: [qa, research]\n");
  EXPECT_EQ(detect_text(found),
            "detect:\n  - files: [pyproject.toml, \"*.py\"]\n    deploy: [engineer/python]\n"
            "  - deploy: [qa, research]\n");
}

TEST(AddDetect, BreaksLongLists) {
  std::vector<std::string> names(8, "engineer/backend/python");
  EXPECT_EQ(detect_text({{{}, names}}).substr(0, 60),
            "detect:\n  - deploy:\n      - engineer/backend/python\n      - ");
  EXPECT_EQ(outcome(add_detect({"version: 1\n", words}, {{{}, names}})),
            "version: 1\n" + detect_text({{{}, names}}));
}

}  // namespace
}  // namespace settings
