#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "unit/report/sample_findings.hpp"

namespace {

using report::FindingsFormat;

constexpr const char* first =
    "{\"rule\":\"yaml-portability\",\"severity\":\"warning\",\"path\":\"agents/x.md\",\"line\":3,"
    "\"column\":14,\"end_column\":18,\"message\":\"unquoted value contains ': '\","
    "\"consequence\":\"strict YAML parsers refuse the file\","
    "\"hint\":\"put the value in double quotes\",\"fixable\":true}";
constexpr const char* second =
    "{\"rule\":\"r\",\"severity\":\"error\",\"path\":\"z\uFFFD.md\",\"path_base64\":\"ev8ubWQ=\","
    "\"line\":null,\"column\":null,\"end_column\":null,\"message\":"
    "\"a\\n\\u001b\\u202e\\\"\uFFFD\","
    "\"consequence\":\"\",\"hint\":\"\",\"fixable\":false}";
constexpr const char* counts =
    "{\"files\":7,\"errors\":1,\"warnings\":1,\"infos\":0,\"baseline\":12,\"hidden\":31}";

std::string written(FindingsFormat format) {
  std::vector<base::Diagnostic> diagnostics = {
      sample::portability(),
      sample::bare(base::Severity::error, "z\xFF.md", "r", "a\n\x1b\xE2\x80\xAE\"\xFF")};
  diagnostics[0].fixable = true;
  return sample::written_all(
      format, {.diagnostics = diagnostics, .files = 7, .known = 12, .hidden = {31, 0, 0}});
}

TEST(FindingsJson, IsOneDocumentWithAFindingALine) {
  EXPECT_EQ(written(FindingsFormat::json), std::string("{\"schema\": 1,\n\"diagnostics\": [\n") +
                                               first + ",\n" + second +
                                               "\n],\n\"summary\": " + counts + "}\n");
}

TEST(FindingsJson, NothingIsAnEmptyArray) {
  EXPECT_EQ(sample::written(FindingsFormat::json, {}),
            "{\"schema\": 1,\n\"diagnostics\": [],\n"
            "\"summary\": {\"files\":2,\"errors\":0,\"warnings\":0,\"infos\":0,\"baseline\":0,"
            "\"hidden\":0}}\n");
}

TEST(FindingsJsonl, IsADocumentALineAndTheSummaryLast) {
  EXPECT_EQ(written(FindingsFormat::jsonl),
            std::string(first) + "\n" + second + "\n{\"schema\":1,\"summary\":" + counts + "}\n");
}

}  // namespace
