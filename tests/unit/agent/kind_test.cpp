#include "agent/kind.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string_view>
#include <utility>

namespace agent {
namespace {

TEST(Kind, WordsGoBothWays) {
  ASSERT_EQ(kind_words().size(), 14u);
  for (std::size_t i = 0; i < kind_words().size(); ++i) {
    const auto kind = static_cast<Kind>(i);
    EXPECT_EQ(to_string(kind), kind_words()[i]);
    EXPECT_EQ(kind_from(kind_words()[i]), kind);
  }
  EXPECT_EQ(to_string(Kind::output_style), "output-style");
  EXPECT_EQ(to_string(Kind::chat_mode), "chat-mode");
  EXPECT_EQ(to_string(Kind::base), "base");
  EXPECT_EQ(to_string(Kind::plugin), "plugin");
  EXPECT_EQ(to_string(Kind::marketplace), "marketplace");
  EXPECT_EQ(to_string(Kind::hooks), "hooks");
  EXPECT_EQ(kind_from("Agent"), std::nullopt);
  EXPECT_EQ(kind_from(""), std::nullopt);
}

TEST(Host, WordsGoBothWays) {
  ASSERT_EQ(host_words().size(), 12u);
  for (std::size_t i = 0; i < host_words().size(); ++i) {
    const auto host = static_cast<Host>(i);
    EXPECT_EQ(to_string(host), host_words()[i]);
    EXPECT_EQ(host_from(host_words()[i]), host);
  }
  EXPECT_EQ(to_string(Host::claude_mpm), "claude-mpm");
  EXPECT_EQ(to_string(Host::kiro), "kiro");
  EXPECT_EQ(to_string(Host::claude_plugin), "claude-plugin");
  EXPECT_EQ(host_from("emacs"), std::nullopt);
}

TEST(Kind, FirstWordIsTheDefaultOfTheSettings) {
  EXPECT_EQ(kind_words().front(), "agent");
}

TEST(WellKnownPlaces, AreUniqueAndRelative) {
  std::set<std::pair<std::string_view, Format>> places;
  std::set<std::string_view> paths;
  for (const auto& place : well_known_places()) {
    EXPECT_TRUE(places.emplace(place.path, place.format).second) << place.path;
    paths.insert(place.path);
    EXPECT_FALSE(place.path.starts_with('/')) << place.path;
    EXPECT_FALSE(place.path.ends_with('/')) << place.path;
    EXPECT_NE(place.format.kind, Kind::base) << place.path;
  }
  EXPECT_TRUE(paths.contains(".claude/agents"));
  EXPECT_TRUE(paths.contains("agents"));
  EXPECT_TRUE(paths.contains(".claude-plugin"));
  EXPECT_TRUE(paths.contains(".github/workflows"));
  EXPECT_TRUE(paths.contains("hooks"));
}

TEST(Hosts, ThoseThatClaudeCodeReads) {
  for (const Host host : {Host::any, Host::claude, Host::claude_mpm, Host::claude_plugin}) {
    EXPECT_TRUE(is_claude(host)) << to_string(host);
  }
  for (const Host host : {Host::agentskills, Host::copilot, Host::gemini, Host::cursor}) {
    EXPECT_FALSE(is_claude(host)) << to_string(host);
  }
}

}  // namespace
}  // namespace agent
