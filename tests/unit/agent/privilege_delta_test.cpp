#include "agent/privilege_delta.hpp"

#include <gmock/gmock.h>

namespace agent {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Definition definition(const std::string& path, const std::string& name, const std::string& tools) {
  return {.path = path,
          .blob = {},
          .format = {Kind::agent, Host::any},
          .root = "agents",
          .parsed = std::make_shared<Parsed>(
              parse({Kind::agent, Host::any},
                    "---\nname: " + name + "\ndescription: d\n" + tools + "---\nText.\n"))};
}

TEST(PrivilegeDelta, OfTheSamePrivilegesIsEmpty) {
  const std::vector<Definition> before = {definition("agents/a.md", "a", "tools: Read, Grep\n")};
  const std::vector<Definition> after = {definition("agents/a.md", "a", "tools: [Grep, Read]\n")};
  EXPECT_THAT(privilege_delta(before, after), IsEmpty());
}

TEST(PrivilegeDelta, TellsWhatWasAddedRemovedAndWidened) {
  const std::vector<Definition> before = {
      definition("agents/a.md", "a", "tools: Read\ndisallowedTools: WebFetch\n")};
  const std::vector<Definition> after = {definition("agents/a.md", "a", "tools: Bash\n")};
  const auto changes = privilege_delta(before, after);
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].what, PrivilegeChange::What::changed);
  EXPECT_EQ(changes[0].name, "a");
  EXPECT_THAT(changes[0].added, ElementsAre("tools: Bash"));
  EXPECT_THAT(changes[0].removed, ElementsAre("disallowedTools: WebFetch", "tools: Read"));
  EXPECT_THAT(changes[0].widened,
              ElementsAre("tools: Bash", "disallowedTools: no longer WebFetch"));
}

TEST(PrivilegeDelta, OfANewDefinitionIsAllThatItMayDo) {
  const std::vector<Definition> after = {definition("agents/a.md", "a", "tools: Read, Bash\n")};
  const auto changes = privilege_delta({}, after);
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].what, PrivilegeChange::What::added);
  EXPECT_THAT(changes[0].added, ElementsAre("tools: Bash", "tools: Read"));
  EXPECT_THAT(changes[0].widened, ElementsAre("tools: Bash"));
}

TEST(PrivilegeDelta, OfARemovedDefinitionWidensNothing) {
  const std::vector<Definition> before = {definition("agents/a.md", "a", "tools: Bash\n")};
  const auto changes = privilege_delta(before, {});
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].what, PrivilegeChange::What::removed);
  EXPECT_THAT(changes[0].removed, ElementsAre("tools: Bash"));
  EXPECT_THAT(changes[0].widened, IsEmpty());
}

TEST(PrivilegeDelta, KnowsARenamedDefinitionByItsName) {
  const std::vector<Definition> before = {definition("agents/a.md", "a", "tools: Read\n")};
  const std::vector<Definition> after = {definition("agents/b.md", "a", "tools: Bash\n")};
  const auto changes = privilege_delta(before, after);
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].what, PrivilegeChange::What::renamed);
  EXPECT_EQ(changes[0].old_path, "agents/a.md");
  EXPECT_EQ(changes[0].path, "agents/b.md");
}

TEST(PrivilegeDelta, TakesNoneOfSeveralNamesakesForTheRenamedOne) {
  const std::vector<Definition> before = {definition("agents/1.md", "a", "tools: Read\n"),
                                          definition("agents/2.md", "a", "tools: Grep\n")};
  const std::vector<Definition> after = {definition("agents/3.md", "a", "tools: Bash\n")};
  const auto changes = privilege_delta(before, after);
  ASSERT_EQ(changes.size(), 3U);
  EXPECT_EQ(changes[0].what, PrivilegeChange::What::removed);
  EXPECT_EQ(changes[1].what, PrivilegeChange::What::removed);
  EXPECT_EQ(changes[2].what, PrivilegeChange::What::added);
}

}  // namespace
}  // namespace agent
