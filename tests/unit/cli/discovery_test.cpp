#include "git-agents/discovery.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "source/validation.hpp"

namespace cli {
namespace {

using testing::IsEmpty;

TEST(Discovery, WritesSettingsThatParse) {
  const std::vector<settings::DefinitionRoot> roots = {
      {".claude/agents", "agent", "claude"}, {"odd: name/*", "skill", ""}, {"1.0", "command", ""}};
  const auto loaded =
      settings::parse(settings_text(roots, true), ".git-agents.yaml", source::vocabulary());
  EXPECT_THAT(loaded.diagnostics, IsEmpty());
  ASSERT_EQ(loaded.settings.definitions.size(), 3U);
  EXPECT_EQ(loaded.settings.definitions[0].profile, "claude");
  EXPECT_EQ(loaded.settings.definitions[1].path, "odd: name/*");
  EXPECT_EQ(loaded.settings.definitions[2].path, "1.0");
  EXPECT_THAT(loaded.settings.deploy.targets, IsEmpty());
}

TEST(Discovery, WritesCommentsThatParseWhenUncommented) {
  std::string text = settings_text({{"agents", "agent", ""}}, true);
  for (std::size_t at = text.find("definitions:"); (at = text.find("\n# ", at)) != text.npos;) {
    const std::size_t end = text.find('\n', at + 1);
    const std::string line = text.substr(at + 3, end - at - 3);
    const bool key = line.starts_with("  ") || line.ends_with(':');
    const bool prose = !key || line.find("branch") != line.npos;
    if (prose) {
      at = end;
    } else {
      text.erase(at + 1, 2);
    }
  }
  const auto loaded = settings::parse(text, ".git-agents.yaml", source::vocabulary());
  EXPECT_THAT(loaded.diagnostics, IsEmpty()) << text;
  EXPECT_EQ(loaded.settings.build.output, "dist/agents");
  EXPECT_EQ(loaded.settings.validate.ignore, std::vector<std::string>{"**/README.md"});
  ASSERT_EQ(loaded.settings.deploy.targets.size(), 1U);
}

}  // namespace
}  // namespace cli
