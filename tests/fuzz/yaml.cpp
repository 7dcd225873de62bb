#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "../unit/syntax/tree.hpp"
#include "base/text.hpp"
#include "syntax/document.hpp"
#include "syntax/simple.hpp"
#include "syntax/strict.hpp"

namespace {

void require(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", what.c_str());
  std::abort();
}

void check_ranges(std::string_view text, const syntax::Node& node) {
  require(node.begin <= node.end && node.end <= text.size(), "range out of bounds");
  for (const syntax::Node& item : node.items) check_ranges(text, item);
  for (const auto& [key, value] : node.entries) {
    check_ranges(text, key);
    check_ranges(text, value);
  }
}

void check_document(std::string_view text, const syntax::Document& document) {
  int fatal = 0;
  for (const syntax::Problem& problem : document.problems) {
    require(problem.begin <= problem.end && problem.end <= text.size(), "problem out of bounds");
    require(!problem.message.empty(), "problem without a message");
    fatal += problem.kind != syntax::ProblemKind::portability &&
             problem.kind != syntax::ProblemKind::duplicate_key &&
             problem.kind != syntax::ProblemKind::extra_document;
  }
  require(fatal <= 1, "more than one fatal problem");
  require(fatal == 0 || !document.root, "a tree despite a fatal problem");
  if (document.root) check_ranges(text, *document.root);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const syntax::Limits limits{16, 2000};
  check_document(text, syntax::parse_yaml(text, limits));
  if (base::first_invalid_utf8(text) || text.find('\0') != text.npos ||
      text.find('\4') != text.npos || text.substr(0, 3) == "\xef\xbb\xbf") {
    return 0;
  }

  const syntax::Reading strict = syntax::read_strict(text, limits);
  if (const auto simple = syntax::read_simple(text, limits)) {
    require(strict.root.has_value(), "simple reader accepts what the strict one does not");
    require(syntax::testing::print(*simple) == syntax::testing::print(*strict.root),
            "trees differ:\n" + syntax::testing::print(*simple) + "---\n" +
                syntax::testing::print(*strict.root));
    require(syntax::testing::first_wrong_range(text, *simple).empty(), "wrong range");
  }
  const syntax::Document again = syntax::parse_yaml(syntax::quoted(text), limits);
  require(again.root && again.root->value == text && again.root->is_string(),
          "a quoted text does not read back");
  return 0;
}
