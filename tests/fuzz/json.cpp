#include "syntax/json.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "../support/document_checks.hpp"
#include "base/text.hpp"

namespace {

using Json = nlohmann::json;

void require(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", what.c_str());
  std::abort();
}

/// Every part of the text that a node came from is JSON again and means the same.
void check_parts(std::string_view text, const syntax::Node& node) {
  const std::string_view part = text.substr(node.begin, node.end - node.begin);
  require(part == base::trim(part), "blanks in a range");
  if (node.is_string()) require(Json::parse(part) == node.value, "a string that reads differently");
  if (!node.is_string() && node.kind == syntax::Kind::scalar) {
    require(part == node.value && Json::accept(part), "a range that is no value");
  }
  if (node.kind == syntax::Kind::sequence) {
    require(part.front() == '[' && part.back() == ']', "a list without brackets");
  }
  if (node.kind == syntax::Kind::mapping) {
    require(part.front() == '{' && part.back() == '}', "an object without braces");
  }
  for (const syntax::Node& item : node.items) check_parts(text, item);
  for (const auto& [key, value] : node.entries) {
    check_parts(text, key);
    check_parts(text, value);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const syntax::Limits limits{16, 2000};
  const syntax::Document document = syntax::parse_json(text, limits);
  const std::string broken = syntax::testing::first_broken_problem(text, document, false);
  require(broken.empty(), broken);
  bool is_limited = false;
  for (const syntax::Problem& problem : document.problems) {
    is_limited = is_limited || problem.kind == syntax::ProblemKind::too_deep ||
                 problem.kind == syntax::ProblemKind::too_large;
    require(!base::first_invalid_utf8(problem.message), "a message is not UTF-8");
  }
  if (text.find('\0') == text.npos && !is_limited) {
    require(document.root.has_value() == Json::accept(text), "not the answer of the library");
  }
  require(document.root || !document.problems.empty(), "neither a tree nor a problem");
  if (!document.root) return 0;
  const std::string range = syntax::testing::first_broken_range(text, *document.root);
  require(range.empty(), range);
  check_parts(text, *document.root);
  return 0;
}
