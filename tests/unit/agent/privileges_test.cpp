#include "agent/privileges.hpp"

#include <gmock/gmock.h>

namespace agent {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Privileges, AreSortedLinesWithOneToolEach) {
  EXPECT_EQ(privileges(R"j({"tools":"Write, Read,Bash(git add:*, git rm:*)",)j"
                       R"j("permissionMode":"plan","model":"opus"})j",
                       Kind::skill),
            "model: opus\npermissionMode: plan\n"
            "tools: Bash(git add:*, git rm:*)\ntools: Read\ntools: Write\n");
}

TEST(Privileges, AreTheSameForAListAndACommaString) {
  EXPECT_EQ(privileges(R"({"tools":["Read","Bash","Read"]})", Kind::skill),
            privileges(R"({"tools":"Bash, Read"})", Kind::skill));
}

TEST(Privileges, SplitAllowedToolsAtBlanks) {
  EXPECT_EQ(privileges(R"({"allowed-tools":"Bash(jq:*) Read"})", Kind::skill),
            "allowed-tools: Bash(jq:*)\nallowed-tools: Read\n");
}

TEST(Privileges, KeepMappingsAsJsonWithSortedKeys) {
  EXPECT_EQ(privileges(R"({"hooks":{"b":1,"a":["x\ny"]},"mcpServers":["s"]})", Kind::skill),
            "hooks: {\"a\":[\"x\\ny\"],\"b\":1}\nmcpServers: [\"s\"]\n");
}

TEST(Privileges, CannotBeForgedByALineFeed) {
  EXPECT_EQ(privileges(R"({"model":"a\ntools: Bash"})", Kind::skill), "model: a tools: Bash\n");
}

TEST(Privileges, OfNothingAreEmpty) {
  EXPECT_EQ(privileges("", Kind::skill), "");
  EXPECT_EQ(privileges("[1]", Kind::skill), "");
  EXPECT_EQ(privileges("{broken", Kind::skill), "");
  EXPECT_EQ(privileges(R"({"tools":null})", Kind::skill), "");
}

TEST(Privileges, AnAgentWithoutAListMayUseEveryTool) {
  EXPECT_EQ(privileges(R"({"name":"a"})", Kind::agent), "tools: all\n");
  EXPECT_EQ(privileges(R"({"tools":"Read"})", Kind::agent), "tools: Read\n");
}

TEST(Privileges, AMergeKeyIsOneSinceHostsMayResolveIt) {
  EXPECT_EQ(privileges(R"({"<<":{"permissionMode":"plan"}})", Kind::skill),
            "<<: {\"permissionMode\":\"plan\"}\n");
}

TEST(Privileges, AnEmptyListOfToolsIsNotTheSameAsNone) {
  EXPECT_EQ(privileges(R"({"tools":[]})", Kind::skill), "tools: none\n");
}

TEST(AddedPrivileges, AreTheNewLines) {
  EXPECT_THAT(added_privileges("tools: A\n", "tools: A\ntools: B\n"), ElementsAre("tools: B"));
  EXPECT_THAT(added_privileges("tools: A\n", ""), IsEmpty());
}

struct Widening {
  const char* before;
  const char* after;
  std::vector<std::string> result;
};

class WidenedPrivileges : public testing::TestWithParam<Widening> {};

TEST_P(WidenedPrivileges, CountLostRestrictionsToo) {
  EXPECT_EQ(widened_privileges(GetParam().before, GetParam().after), GetParam().result);
}

INSTANTIATE_TEST_SUITE_P(
    Table, WidenedPrivileges,
    testing::Values(
        Widening{"tools: A\n", "tools: A\ntools: B\n", {"tools: B"}},
        Widening{"tools: A\ntools: B\n", "tools: A\n", {}},
        Widening{"tools: A\n", "tools: all\n", {"tools: all"}},
        Widening{"tools: all\n", "tools: A\n", {}}, Widening{"tools: A\n", "tools: none\n", {}},
        Widening{"", "allowed-tools: A\n", {"allowed-tools: A"}},
        Widening{"disallowedTools: A\n", "", {"disallowedTools: no longer A"}},
        Widening{"", "disallowedTools: A\n", {}}, Widening{"", "permissionMode: default\n", {}},
        Widening{"", "permissionMode: bypassPermissions\n", {"permissionMode: bypassPermissions"}},
        Widening{"permissionMode: bypassPermissions\n", "", {}},
        Widening{"permissionMode: plan\n", "", {"permissionMode: default"}},
        Widening{"model: haiku\n", "model: opus\n", {"model: opus"}},
        Widening{"", "hooks: {}\n", {"hooks: {}"}}));

TEST(RiskyPrivileges, AreAllThatANewDefinitionCanDoHarmWith) {
  EXPECT_THAT(risky_privileges("<<: {}\nallowed-tools: Bash(*)\nhooks: {}\nmcpServers: []\n"
                               "model: opus\npermissionMode: plan\ntools: Bash\n"),
              ElementsAre("<<: {}", "allowed-tools: Bash(*)", "hooks: {}", "mcpServers: []",
                          "permissionMode: plan", "tools: Bash"));
  EXPECT_THAT(risky_privileges("tools: all\n"), ElementsAre("tools: all"));
  EXPECT_THAT(risky_privileges("model: opus\npermissionMode: default\ntools: Glob\ntools: Read\n"),
              IsEmpty());
}

}  // namespace
}  // namespace agent
