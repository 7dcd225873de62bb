#include "settings/settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace settings {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Lines = std::vector<std::string>;

constexpr std::string_view rules[] = {"cycle", "length", "symlink"};
constexpr std::string_view kinds[] = {"page", "skill", "command"};
constexpr std::string_view profiles[] = {"any", "claude", "gemini"};
constexpr std::string_view tools[] = {"claude"};
constexpr Vocabulary words{rules, kinds, profiles, tools};

Loaded load(std::string_view text) {
  return parse(text, "conf.yaml", words);
}

/// The settings of a text that has nothing wrong in it.
Settings good(std::string_view text) {
  auto loaded = load(text);
  for (const auto& diagnostic : loaded.diagnostics) ADD_FAILURE() << diagnostic.message;
  return loaded.settings;
}

/// "line:column+width message (hint)" of each diagnostic.
Lines said(std::string_view text) {
  Lines out;
  for (const auto& d : load(text).diagnostics) {
    out.push_back(std::to_string(d.place.line) + ":" + std::to_string(d.place.column) + "+" +
                  std::to_string(d.place.width) + " " + d.message +
                  (d.hint.empty() ? "" : " (" + d.hint + ")"));
  }
  return out;
}

/// The same for a body below "version: 1".
Lines below(const std::string& body) {
  return said("version: 1\n" + body);
}

Settings set(const std::string& body) {
  return good("version: 1\n" + body);
}

TEST(Settings, DefaultsHoldForWhatIsNotSaid) {
  const Settings settings = good("version: 1\n");
  EXPECT_THAT(settings.definitions, IsEmpty());
  EXPECT_EQ(settings.build.base, "BASE-AGENT.md");
  EXPECT_EQ(settings.build.order, Build::Order::root_first);
  EXPECT_EQ(settings.build.output, "");
  EXPECT_THAT(settings.deploy.on, ElementsAre("merge", "checkout"));
  EXPECT_THAT(settings.deploy.branches, IsEmpty());
  EXPECT_THAT(settings.deploy.targets, IsEmpty());
  EXPECT_EQ(settings.validate.fail_on, base::Severity::error);
  EXPECT_THAT(settings.validate.rules, IsEmpty());
  EXPECT_THAT(settings.validate.ignore, IsEmpty());
  EXPECT_EQ(settings.validate.max_bytes, 1048576u);
}

TEST(Settings, EmptyFileAndEmptySectionsSayNothing) {
  EXPECT_THAT(said(""), IsEmpty());
  EXPECT_THAT(said("# only a comment\n"), IsEmpty());
  EXPECT_THAT(below("build:\ndeploy:\nvalidate:\n"), IsEmpty());
}

TEST(Settings, EveryErrorIsOneOfTheConfigurationFile) {
  const auto diagnostics = load("version: 1\nvaldate: {}\n").diagnostics;
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].rule, "configuration");
  EXPECT_EQ(diagnostics[0].severity, base::Severity::error);
  EXPECT_EQ(diagnostics[0].path, "conf.yaml");
  EXPECT_EQ(diagnostics[0].consequence,
            "the configuration is not used, and nothing is checked or deployed");
  EXPECT_EQ(diagnostics[0].place.excerpt, "valdate: {}");
  EXPECT_FALSE(diagnostics[0].fixable);
}

TEST(Settings, FileMustBeYaml) {
  EXPECT_THAT(said("version: [1\n"), ElementsAre("1:10+2 unquoted value starts with '['",
                                                 "1:10+2 'version' must be a whole number"));
  EXPECT_THAT(below("build: {base: a}\nbuild: {base: b}\n"),
              ElementsAre(testing::StartsWith("3:1+5 ")));
}

TEST(Settings, FileMustBeAMapping) {
  EXPECT_THAT(said("- version\n"), ElementsAre("1:1+9 the file must be a mapping, not a list"));
  EXPECT_THAT(said("7\n"), ElementsAre("1:1+1 the file must be a mapping, not an integer"));
}

TEST(Settings, VersionIsRequiredAndKnown) {
  EXPECT_THAT(said("build: {}\n"),
              ElementsAre("1:1+0 'version' is missing (begin the file with 'version: 1')"));
  EXPECT_THAT(said("version: 2\n"),
              ElementsAre("1:10+1 version 2 of this file is not known (this program knows version "
                          "1: install a newer version)"));
  EXPECT_THAT(said("version: one\n"), ElementsAre("1:10+3 'version' must be a whole number"));
  EXPECT_THAT(said("version: 1.0\n"), ElementsAre("1:10+3 'version' must be a whole number"));
  EXPECT_THAT(said("version: 99999999999999999999\n"),
              ElementsAre(testing::StartsWith("1:10+20 version 99999999999999999999 of this")));
}

TEST(Settings, UnknownKeysAreErrorsWithASuggestion) {
  EXPECT_THAT(below("valdate: {}\n"),
              ElementsAre("2:1+7 unknown key 'valdate' (did you mean 'validate'?)"));
  EXPECT_THAT(below("build:\n  ordr: root-first\n"),
              ElementsAre("3:3+4 unknown key 'build.ordr' (did you mean 'order'?)"));
  EXPECT_THAT(below("build: {x: 1}\n"),
              ElementsAre("2:9+1 unknown key 'build.x' (possible: base, order, output, stage)"));
  EXPECT_THAT(below("definitions: [{path: a, knd: skill}]\n"),
              ElementsAre("2:25+3 unknown key 'definitions.knd' (did you mean 'kind'?)"));
  EXPECT_THAT(below("deploy: {targets: [{tool: claude, path: /x}]}\n"),
              ElementsAre("2:35+4 unknown key 'deploy.targets.path' (possible: tool, scope)"));
}

TEST(Settings, ABeginningIsASuggestionToo) {
  EXPECT_THAT(below("validate: {fail-on: warn}\n"),
              ElementsAre("2:21+4 'warn' is not a value of 'validate.fail-on' (did you mean "
                          "'warning'?)"));
  EXPECT_THAT(below("deploy: {targets: [{tool: claude-code}]}\n"),
              ElementsAre("2:27+11 'claude-code' is not a value of 'deploy.targets.tool' (did you "
                          "mean 'claude'?)"));
}

TEST(Settings, ALongListOfWordsIsNotShown) {
  std::vector<std::string> names;
  for (int i = 0; i < 25; ++i) names.push_back("rule-" + std::to_string(i));
  const std::vector<std::string_view> many(names.begin(), names.end());
  const Vocabulary wide{many, kinds, profiles, tools};
  const auto found = parse("version: 1\nvalidate: {rules: {x: off}}\n", "", wide).diagnostics;
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].hint, "none of the 25 that are known is like it");
}

TEST(Settings, PlannedKeysAreRefusedByName) {
  EXPECT_THAT(below("index: {}\n"),
              ElementsAre("2:1+5 'index' is not supported by this version (remove the key, or "
                          "install a newer version)"));
  for (const Key& key : keys()) {
    if (key.setter != Key::Setter::planned) continue;
    const auto dot = key.name.find('.');
    const std::string name(key.name);
    const std::string body = dot == std::string::npos
                                 ? name + ": 1\n"
                                 : name.substr(0, dot) + ": {" + name.substr(dot + 1) + ": 1}\n";
    EXPECT_THAT(below(body),
                ElementsAre(testing::HasSubstr("'" + name + "' is not supported by this version")))
        << body;
  }
}

TEST(Settings, SectionsMustBeMappings) {
  for (const std::string section : {"build", "deploy", "validate"}) {
    EXPECT_THAT(
        below(section + ": on\n"),
        ElementsAre(testing::EndsWith(" '" + section + "' must be a mapping, not a string")));
  }
}

TEST(Settings, DefinitionsAreRead) {
  const auto settings =
      set("definitions:\n  - path: ./pages//deep/\n  - {path: x, kind: skill, profile: claude}\n"
          "  - {path: .}\n");
  ASSERT_EQ(settings.definitions.size(), 3u);
  EXPECT_EQ(settings.definitions[0].path, "pages/deep");
  EXPECT_EQ(settings.definitions[0].kind, "page");
  EXPECT_EQ(settings.definitions[0].profile, "");
  EXPECT_EQ(settings.definitions[1].path, "x");
  EXPECT_EQ(settings.definitions[1].kind, "skill");
  EXPECT_EQ(settings.definitions[1].profile, "claude");
  EXPECT_EQ(settings.definitions[2].path, "");
}

TEST(Settings, DefinitionsThatAreWrong) {
  EXPECT_THAT(below("definitions: pages\n"),
              ElementsAre("2:14+5 'definitions' must be a list of {path, kind, profile}"));
  EXPECT_THAT(below("definitions: [pages]\n"),
              ElementsAre("2:15+5 'definitions' must be a mapping, not a string"));
  EXPECT_THAT(below("definitions:\n  - kind: skill\n"),
              ElementsAre("3:5+0 'definitions.path' is missing"));
  EXPECT_THAT(below("definitions: [{path: [a]}]\n"),
              ElementsAre("2:22+3 'definitions.path' must be a string, not a list"));
  EXPECT_THAT(below("definitions: [{path: a, kind: skil}]\n"),
              ElementsAre("2:31+4 'skil' is not a value of 'definitions.kind' (did you mean "
                          "'skill'?)"));
  EXPECT_THAT(below("definitions: [{path: a, profile: emacs}]\n"),
              ElementsAre("2:34+5 'emacs' is not a value of 'definitions.profile' (possible: any, "
                          "claude, gemini)"));
}

TEST(Settings, PathsStayInTheRepository) {
  for (const std::string path : {"/etc", "../x", "a/../../x", "~/x", "..", "~"}) {
    EXPECT_THAT(
        below("definitions: [{path: \"" + path + "\"}]\n"),
        ElementsAre(testing::EndsWith(" 'definitions.path' leads out of the repository: '" + path +
                                      "' (give a path relative to the repository's root)")))
        << path;
    EXPECT_THAT(below("build: {output: \"" + path + "\"}\n"),
                ElementsAre(testing::HasSubstr(" 'build.output' leads out of the repository: ")))
        << path;
  }
  EXPECT_THAT(below("build: {output: \"a\\0b\"}\n"),
              ElementsAre(testing::HasSubstr("'build.output' leads out of the repository")));
}

TEST(Settings, PathsAreWrittenWithoutGoingUp) {
  EXPECT_THAT(below("build: {output: a/../b}\n"),
              ElementsAre("2:17+6 'build.output' must be written without '..': 'a/../b'"));
  EXPECT_THAT(below("definitions: [{path: a/b/..}]\n"),
              ElementsAre("2:22+6 'definitions.path' must be written without '..': 'a/b/..'"));
  EXPECT_EQ(set("build: {output: a..b/...}\n").build.output, "a..b/...");
}

TEST(Settings, PathsKeepOutOfGitsDirectories) {
  for (const std::string path : {".git", ".git/x", "./.GIT/hooks", "sub/.git/hooks"}) {
    EXPECT_THAT(below("build: {output: " + path + "}\n"),
                ElementsAre(testing::EndsWith(" 'build.output' leads into git's own directory: '" +
                                              path + "'")))
        << path;
  }
  EXPECT_EQ(set("build: {output: .github/x.git}\n").build.output, ".github/x.git");
}

TEST(Settings, BuildIsRead) {
  const auto settings = set("build: {base: ROOT.md, order: nearest-first, output: dist/pages/}\n");
  EXPECT_EQ(settings.build.base, "ROOT.md");
  EXPECT_EQ(settings.build.order, Build::Order::nearest_first);
  EXPECT_EQ(settings.build.output, "dist/pages");
  EXPECT_EQ(set("build: {order: root-first}\n").build.order, Build::Order::root_first);
}

TEST(Settings, BuildThatIsWrong) {
  EXPECT_THAT(below("build: {base: a/B.md}\n"),
              ElementsAre("2:15+6 'build.base' must be a file name, not a path"));
  EXPECT_THAT(below("build: {base: \"\"}\n"),
              ElementsAre("2:15+2 'build.base' must be a file name, not a path"));
  EXPECT_THAT(below("build: {base: {}}\n"),
              ElementsAre("2:15+2 'build.base' must be a string, not a mapping"));
  EXPECT_THAT(below("build: {order: root-frist}\n"),
              ElementsAre("2:16+10 'root-frist' is not a value of 'build.order' (did you mean "
                          "'root-first'?)"));
  EXPECT_THAT(below("build: {output: .}\n"),
              ElementsAre("2:17+1 'build.output' must not be the repository's root"));
  EXPECT_THAT(below("build:\n  output:\n"),
              ElementsAre(testing::HasSubstr("'build.output' must be a string, not a null")));
}

TEST(Settings, DeployIsRead) {
  const auto settings =
      set("deploy:\n  on: [commit, merge]\n  branches: [main, next]\n"
          "  targets: [{tool: claude}, {tool: claude, scope: project}]\n");
  EXPECT_THAT(settings.deploy.on, ElementsAre("commit", "merge"));
  EXPECT_THAT(settings.deploy.branches, ElementsAre("main", "next"));
  ASSERT_EQ(settings.deploy.targets.size(), 2u);
  EXPECT_EQ(settings.deploy.targets[0].tool, "claude");
  EXPECT_EQ(settings.deploy.targets[0].scope, "project");
  EXPECT_EQ(settings.deploy.targets[1].scope, "project");
}

TEST(Settings, OneWordIsAListOfOne) {
  EXPECT_THAT(set("deploy: {on: checkout}\n").deploy.on, ElementsAre("checkout"));
  EXPECT_THAT(set("deploy: {branches: main}\n").deploy.branches, ElementsAre("main"));
  EXPECT_THAT(set("validate: {ignore: \"*.md\"}\n").validate.ignore, ElementsAre("*.md"));
  EXPECT_THAT(set("deploy: {on: []}\n").deploy.on, IsEmpty());
}

TEST(Settings, DeployThatIsWrong) {
  EXPECT_THAT(below("deploy: {on: push}\n"),
              ElementsAre("2:14+4 'push' is not a value of 'deploy.on' (possible: commit, merge, "
                          "checkout)"));
  EXPECT_THAT(below("deploy: {on: [comit]}\n"),
              ElementsAre("2:15+5 'comit' is not a value of 'deploy.on' (did you mean 'commit'?)"));
  EXPECT_THAT(below("deploy: {branches: [{}]}\n"),
              ElementsAre("2:21+2 'deploy.branches' must be a string, not a mapping"));
  EXPECT_THAT(below("deploy: {targets: claude}\n"),
              ElementsAre("2:19+6 'deploy.targets' must be a list of {tool, scope}"));
  EXPECT_THAT(below("deploy: {targets: [{scope: project}]}\n"),
              ElementsAre("2:20+0 'deploy.targets.tool' is missing"));
  EXPECT_THAT(below("deploy: {targets: [{tool: vim}]}\n"),
              ElementsAre("2:27+3 'vim' is not a value of 'deploy.targets.tool' (possible: "
                          "claude)"));
  EXPECT_THAT(below("deploy: {targets: [{tool: claude, scope: projekt}]}\n"),
              ElementsAre("2:42+7 'projekt' is not a value of 'deploy.targets.scope' (did you mean "
                          "'project'?)"));
}

TEST(Settings, RepositoryMayNotNameTheUsersDirectories) {
  const std::string text = "deploy: {targets: [{tool: claude, scope: user}]}\n";
  EXPECT_THAT(below(text),
              ElementsAre("2:42+4 a repository may only deploy to its own project scope (deploy to "
                          "your own directories by hand, with '--scope user')"));
  EXPECT_THAT(load("version: 1\n" + text).settings.deploy.targets, IsEmpty());
}

TEST(Settings, ValidateIsRead) {
  const auto validate =
      set("validate:\n  fail-on: warning\n  rules: {cycle: off, length: warning}\n"
          "  ignore: [\"a/**\", \"!a/b\"]\n  max-bytes: 2048\n")
          .validate;
  EXPECT_EQ(validate.fail_on, base::Severity::warning);
  EXPECT_THAT(validate.rules,
              ElementsAre(testing::Pair("cycle", "off"), testing::Pair("length", "warning")));
  EXPECT_THAT(validate.ignore, ElementsAre("a/**", "!a/b"));
  EXPECT_EQ(validate.max_bytes, 2048u);
  EXPECT_EQ(set("validate: {fail-on: info}\n").validate.fail_on, base::Severity::info);
  EXPECT_EQ(set("validate: {fail-on: error}\n").validate.fail_on, base::Severity::error);
}

TEST(Settings, ValidateThatIsWrong) {
  EXPECT_THAT(below("validate: {fail-on: errors}\n"),
              ElementsAre("2:21+6 'errors' is not a value of 'validate.fail-on' (did you mean "
                          "'error'?)"));
  EXPECT_THAT(below("validate: {rules: [cycle]}\n"),
              ElementsAre("2:19+7 'validate.rules' must be a mapping, not a list"));
  EXPECT_THAT(below("validate: {rules: {cycel: off}}\n"),
              ElementsAre("2:20+5 unknown key 'validate.rules.cycel' (did you mean 'cycle'?)"));
  EXPECT_THAT(below("validate: {rules: {cycle: never}}\n"),
              ElementsAre("2:27+5 'never' is not a value of 'validate.rules.cycle' (possible: off, "
                          "info, warning, error)"));
  EXPECT_THAT(below("validate: {max-bytes: 1 MiB}\n"),
              ElementsAre("2:23+5 'validate.max-bytes' must be a whole number"));
  EXPECT_THAT(below("validate: {ignore: [null]}\n"),
              ElementsAre("2:21+4 'validate.ignore' must be a string, not a null"));
}

TEST(Settings, ProfilesAreAListOrOneWord) {
  EXPECT_THAT(set("validate: {profiles: [claude, any]}\n").validate.profiles,
              ElementsAre("claude", "any"));
  EXPECT_THAT(set("validate: {profiles: claude}\n").validate.profiles, ElementsAre("claude"));
  EXPECT_THAT(set("validate: {profiles: []}\n").validate.profiles, IsEmpty());
  EXPECT_THAT(set("validate: {}\n").validate.profiles, IsEmpty());
}

TEST(Settings, ProfilesThatAreWrong) {
  EXPECT_THAT(below("validate:\n  profiles: [any, cluade]\n"),
              ElementsAre("3:19+6 'cluade' is not a value of 'validate.profiles' (did you mean "
                          "'claude'?)"));
  EXPECT_THAT(below("validate: {profiles: vim}\n"),
              ElementsAre("2:22+3 'vim' is not a value of 'validate.profiles' (possible: any, "
                          "claude, gemini)"));
  EXPECT_THAT(below("validate: {profiles: {claude: on}}\n"),
              ElementsAre("2:22+12 'validate.profiles' must be a string, not a mapping"));
  EXPECT_THAT(below("validate: {profiles: null}\n"),
              ElementsAre("2:22+4 'validate.profiles' must be a string, not a null"));
}

TEST(Settings, MaxBytesHasBounds) {
  EXPECT_EQ(set("validate: {max-bytes: 1024}\n").validate.max_bytes, 1024u);
  EXPECT_EQ(set("validate: {max-bytes: 67108864}\n").validate.max_bytes, 67108864u);
  for (const std::string bytes : {"1023", "67108865", "-1", "99999999999999999999"}) {
    EXPECT_THAT(
        below("validate: {max-bytes: " + bytes + "}\n"),
        ElementsAre(testing::EndsWith(" 'validate.max-bytes' must be from 1024 to 67108864")))
        << bytes;
  }
}

TEST(Settings, ApprovalIsRecordedWhereThereArePaths) {
  const auto approval = set("approval: {paths: [\"pages/**\", \"!pages/drafts/\"]}\n").approval;
  EXPECT_EQ(approval.mode, Approval::Mode::record);
  EXPECT_THAT(approval.paths, ElementsAre("pages/**", "!pages/drafts/"));
  EXPECT_THAT(set("approval: {paths: pages}\n").approval.paths, ElementsAre("pages"));
  EXPECT_EQ(set("").approval.mode, Approval::Mode::off);
  EXPECT_EQ(set("approval: {}\n").approval.mode, Approval::Mode::off);
  EXPECT_EQ(set("approval: {paths: []}\n").approval.mode, Approval::Mode::off);
  EXPECT_EQ(set("approval: {mode: off, paths: [x]}\n").approval.mode, Approval::Mode::off);
  EXPECT_EQ(set("approval: {mode: record}\n").approval.mode, Approval::Mode::record);
}

TEST(Settings, ApprovalThatIsWrong) {
  EXPECT_THAT(below("approval: {mode: require, paths: [x]}\n"),
              ElementsAre("2:18+7 'approval.mode: require' is not supported by this version (use "
                          "'record', which writes requests and blocks nothing, or install a newer "
                          "version)"));
  EXPECT_THAT(below("approval: {mode: recrod}\n"),
              ElementsAre("2:18+6 'recrod' is not a value of 'approval.mode' (did you mean "
                          "'record'?)"));
  EXPECT_THAT(below("approval: {mode: [off]}\n"),
              ElementsAre("2:18+5 'approval.mode' must be a string, not a list"));
  EXPECT_THAT(below("approval: {paths: {}}\n"),
              ElementsAre("2:19+2 'approval.paths' must be a string, not a mapping"));
  EXPECT_THAT(below("approval: {path: x}\n"),
              ElementsAre("2:12+4 unknown key 'approval.path' (did you mean 'paths'?)"));
  EXPECT_THAT(below("approval: on\n"),
              ElementsAre("2:11+2 'approval' must be a mapping, not a string"));
}

TEST(Settings, EveryMistakeIsReported) {
  EXPECT_THAT(said("version: 3\nbiuld: {}\ndeploy: {on: x}\nvalidate: {max-bytes: 1}\n"),
              testing::SizeIs(4));
}

TEST(Keys, HaveUniqueNamesAndOneLineOfHelp) {
  std::vector<std::string_view> names;
  for (const Key& key : keys()) {
    names.push_back(key.name);
    EXPECT_FALSE(key.text.empty()) << key.name;
    EXPECT_EQ(key.text.find('\n'), std::string_view::npos) << key.name;
  }
  std::ranges::sort(names);
  EXPECT_TRUE(std::ranges::adjacent_find(names) == names.end());
}

TEST(Keys, OnlyThoseThatReachOutNeedTrust) {
  Lines trusted;
  for (const Key& key : keys()) {
    if (key.setter == Key::Setter::trusted) trusted.emplace_back(key.name);
  }
  EXPECT_THAT(
      trusted,
      ElementsAre("build.output", "build.stage", "deploy.on", "deploy.branches", "deploy.targets",
                  "deploy.targets.tool", "deploy.targets.scope", "deploy.pull", "sources",
                  "sources.name", "sources.url", "sources.ref", "sources.path", "sources.priority",
                  "sources.tier", "sources.sync", "detect", "detect.files", "detect.deploy"));
}

/// A file that gives `key`, which is no key of deploy.targets, the value `json`.
std::string file_with(std::string_view key, std::string_view json) {
  const std::string inside = std::string(key.substr(key.find('.') + 1)) + ": " + std::string(json);
  if (key.starts_with("sources.")) return "version: 1\nsources: [{url: a/b, " + inside + "}]\n";
  if (key.starts_with("detect.")) return "version: 1\ndetect: [{deploy: a, " + inside + "}]\n";
  const auto dot = key.find('.');
  const std::string value(json);
  if (dot == std::string_view::npos) return "version: 1\n" + std::string(key) + ": " + value + "\n";
  return "version: 1\n" + std::string(key.substr(0, dot)) + ": {" +
         std::string(key.substr(dot + 1)) + ": " + value + "}\n";
}

TEST(Keys, StandardValuesAreTheDefaults) {
  for (const Key& key : keys()) {
    if (key.standard.empty() || key.name.starts_with("deploy.targets.")) continue;
    Settings standard;
    if (key.name.starts_with("sources.")) standard = set("sources: [{url: a/b}]\n");
    if (key.name.starts_with("detect.")) standard = set("detect: [{deploy: a}]\n");
    EXPECT_EQ(good(file_with(key.name, key.standard)), standard) << key.name;
  }
  EXPECT_EQ(set("deploy: {targets: [{tool: claude, scope: project}]}\n"),
            set("deploy: {targets: [{tool: claude}]}\n"));
}

TEST(Keys, ExamplesSaySomethingThatIsNotTheDefault) {
  for (const Key& key : keys()) {
    if (key.example.empty() || key.required) continue;
    EXPECT_NE(good(file_with(key.name, key.example)), Settings()) << key.name;
  }
}

TEST(Keys, ComeAfterTheKeyThatTheyAreBelow) {
  std::vector<std::string_view> before;
  for (const Key& key : keys()) {
    const auto dot = key.name.rfind('.');
    if (dot != std::string_view::npos) {
      EXPECT_THAT(before, testing::Contains(key.name.substr(0, dot))) << key.name;
    }
    before.push_back(key.name);
  }
}

TEST(Keys, HaveTheWordsThatTheirShapeNeeds) {
  for (const Key& key : keys()) {
    const bool chosen = key.shape == Key::Shape::word || key.shape == Key::Shape::words ||
                        key.shape == Key::Shape::levels;
    EXPECT_EQ(chosen, !words_of(key, words).empty()) << key.name;
  }
}

TEST(TrustDigest, IsAFixedForm) {
  EXPECT_EQ(trust_digest(Settings()), trust_digest(good("version: 1\n")));
  EXPECT_EQ(trust_digest(Settings()).size(), 64u);
  EXPECT_EQ(trust_digest(set("deploy: {branches: main, targets: [{tool: claude}]}\n")),
            trust_digest(set("# other words\ndeploy:\n  targets:\n    - scope: project\n"
                             "      tool: \"claude\"\n  branches: ['main']\n")));
}

TEST(TrustDigest, KeepsWhereOnlyValidationChanges) {
  const auto digest = trust_digest(Settings());
  EXPECT_EQ(digest, trust_digest(set("validate: {fail-on: info, rules: {cycle: off}}\n")));
  EXPECT_EQ(digest, trust_digest(set("validate: {profiles: claude}\n")));
  EXPECT_EQ(digest, trust_digest(set("definitions: [{path: a}]\nbuild: {order: nearest-first}\n")));
}

TEST(TrustDigest, ChangesWithEveryTrustedKey) {
  const Lines bodies = {"",
                        "build: {output: dist}\n",
                        "deploy: {on: merge}\n",
                        "deploy: {on: [checkout, merge]}\n",
                        "deploy: {on: []}\n",
                        "deploy: {branches: main}\n",
                        "deploy: {branches: [main, next]}\n",
                        "deploy: {branches: [mainnext]}\n",
                        "deploy: {targets: [{tool: claude}]}\n",
                        "deploy: {targets: [{tool: claude}, {tool: claude}]}\n"};
  Lines digests;
  for (const auto& body : bodies) digests.push_back(trust_digest(set(body)));
  std::ranges::sort(digests);
  EXPECT_TRUE(std::ranges::adjacent_find(digests) == digests.end());
}

TEST(TrustDigest, DoesNotMixTheListsUp) {
  Settings on, branches;
  on.deploy.on = {"merge", "checkout", "x"};
  branches.deploy.branches = {"x"};
  EXPECT_NE(trust_digest(on), trust_digest(branches));
}

TEST(TrustText, IsOneLineAKey) {
  EXPECT_EQ(trust_text(Settings()),
            "build.output: \ndeploy.on: [merge, checkout]\ndeploy.branches: []\n"
            "deploy.targets: []\n");
  EXPECT_EQ(trust_text(set("build: {output: dist}\ndeploy: {on: commit, branches: [main, next],"
                           " targets: [{tool: claude}]}\n")),
            "build.output: dist\ndeploy.on: [commit]\ndeploy.branches: [main, next]\n"
            "deploy.targets: [claude (project)]\n");
}

TEST(TrustText, CannotBeMadeToShowALineThatIsNotThere) {
  EXPECT_EQ(trust_text(set("build: {output: \"d\\ndeploy.on: []\"}\n"
                           "deploy: {branches: [\"main]\\ndeploy.targets: [\"]}\n")),
            "build.output: \"d\\ndeploy.on: []\"\ndeploy.on: [merge, checkout]\n"
            "deploy.branches: [\"main]\\ndeploy.targets: [\"]\ndeploy.targets: []\n");
}

}  // namespace
}  // namespace settings
