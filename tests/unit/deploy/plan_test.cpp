#include "deploy/plan.hpp"

#include <gmock/gmock.h>

#include "os/digest.hpp"

namespace deploy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Wanted wanted(const std::string& path, const std::string& content = "new") {
  Wanted result;
  result.path = path;
  result.name = path.substr(path.rfind('/') + 1);
  result.kind = "agent";
  result.origin_path = "agents" + path;
  result.content = content;
  return result;
}

track::LedgerEntry row(const std::string& path, const std::string& content) {
  track::LedgerEntry entry;
  entry.path = path;
  entry.hash = os::sha256_hex(content);
  entry.origin_path = "agents" + path;
  entry.origin = "/repo";
  entry.name = path.substr(1);
  entry.kind = "agent";
  return entry;
}

struct Case {
  const char* name;
  std::optional<std::string> wanted, ledger, disk;
  std::function<void(PlanInput&)> arrange;
  Action action;
  const char* reason;
};

PlanInput input_of(const Case& test) {
  PlanInput input;
  input.origin = "/repo";
  if (test.wanted) input.wanted.push_back(wanted("/a", *test.wanted));
  if (test.ledger) input.ledger.emplace("/a", row("/a", *test.ledger));
  input.present = [disk = test.disk](const std::string&) -> std::optional<Present> {
    if (!disk) return std::nullopt;
    return Present{.hash = os::sha256_hex(*disk)};
  };
  if (test.arrange) test.arrange(input);
  return input;
}

class PlanAction : public testing::TestWithParam<Case> {};

TEST_P(PlanAction, IsDecidedByWantedLedgerAndDisk) {
  const Plan plan = make_plan(input_of(GetParam()));
  ASSERT_EQ(plan.items.size(), 1U);
  EXPECT_EQ(to_string(plan.items[0].action), to_string(GetParam().action));
  EXPECT_EQ(plan.items[0].reason, GetParam().reason);
  EXPECT_THAT(plan.collisions, IsEmpty());
}

const std::optional<std::string> none;

INSTANTIATE_TEST_SUITE_P(
    Table, PlanAction,
    testing::Values(
        Case{"NotThere", "new", none, none, {}, Action::write, ""},
        Case{"DeletedByTheUser", "new", "new", none, {}, Action::write, ""},
        Case{"Equal", "new", "new", "new", {}, Action::same, ""},
        Case{"EqualButNotInTheLedger", "new", none, "new", {}, Action::adopt, ""},
        Case{"EqualButTheLedgerIsOlder", "new", "old", "new", {}, Action::adopt, ""},
        Case{"EqualFromARenamedOrigin", "new", "new", "new",
             [](PlanInput& i) { i.ledger.at("/a").origin_path = "agents/b"; }, Action::adopt, ""},
        Case{"EqualButToBeExecutable", "new", "new", "new",
             [](PlanInput& i) { i.wanted[0].mode = 0755; }, Action::replace, ""},
        Case{"Unchanged", "new", "old", "old", {}, Action::replace, ""},
        Case{"Edited", "new", "old", "mine", {}, Action::edited, "edited since it was deployed"},
        Case{"EditedForced", "new", "old", "mine", [](PlanInput& i) { i.force = true; },
             Action::replace, "edited since it was deployed"},
        Case{"Foreign", "new", none, "mine", {}, Action::foreign, "not deployed by git agents"},
        Case{"ForeignForced", "new", none, "mine", [](PlanInput& i) { i.force = true; },
             Action::foreign, "not deployed by git agents"},
        Case{"ForeignAdopted", "new", none, "mine", [](PlanInput& i) { i.adopt = {"a"}; },
             Action::replace, ""},
        Case{"OfAnotherRepository", "new", "old", "old",
             [](PlanInput& i) { i.ledger.at("/a").origin = "/other"; }, Action::foreign,
             "deployed from '/other'"},
        Case{"NotRegular", "new", "old", none,
             [](PlanInput& i) {
               i.present = [](const std::string&) { return Present{.hash = {}, .regular = false}; };
             },
             Action::foreign, "not a regular file"},
        Case{"Tracked", "new", "old", "old", [](PlanInput& i) { i.tracked = {"/a"}; },
             Action::foreign, "tracked by git"},
        Case{"InPlace", "", none, "mine", [](PlanInput& i) { i.in_place = {"/a"}; },
             Action::in_place, ""},
        Case{"Held", "new", "old", "old",
             [](PlanInput& i) {
               i.wanted[0].held = true;
               i.wanted[0].held_reason = "adds: tools: Bash";
             },
             Action::held, "adds: tools: Bash"},
        Case{"Unwanted", none, "old", "old", {}, Action::orphan, "no longer in the repository"},
        Case{"UnwantedPruned", none, "old", "old", [](PlanInput& i) { i.prune = true; },
             Action::remove, "no longer in the repository"},
        Case{"UnwantedAndGonePruned", none, "old", none, [](PlanInput& i) { i.prune = true; },
             Action::remove, "no longer in the repository"},
        Case{"UnwantedEditedPruned", none, "old", "mine",
             [](PlanInput& i) { i.prune = i.force = true; }, Action::orphan,
             "edited since it was deployed"},
        Case{"UnwantedTrackedPruned", none, "old", "old",
             [](PlanInput& i) {
               i.prune = true;
               i.tracked = {"/a"};
             },
             Action::orphan, "tracked by git"}),
    [](const auto& test) { return test.param.name; });

TEST(Plan, LeavesOtherRepositoriesFilesAloneWhenItPrunes) {
  PlanInput input = input_of({"", none, "old", "old", {}, Action::remove, ""});
  input.ledger.at("/a").origin = "/other";
  input.prune = true;
  EXPECT_THAT(make_plan(input).items, IsEmpty());
}

TEST(Plan, ItemsAreSortedByPathAndKnowTheirContent) {
  PlanInput input = input_of({"", none, none, none, {}, Action::write, ""});
  input.wanted = {wanted("/b"), wanted("/a")};
  const Plan plan = make_plan(input);
  ASSERT_EQ(plan.items.size(), 2U);
  EXPECT_EQ(plan.items[0].path, "/a");
  EXPECT_EQ(plan.items[0].wanted, 1U);
}

TEST(Plan, ShowsPrivilegesBeforeAndAfter) {
  PlanInput input = input_of({"", "new", "old", "old", {}, Action::replace, ""});
  input.ledger.at("/a").privileges = "tools: Read\n";
  input.wanted[0].privileges = "tools: Bash\n";
  const Item item = make_plan(input).items[0];
  EXPECT_EQ(item.privileges_before, "tools: Read\n");
  EXPECT_EQ(item.privileges_after, "tools: Bash\n");
}

TEST(Plan, ChangesAndBlocks) {
  const auto plan_of = [](Action action) {
    Plan plan;
    plan.items.push_back({.action = action,
                          .path = {},
                          .name = {},
                          .kind = {},
                          .origin_path = {},
                          .reason = {},
                          .privileges_before = {},
                          .privileges_after = {},
                          .seen = {}});
    return plan;
  };
  for (const Action action : {Action::write, Action::replace, Action::remove}) {
    EXPECT_TRUE(plan_of(action).changes());
    EXPECT_FALSE(plan_of(action).blocked());
  }
  for (const Action action : {Action::edited, Action::foreign, Action::held}) {
    EXPECT_FALSE(plan_of(action).changes());
    EXPECT_TRUE(plan_of(action).blocked());
  }
  for (const Action action : {Action::same, Action::adopt, Action::in_place, Action::orphan}) {
    EXPECT_FALSE(plan_of(action).changes());
    EXPECT_FALSE(plan_of(action).blocked());
  }
}

struct Clash {
  const char* name;
  std::function<void(Wanted& first, Wanted& second)> arrange;
  const char* shared;
};

class Collisions : public testing::TestWithParam<Clash> {};

TEST_P(Collisions, AreReportedAndTheFirstOriginWins) {
  PlanInput input = input_of({"", none, none, none, {}, Action::write, ""});
  Wanted first = wanted("/t/a.md"), second = wanted("/t/b.md");
  first.origin_path = "lib/1/a.md";
  second.origin_path = "lib/2/b.md";
  GetParam().arrange(first, second);
  for (const bool swapped : {false, true}) {
    input.wanted = swapped ? std::vector{second, first} : std::vector{first, second};
    const Plan plan = make_plan(input);
    ASSERT_EQ(plan.collisions.size(), 1U);
    EXPECT_EQ(plan.collisions[0].path, GetParam().shared);
    EXPECT_EQ(plan.collisions[0].winner, "lib/1/a.md");
    EXPECT_EQ(plan.collisions[0].loser, "lib/2/b.md");
    ASSERT_EQ(plan.items.size(), 1U);
    EXPECT_EQ(plan.items[0].origin_path, "lib/1/a.md");
    EXPECT_TRUE(plan.blocked());
  }
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, Collisions,
    testing::Values(Clash{"SamePath", [](Wanted&, Wanted& b) { b.path = "/t/a.md"; }, "/t/a.md"},
                    Clash{"SameFoldedPath", [](Wanted&, Wanted& b) { b.path = "/t/A.md"; },
                          "/t/A.md"},
                    Clash{"SameFoldedName",
                          [](Wanted& a, Wanted& b) {
                            a.name = "Reviewer";
                            b.name = "reviewer";
                          },
                          "reviewer"},
                    Clash{"SameAgentId",
                          [](Wanted& a, Wanted& b) { a.agent_id = b.agent_id = "core-reviewer"; },
                          "core-reviewer"}),
    [](const auto& clash) { return clash.param.name; });

TEST(Plan, NamesOfDifferentKindsDoNotCollide) {
  PlanInput input = input_of({"", none, none, none, {}, Action::write, ""});
  Wanted agent = wanted("/agents/x.md"), command = wanted("/commands/x.md");
  command.kind = "command";
  input.wanted = {agent, command};
  EXPECT_THAT(make_plan(input).collisions, IsEmpty());
}

TEST(Plan, ALosingSkillGoesWithAllItsFiles) {
  PlanInput input = input_of({"", none, none, none, {}, Action::write, ""});
  const auto file = [](const std::string& path, const std::string& definition) {
    Wanted result = wanted(path);
    result.kind = "skill";
    result.name = "pdf";
    result.definition = definition;
    return result;
  };
  input.wanted = {file("/s/pdf/SKILL.md", "a/pdf/SKILL.md"), file("/s/pdf/x.sh", "a/pdf/SKILL.md"),
                  file("/s/pdf/SKILL.md", "b/pdf/SKILL.md"), file("/s/pdf/y.sh", "b/pdf/SKILL.md")};
  const Plan plan = make_plan(input);
  EXPECT_EQ(plan.collisions.size(), 1U);
  ASSERT_EQ(plan.items.size(), 2U);
  EXPECT_EQ(plan.items[1].path, "/s/pdf/x.sh");
}

TEST(Plan, ADefinitionInPlaceWinsOverAnEarlierOrigin) {
  PlanInput input = input_of({"", none, none, none, {}, Action::write, ""});
  Wanted in_place = wanted("/repo/.claude/agents/a.md", "");
  in_place.origin_path = ".claude/agents/a.md";
  Wanted other = wanted("/repo/.claude/agents/a.md");
  other.origin_path = "!first/a.md";
  input.wanted = {other, in_place};
  input.in_place = {in_place.path};
  const Plan plan = make_plan(input);
  ASSERT_EQ(plan.items.size(), 1U);
  EXPECT_EQ(plan.items[0].action, Action::in_place);
  EXPECT_EQ(plan.collisions[0].winner, ".claude/agents/a.md");
}

}  // namespace
}  // namespace deploy
