#include "syntax/mdc.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "../support/document_checks.hpp"

namespace {

void require(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", what.c_str());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const syntax::Document document = syntax::parse_mdc(text, {16, 2000});
  const std::string broken = syntax::testing::first_broken_problem(text, document, false);
  require(broken.empty(), broken);
  for (const syntax::Problem& problem : document.problems) {
    require(!document.root || problem.kind != syntax::ProblemKind::portability,
            "a value that YAML would have in quotes is a problem");
  }
  // In YAML, what an alias stands for has its range elsewhere, and an empty key may have its tag's.
  if (!document.root || text.find_first_of("&!") != text.npos) return 0;
  const std::string range = syntax::testing::first_broken_range(text, *document.root);
  require(range.empty(), range);
  return 0;
}
