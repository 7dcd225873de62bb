#include <gmock/gmock.h>

#include "deploy/plan.hpp"

namespace deploy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Privileges, AreSortedLinesWithOneToolEach) {
  EXPECT_EQ(privileges(R"j({"tools":"Write, Read,Bash(git add:*, git rm:*)",)j"
                       R"j("permissionMode":"plan","model":"opus"})j"),
            "model: opus\npermissionMode: plan\n"
            "tools: Bash(git add:*, git rm:*)\ntools: Read\ntools: Write\n");
}

TEST(Privileges, AreTheSameForAListAndACommaString) {
  EXPECT_EQ(privileges(R"({"tools":["Read","Bash","Read"]})"),
            privileges(R"({"tools":"Bash, Read"})"));
}

TEST(Privileges, SplitAllowedToolsAtBlanks) {
  EXPECT_EQ(privileges(R"({"allowed-tools":"Bash(jq:*) Read"})"),
            "allowed-tools: Bash(jq:*)\nallowed-tools: Read\n");
}

TEST(Privileges, KeepMappingsAsJsonWithSortedKeys) {
  EXPECT_EQ(privileges(R"({"hooks":{"b":1,"a":["x\ny"]},"mcpServers":["s"]})"),
            "hooks: {\"a\":[\"x\\ny\"],\"b\":1}\nmcpServers: [\"s\"]\n");
}

TEST(Privileges, CannotBeForgedByALineFeed) {
  EXPECT_EQ(privileges(R"({"model":"a\ntools: Bash"})"), "model: a tools: Bash\n");
}

TEST(Privileges, OfNothingAreEmpty) {
  EXPECT_EQ(privileges(""), "");
  EXPECT_EQ(privileges("[1]"), "");
  EXPECT_EQ(privileges("{broken"), "");
  EXPECT_EQ(privileges(R"({"tools":null})"), "");
}

TEST(Privileges, AnEmptyListOfToolsIsNotTheSameAsNone) {
  EXPECT_EQ(privileges(R"({"tools":[]})"), "tools: none\n");
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
        Widening{"tools: A\n", "", {"tools: all"}}, Widening{"", "tools: A\n", {}},
        Widening{"tools: A\n", "tools: none\n", {}},
        Widening{"", "allowed-tools: A\n", {"allowed-tools: A"}},
        Widening{"disallowedTools: A\n", "", {"disallowedTools: no longer A"}},
        Widening{"", "disallowedTools: A\n", {}}, Widening{"", "permissionMode: default\n", {}},
        Widening{"", "permissionMode: bypassPermissions\n", {"permissionMode: bypassPermissions"}},
        Widening{"permissionMode: bypassPermissions\n", "", {}},
        Widening{"permissionMode: plan\n", "", {"permissionMode: default"}},
        Widening{"model: haiku\n", "model: opus\n", {"model: opus"}},
        Widening{"", "hooks: {}\n", {"hooks: {}"}}));

TEST(RiskyPrivileges, AreModesHooksAndServers) {
  EXPECT_THAT(risky_privileges("hooks: {}\nmcpServers: []\nmodel: opus\npermissionMode: plan\n"
                               "tools: Bash\n"),
              ElementsAre("hooks: {}", "mcpServers: []", "permissionMode: plan"));
  EXPECT_THAT(risky_privileges("permissionMode: default\ntools: Bash\n"), IsEmpty());
}

}  // namespace
}  // namespace deploy
