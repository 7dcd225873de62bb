#include "deploy/detect.hpp"

#include <gmock/gmock.h>

namespace deploy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> words(const std::vector<settings::Detect>& rules,
                               const std::vector<std::string>& paths) {
  return detected_words(rules, paths);
}

TEST(DetectedWords, AreThoseOfTheRulesWhoseFilesAreThere) {
  const std::vector<settings::Detect> rules = {
      {.files = {}, .deploy = {"universal/memory", "qa"}},
      {.files = {"pyproject.toml", "*.py"}, .deploy = {"python", "qa"}},
      {.files = {"/package.json"}, .deploy = {"node"}},
      {.files = {"charts/"}, .deploy = {"helm"}},
  };
  EXPECT_THAT(words(rules, {}), ElementsAre("qa", "universal/memory"));
  EXPECT_THAT(words(rules, {"src/deep/a.py"}), ElementsAre("python", "qa", "universal/memory"));
  EXPECT_THAT(words(rules, {"sub/package.json"}), ElementsAre("qa", "universal/memory"));
  EXPECT_THAT(words(rules, {"package.json"}), ElementsAre("node", "qa", "universal/memory"));
  EXPECT_THAT(words(rules, {"charts"}), ElementsAre("qa", "universal/memory"));
  EXPECT_THAT(words(rules, {"ops/charts/a.yaml"}), ElementsAre("helm", "qa", "universal/memory"));
}

TEST(DetectedWords, ANegatedPatternTakesBack) {
  const std::vector<settings::Detect> rules = {
      {.files = {"*.py", "!setup.py"}, .deploy = {"python"}}};
  EXPECT_THAT(words(rules, {"setup.py"}), IsEmpty());
  EXPECT_THAT(words(rules, {"a.py"}), ElementsAre("python"));
}

/// The names of the candidates that `word` selects.
std::vector<std::string> selected(const std::string& word) {
  static const std::vector<Candidate> candidates = {
      {"python-engineer", "", "lib/agents/engineer/backend/python_engineer.md", "lib/agents",
       "lib"},
      {"Python", "mpm-python", "lib/agents/other.md", "lib/agents", "lib"},
      {"pdf", "", "skills/office/pdf/SKILL.md", "skills", ""},
      {"review", "", "agents/review.agent.md", "agents", ""},
      {"", "", "agents/nameless.md", "agents", "agents"},
  };
  const std::vector<std::string> words = {word};
  const Selection selection = select(words, candidates);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (selection.wanted[i]) names.emplace_back(candidates[i].path);
  }
  EXPECT_EQ(selection.unanswered, names.empty() ? words : std::vector<std::string>());
  return names;
}

TEST(Select, FindsByNameIdAndPath) {
  const char* python = "lib/agents/engineer/backend/python_engineer.md";
  for (const char* word :
       {"python-engineer", "python_engineer", "Python-Engineer", "engineer/backend/python-engineer",
        "engineer/backend/python_engineer", "agents/engineer/backend/python_engineer",
        "lib/agents/engineer/backend/python_engineer",
        "lib/agents/engineer/backend/python_engineer.md"}) {
    EXPECT_THAT(selected(word), ElementsAre(python)) << word;
  }
  EXPECT_THAT(selected("python"), ElementsAre("lib/agents/other.md"));
  EXPECT_THAT(selected("mpm-python"), ElementsAre("lib/agents/other.md"));
  for (const char* word : {"pdf", "office/pdf", "skills/office/pdf", "skills/office/pdf/SKILL",
                           "skills/office/pdf/SKILL.md"}) {
    EXPECT_THAT(selected(word), ElementsAre("skills/office/pdf/SKILL.md")) << word;
  }
  EXPECT_THAT(selected("agents/review"), ElementsAre("agents/review.agent.md"));
}

TEST(Select, TakesNoPartOfAPathForIt) {
  for (const char* word : {"backend/python_engineer", "engineer", "engineer/backend", "agents", "",
                           "/", "ython-engineer", "office"}) {
    EXPECT_THAT(selected(word), IsEmpty()) << word;
  }
}

TEST(Select, OfNothingAnswersNothing) {
  const std::vector<std::string> words = {"a", "b"};
  EXPECT_THAT(select(words, {}).unanswered, ElementsAre("a", "b"));
  EXPECT_THAT(select({}, {}).wanted, IsEmpty());
}

}  // namespace
}  // namespace deploy
