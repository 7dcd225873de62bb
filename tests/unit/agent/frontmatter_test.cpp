#include "agent/frontmatter.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace {

using agent::Split;
using agent::split;
using State = agent::Split::State;

std::string yaml_of(std::string_view bytes) {
  const Split parts = split(bytes);
  return std::string(bytes.substr(parts.yaml_begin, parts.yaml_end - parts.yaml_begin));
}
std::string body_of(std::string_view bytes) {
  return std::string(bytes.substr(split(bytes).body_begin));
}

TEST(Split, FindsYamlAndBody) {
  constexpr std::string_view text = "---\nname: x\n---\nbody\n";
  const Split parts = split(text);
  EXPECT_EQ(parts.state, State::complete);
  EXPECT_EQ(parts.fence, 0u);
  EXPECT_EQ(parts.yaml_begin, 4u);
  EXPECT_EQ(parts.yaml_end, 12u);
  EXPECT_EQ(parts.body_begin, 16u);
}

TEST(Split, AllowsBlanksAndCarriageReturnsAfterFences) {
  constexpr std::string_view text = "--- \t\r\nname: x\r\n---  \r\nbody";
  EXPECT_EQ(split(text).state, State::complete);
  EXPECT_EQ(yaml_of(text), "name: x\r\n");
  EXPECT_EQ(body_of(text), "body");
}

TEST(Split, SkipsByteOrderMark) {
  constexpr std::string_view text = "\xef\xbb\xbf---\na: b\n---\nbody";
  EXPECT_EQ(split(text).bom, 3u);
  EXPECT_EQ(split(text).fence, 3u);
  EXPECT_EQ(yaml_of(text), "a: b\n");
  EXPECT_EQ(split("\xef\xbb\xbftext").body_begin, 3u);
}

TEST(Split, ClosingFenceMayEndTheFile) {
  constexpr std::string_view text = "---\na: b\n---";
  EXPECT_EQ(split(text).state, State::complete);
  EXPECT_EQ(body_of(text), "");
}

TEST(Split, TakesEmptyFrontmatter) {
  EXPECT_EQ(split("---\n---\n").state, State::complete);
  EXPECT_EQ(yaml_of("---\n---\n"), "");
}

TEST(Split, FenceInsideLinesAndDotsDoNotClose) {
  constexpr std::string_view text = "---\na: x --- y\nb: |\n  ---\n...\n----\n---\nbody";
  EXPECT_EQ(yaml_of(text), "a: x --- y\nb: |\n  ---\n...\n----\n");
}

TEST(Split, ReportsUnclosed) {
  EXPECT_EQ(split("---\nname: x\n").state, State::unclosed);
  EXPECT_EQ(split("---").state, State::unclosed);
}

TEST(Split, FindsFrontmatterThatIsNotFirst) {
  for (const char* before : {"\n", "<!-- note\nmore -->\n", "# Title\n\n", "```yaml\n"}) {
    const std::string text = std::string(before) + "---\nname: x\n---\nbody";
    const Split parts = split(text);
    EXPECT_EQ(parts.state, State::not_first) << before;
    EXPECT_EQ(parts.fence, std::string_view(before).size());
    EXPECT_EQ(yaml_of(text), "name: x\n");
    EXPECT_EQ(parts.body_begin, 0u);
  }
  EXPECT_EQ(split("----\nname: x\n---\n").state, State::not_first);
}

TEST(Split, RulesInProseAreNoFrontmatter) {
  EXPECT_EQ(split("# Title\n\n---\n\n## Part\n\n---\n").state, State::none);
  EXPECT_EQ(split("# Title\n\nText.\n\n---\nname: x\n---\n").state, State::none);
  EXPECT_EQ(split("").state, State::none);
  EXPECT_EQ(split("-- -\n").state, State::none);
}

}  // namespace
