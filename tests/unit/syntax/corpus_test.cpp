#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "syntax/document.hpp"
#include "syntax/simple.hpp"
#include "syntax/strict.hpp"
#include "unit/syntax/tree.hpp"

namespace syntax {
namespace {

namespace fs = std::filesystem;

struct Sample {
  std::string name;
  std::string text;
};

std::string frontmatter(const std::string& text) {
  if (text.rfind("---", 0) != 0) return {};
  const std::size_t begin = text.find('\n') + 1;
  const std::size_t end = text.find("\n---", begin - 1);
  return begin == 0 || end == text.npos ? std::string() : text.substr(begin, end + 1 - begin);
}

/// The frontmatters of all definitions under $GIT_AGENTS_CORPUS, after some built-in ones.
std::vector<Sample> samples() {
  std::vector<Sample> all = {
      {"list", "name: x\ndescription: 'a: b'\ntools: Read, Grep\nskills:\n- a\n- b\n"},
      {"nested", "a:\n  b:\n  - c: d\n    e: 1.5\nf: \"g \\\"h\\\"\"\nt: [x, y]\n"},
      {"block", "d: >-\n  one\n  two\n\n  three\ne: |\n  x\n   y\nf: z\n"},
      {"alias", "a: &x [1, {b: 'c'}]\nd: *x\n"},
      {"folded", "d: one\n  two\n  three\nq: \"x\n  y\"\n"},
  };
  const char* corpus = std::getenv("GIT_AGENTS_CORPUS");
  if (corpus == nullptr) return all;
  for (const auto& entry : fs::recursive_directory_iterator(corpus)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".md") continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (std::string part = frontmatter(text); !part.empty()) {
      all.push_back({entry.path().string(), std::move(part)});
    }
  }
  return all;
}

TEST(Corpus, DecodesTheBytesOfEveryScalarToItsValue) {
  for (const Sample& sample : samples()) {
    const Reading reading = read_strict(sample.text, Limits{});
    if (reading.root) {
      EXPECT_EQ(testing::first_wrong_range(sample.text, *reading.root), "") << sample.name;
    }
  }
}

TEST(Corpus, GivesOneTreeByBothReaders) {
  for (const Sample& sample : samples()) {
    const auto simple = read_simple(sample.text, Limits{});
    if (!simple) continue;
    const Reading strict = read_strict(sample.text, Limits{});
    ASSERT_TRUE(strict.root) << sample.name;
    EXPECT_EQ(testing::print(*simple), testing::print(*strict.root)) << sample.name;
  }
}

TEST(Corpus, HasOneFatalProblemAtMost) {
  for (const Sample& sample : samples()) {
    const Document document = parse_yaml(sample.text);
    if (document.root) continue;
    EXPECT_LE(document.problems.size(), 1U) << sample.name;
  }
}

}  // namespace
}  // namespace syntax
