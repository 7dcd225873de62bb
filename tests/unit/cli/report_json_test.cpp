#include <gtest/gtest.h>

#include <sstream>

#include "report/json.hpp"

namespace {

TEST(Json, InvalidPathBytesAreBesideInBase64) {
  const std::vector<std::string> paths = {"a\xFF.md", "b"};
  std::ostringstream out;
  report::json_paths(out, "stale", paths);
  EXPECT_EQ(out.str(),
            "{\"schema\": 1,\n\"stale\": [\n"
            "{\"path\":\"a\uFFFD.md\",\"path_base64\":\"Yf8ubWQ=\"},\n{\"path\":\"b\"}\n]}\n");
}

TEST(Json, AStringLiteralOfAnyBytes) {
  EXPECT_EQ(report::json_string(std::string_view("a\"\n\0\xFF", 5)), "\"a\\\"\\n\\u0000\uFFFD\"");
}

TEST(Json, ADefinitionCarriesItsFrontmatterWhenAsked) {
  indexing::Row row;
  row.kind = "agent";
  row.host = "claude";
  row.name = "reviewer";
  row.path = "agents/reviewer.md";
  row.blob = "abc";
  row.tools = {"Read", "Grep"};
  row.frontmatter_json = R"({"name":"reviewer"})";
  row.size = 10;
  row.body_size = 4;
  std::ostringstream without, with;
  report::json_definitions(without, std::span(&row, 1), false);
  report::json_definitions(with, std::span(&row, 1), true);
  EXPECT_EQ(without.str(),
            "{\"schema\": 1,\n\"definitions\": [\n"
            "{\"kind\":\"agent\",\"host\":\"claude\",\"name\":\"reviewer\","
            "\"path\":\"agents/reviewer.md\",\"blob\":\"abc\",\"description\":\"\",\"model\":\"\","
            "\"tools\":[\"Read\",\"Grep\"],\"size\":10,\"body_size\":4}\n]}\n");
  EXPECT_NE(with.str().find("\"frontmatter\":{\"name\":\"reviewer\"}}"), std::string::npos);
}

TEST(Json, AnUnresolvedEdgeHasNoTargetPath) {
  indexing::EdgeRow edge;
  edge.from_path = "agents/a.md";
  edge.from_name = "a";
  edge.type = "agent";
  edge.target = "ghost";
  edge.origin = "frontmatter";
  edge.line = 4;
  std::ostringstream out;
  report::json_edges(out, std::span(&edge, 1));
  EXPECT_EQ(out.str(),
            "{\"schema\": 1,\n\"edges\": [\n{\"type\":\"agent\",\"from_name\":\"a\","
            "\"from_path\":\"agents/a.md\",\"target\":\"ghost\",\"target_path\":null,"
            "\"origin\":\"frontmatter\",\"line\":4,\"depth\":1}\n]}\n");
}

TEST(Json, APlanNamesActionsAndAddedPrivileges) {
  deploy::Plan plan;
  plan.target.id = "claude:user";
  plan.target.tool = "claude";
  plan.target.scope = "user";
  deploy::Item item;
  item.action = deploy::Action::held;
  item.path = "/h/.claude/agents/a.md";
  item.name = "a";
  item.privileges_before = "tools: Read";
  item.privileges_after = "tools: Read\ntools: Bash";
  plan.items.push_back(item);
  const deploy::Plan* pointer = &plan;
  std::ostringstream out;
  report::json_plans(out, std::span(&pointer, 1), true);
  EXPECT_NE(out.str().find("{\"schema\": 1,\n\"dry_run\": true,\n\"sources\": [],\n\"plans\": [\n"
                           "{\"target\":\"claude:user\",\"tool\":\"claude\",\"scope\":\"user\","),
            std::string::npos)
      << out.str();
  EXPECT_NE(out.str().find("\"action\":\"held\""), std::string::npos);
  EXPECT_NE(out.str().find("\"privileges_added\":[\"tools: Bash\"]"), std::string::npos);
}

TEST(Json, OperationsHaveATimeOfDay) {
  track::OperationInfo operation;
  operation.id = 2;
  operation.command = "undo";
  operation.state = "applied";
  operation.undoes = 1;
  operation.files = 3;
  std::ostringstream out;
  report::json_operations(out, std::span(&operation, 1));
  EXPECT_EQ(out.str(),
            "{\"schema\": 1,\n\"operations\": [\n{\"id\":2,\"command\":\"undo\",\"reason\":\"\","
            "\"target\":\"\",\"time\":\"1970-01-01T00:00:00Z\",\"state\":\"applied\",\"undoes\":1,"
            "\"commit\":\"\",\"files\":3}\n]}\n");
}

}  // namespace
