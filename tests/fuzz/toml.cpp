#include "syntax/toml.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "../support/document_checks.hpp"
#include "base/text.hpp"

namespace {

void require(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", what.c_str());
  std::abort();
}

/// Every part of the text that a scalar came from means the same as the value of a key of its own.
void check_scalar(std::string_view part, const syntax::Node& node, int& left) {
  if (left-- <= 0) return;
  const syntax::Document again = syntax::parse_toml("x = " + std::string(part));
  require(again.root && again.root->entries.size() == 1, "a range that is no value");
  const syntax::Node& value = again.root->entries[0].second;
  require(value.type == node.type && value.value == node.value, "a value that reads differently");
  require(value.begin == 4 && value.end == 4 + part.size(), "a range with more than the value");
}

void check_key(std::string_view part, const syntax::Node& key, int& left) {
  if (left-- <= 0) return;
  const syntax::Document again = syntax::parse_toml(std::string(part) + " = 0");
  require(again.root && again.root->entries.size() == 1, "a range that is no key");
  require(again.root->entries[0].first.value == key.value, "a key that reads differently");
  require(again.root->entries[0].first.end == part.size(), "a range with more than the key");
}

void check_parts(std::string_view text, const syntax::Node& node, int& left) {
  const std::string_view part = text.substr(node.begin, node.end - node.begin);
  if (node.kind == syntax::Kind::scalar) check_scalar(part, node, left);
  if (node.style == syntax::Style::flow) {
    const bool list = node.kind == syntax::Kind::sequence;
    require(part.front() == (list ? '[' : '{') && part.back() == (list ? ']' : '}'),
            "a collection without its brackets");
  }
  for (const syntax::Node& item : node.items) check_parts(text, item, left);
  for (const auto& [key, value] : node.entries) {
    check_key(text.substr(key.begin, key.end - key.begin), key, left);
    check_parts(text, value, left);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const syntax::Document document = syntax::parse_toml(text, {16, 2000});
  const std::string broken = syntax::testing::first_broken_problem(text, document, true);
  require(broken.empty(), broken);
  for (const syntax::Problem& problem : document.problems) {
    require(!base::first_invalid_utf8(problem.message), "a message is not UTF-8");
  }
  if (!document.root) return 0;
  const std::string range = syntax::testing::first_broken_range(text, *document.root);
  require(range.empty(), range);
  int left = 100;
  check_parts(text, *document.root, left);
  return 0;
}
