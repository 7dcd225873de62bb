#include "syntax/schema.hpp"

#include <gtest/gtest.h>

namespace syntax {
namespace {

TEST(Schema, ReadsTheNullsOfTheCoreSchema) {
  for (const char* text : {"", "~", "null", "Null", "NULL"}) {
    EXPECT_EQ(resolve_plain(text), Type::null) << text;
  }
  EXPECT_EQ(resolve_plain("nULL"), Type::string);
}

TEST(Schema, ReadsOnlyTrueAndFalseAsBoolean) {
  for (const char* text : {"true", "True", "TRUE", "false", "False", "FALSE"}) {
    EXPECT_EQ(resolve_plain(text), Type::boolean) << text;
  }
  for (const char* text : {"yes", "no", "on", "off", "y", "tRUE"}) {
    EXPECT_EQ(resolve_plain(text), Type::string) << text;
  }
}

TEST(Schema, ReadsIntegersInThreeBases) {
  for (const char* text : {"0", "010", "-12", "+7", "0o17", "0x1fA"}) {
    EXPECT_EQ(resolve_plain(text), Type::integer) << text;
  }
  for (const char* text : {"0o18", "0x", "0xg", "1_000", "12:30", "-", "+"}) {
    EXPECT_EQ(resolve_plain(text), Type::string) << text;
  }
}

TEST(Schema, ReadsFloatsWithInfinityAndNan) {
  for (const char* text : {"1.0", "1.", ".5", "-1.5e3", "1E-2", ".inf", "-.Inf", "+.INF", ".nan"}) {
    EXPECT_EQ(resolve_plain(text), Type::floating) << text;
  }
  for (const char* text : {"1.0.0", ".", "1e", "e3", "-.nan", ".e3", "2024-01-01"}) {
    EXPECT_EQ(resolve_plain(text), Type::string) << text;
  }
}

}  // namespace
}  // namespace syntax
