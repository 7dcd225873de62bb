#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "agent/rules.hpp"
#include "source/validation.hpp"
#include "support/memory_tree.hpp"

namespace source {
namespace {

using test::MemoryTree;

constexpr std::string_view opens = "==> ", closes = " <==\n";

/// Offset of the next line `==> path <==` that begins at or after `from`.
std::size_t next_header(std::string_view example, std::size_t from) {
  for (std::size_t at = from; at < example.size();) {
    const auto end = std::min(example.find('\n', at), example.size() - 1) + 1;
    const auto line = example.substr(at, end - at);
    if (line.starts_with(opens) && line.ends_with(closes)) return at;
    at = end;
  }
  return example.size();
}

MemoryTree::File linked(std::string_view content, std::uint32_t mode) {
  return {.content = std::string(content), .mode = mode};
}

/// The files of an example as a tree: `path -> target` is a symbolic link, `path @ commit` a
/// submodule. An empty line before the next file belongs to neither.
MemoryTree tree_of(std::string_view example) {
  MemoryTree tree;
  EXPECT_EQ(next_header(example, 0), 0U) << "the example does not begin with a file";
  for (std::size_t at = 0; at < example.size();) {
    const auto begin = example.find('\n', at) + 1;
    const auto path = example.substr(at + opens.size(), begin - closes.size() - at - opens.size());
    const auto next = next_header(example, begin);
    auto content = example.substr(begin, next - begin);
    if (next < example.size()) {
      EXPECT_TRUE(content.ends_with("\n\n") || content == "\n")
          << "no empty line before the next file";
      content.remove_suffix(1);
    }
    if (const auto arrow = path.find(" -> "); arrow != path.npos) {
      tree.put(std::string(path.substr(0, arrow)), linked(path.substr(arrow + 4), 0120000));
    } else if (const auto commit = path.find(" @ "); commit != path.npos) {
      tree.put(std::string(path.substr(0, commit)), linked("", 0160000));
    } else {
      tree.add(std::string(path), std::string(content));
    }
    at = next;
  }
  return tree;
}

/// Switches on what is off by itself, where the example has no configuration of its own.
void switch_all_on(MemoryTree& tree) {
  std::string levels;
  for (const agent::Rule& rule : agent::rules()) {
    if (!rule.off) continue;
    levels +=
        (levels.empty() ? "" : ", ") + std::string(rule.id) + ": " + base::to_string(rule.severity);
  }
  if (levels.empty() || tree.exist({".git-agents.yaml"}).front()) return;
  tree.add(".git-agents.yaml", "version: 1\nvalidate:\n  rules: {" + levels + "}\n");
}

base::Diagnostics findings_in(std::string_view example) {
  MemoryTree tree = tree_of(example);
  switch_all_on(tree);
  return validate(tree, {}).diagnostics;
}

std::string told(const base::Diagnostics& diagnostics) {
  std::string text;
  for (const auto& d : diagnostics) {
    text += std::string("\n  ") + base::to_string(d.severity) + " " + d.rule + " " + d.path + ": " +
            d.message;
  }
  return text.empty() ? "\n  nothing" : text;
}

class RuleExamples : public testing::TestWithParam<agent::Rule> {};

TEST_P(RuleExamples, BadOneIsFound) {
  const agent::Rule& rule = GetParam();
  if (rule.bad.empty()) return;
  const auto found = findings_in(rule.bad);
  EXPECT_TRUE(std::ranges::any_of(found, [&](const auto& d) { return d.rule == rule.id; }))
      << told(found);
}

TEST_P(RuleExamples, GoodOneHasNoErrorAndNothingOfTheRule) {
  const agent::Rule& rule = GetParam();
  if (rule.good.empty()) return;
  const auto found = findings_in(rule.good);
  EXPECT_TRUE(std::ranges::none_of(found, [&](const auto& d) {
    return d.rule == rule.id || d.severity == base::Severity::error;
  })) << told(found);
}

TEST_P(RuleExamples, BothAreThereOrNeither) {
  EXPECT_EQ(GetParam().bad.empty(), GetParam().good.empty());
}

std::string test_name(const testing::TestParamInfo<agent::Rule>& info) {
  std::string name(info.param.id);
  std::ranges::replace(name, '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, RuleExamples,
                         testing::ValuesIn(agent::rules().begin(), agent::rules().end()),
                         test_name);

}  // namespace
}  // namespace source

namespace agent {

void PrintTo(const Rule& rule, std::ostream* out) {
  *out << rule.id;
}

}  // namespace agent
