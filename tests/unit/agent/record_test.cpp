#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "agent/definition.hpp"

namespace {

using agent::Parsed;

Parsed sample() {
  return agent::parse({agent::Kind::agent, agent::Host::any},
                      "---\nname: é\ndescription: use: it\nmodel: opus\ntools: Read, Nope\n"
                      "skills: [a, b]\nskills: [c]\n---\n"
                      "<!-- git-agents: ignore cycle -->\n[x](y.md) subagent_type=\"z\"\n");
}

TEST(Record, GivesBackWhatItWasGiven) {
  const Parsed parsed = sample();
  ASSERT_FALSE(parsed.diagnostics.empty());
  ASSERT_EQ(parsed.references.size(), 3u);
  const agent::Encoded encoded = encode(parsed);
  const auto again = agent::decode(encoded.summary, encoded.detail);
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, parsed);
}

TEST(Record, WithoutDetailTheRestIsEmpty) {
  const Parsed parsed = sample();
  const auto again = agent::decode(encode(parsed).summary, "");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->name, "é");
  EXPECT_EQ(again->references, parsed.references);
  EXPECT_EQ(again->diagnostics, parsed.diagnostics);
  EXPECT_EQ(again->description, "");
  EXPECT_EQ(again->frontmatter_json, "");
  EXPECT_TRUE(again->tools.empty());
}

TEST(Record, KeepsAnEmptyOne) {
  const agent::Encoded encoded = encode(Parsed());
  const auto again = agent::decode(encoded.summary, encoded.detail);
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, Parsed());
}

TEST(Record, KeepsThatASkillIsNotForModels) {
  Parsed parsed;
  parsed.not_for_models = true;
  EXPECT_EQ(*agent::decode(encode(parsed).summary, ""), parsed);
}

TEST(Record, RefusesEveryTruncation) {
  const agent::Encoded encoded = encode(sample());
  for (std::size_t size = 0; size < encoded.summary.size(); ++size) {
    EXPECT_FALSE(agent::decode(encoded.summary.substr(0, size), encoded.detail)) << size;
  }
  for (std::size_t size = 1; size < encoded.detail.size(); ++size) {
    EXPECT_FALSE(agent::decode(encoded.summary, encoded.detail.substr(0, size))) << size;
  }
  EXPECT_FALSE(agent::decode(encoded.summary + "x", encoded.detail));
}

TEST(Record, RefusesEveryFlippedBit) {
  const agent::Encoded encoded = encode(sample());
  for (std::size_t i = 0; i < encoded.summary.size() * 8; ++i) {
    std::string damaged = encoded.summary;
    damaged[i / 8] = static_cast<char>(damaged[i / 8] ^ (1 << (i % 8)));
    EXPECT_FALSE(agent::decode(damaged, "")) << i;
  }
}

TEST(Record, SurvivesArbitraryBytes) {
  std::uint32_t state = 1;
  for (int round = 0; round < 20000; ++round) {
    std::string bytes;
    for (std::uint32_t i = 0; i < state % 60; ++i) {
      state = state * 1664525 + 1013904223;
      bytes += static_cast<char>(state >> 24);
    }
    state = state * 1664525 + 1013904223;
    if (!bytes.empty()) bytes[0] = 2;
    EXPECT_FALSE(agent::decode(bytes, ""));
  }
}

}  // namespace
