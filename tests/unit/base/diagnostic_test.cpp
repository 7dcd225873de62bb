#include "base/diagnostic.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

base::Diagnostic at(std::string path, std::uint32_t line, std::uint32_t column, std::string rule,
                    std::string message) {
  base::Diagnostic diagnostic;
  diagnostic.path = std::move(path);
  diagnostic.place.line = line;
  diagnostic.place.column = column;
  diagnostic.rule = std::move(rule);
  diagnostic.message = std::move(message);
  return diagnostic;
}

TEST(Severity, HasANameForEachValue) {
  EXPECT_STREQ(base::to_string(base::Severity::info), "info");
  EXPECT_STREQ(base::to_string(base::Severity::warning), "warning");
  EXPECT_STREQ(base::to_string(base::Severity::error), "error");
}

TEST(SortDiagnostics, OrdersByPathLineColumnRuleMessage) {
  const auto a = at("a", 9, 9, "z", "z"), b = at("b", 1, 9, "z", "z"), c = at("b", 2, 1, "z", "z"),
             d = at("b", 2, 2, "a", "z"), e = at("b", 2, 2, "b", "a"), f = at("b", 2, 2, "b", "b");
  base::Diagnostics all = {f, c, e, a, d, b};
  base::sort(all);
  EXPECT_THAT(all, testing::ElementsAre(a, b, c, d, e, f));
}

}  // namespace
