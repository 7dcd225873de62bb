#include <gmock/gmock.h>

#include <deque>

#include "base/error.hpp"
#include "deploy/deployment.hpp"
#include "deploy/exclude.hpp"
#include "support/memory_tree.hpp"
#include "support/temp_repo.hpp"

namespace deploy {
namespace {

using test::MemoryTree;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string agent(const std::string& name, const std::string& more = "tools: Read\n") {
  return "---\nname: " + name + "\ndescription: Does one thing well.\n" + more + "---\n\n# " +
         name + "\n\nBody.\n";
}

/// A repository with sources in memory, and a state directory outside of it.
struct World {
  test::TempRepo repo;
  test::TempDir outside;
  test::ScopedVariable claude{"CLAUDE_CONFIG_DIR", outside.at("claude")};
  Options options{.targets = {{"claude", "project"}}, .accept = {}, .adopt = {}};
  std::deque<MemoryTree> trees;
  Sources sources;

  /// "o/NAME", whose id is "host/o/NAME", as the last one.
  MemoryTree& add(const std::string& name, const MemoryTree& tree, const std::string& path = {}) {
    trees.push_back(tree);
    sources.inputs.push_back({.name = "o/" + name,
                              .rank = {0, 100, "host/o/" + name},
                              .path = path,
                              .commit = "c0ffee",
                              .tree = &trees.back(),
                              .problem = {}});
    return trees.back();
  }

  git::Repository repository() const { return *git::discover(repo.path()); }
  track::State state() const {
    return track::State::open(outside.at("state"), track::State::Access::write, "test");
  }
  Prepared prepared() const { return prepare(repository(), options, state(), sources); }
  Plan plan() const { return prepared().parts.at(0).plan; }
  Plan deploy() const {
    track::State open = state();
    const Prepared ready = prepare(repository(), options, open, sources);
    apply(ready, open, "test");
    update_exclude(repository(), open);
    return ready.parts.at(0).plan;
  }

  /// "action place [source]: reason" of each item.
  std::vector<std::string> summary(const Plan& plan) const {
    std::vector<std::string> lines;
    for (const Item& item : plan.items) {
      std::string path = item.path;
      if (path.starts_with(repo.path())) path = path.substr(repo.path().size() + 1);
      lines.push_back(std::string(to_string(item.action)) + " " + path +
                      (item.source.empty() ? "" : " [" + item.source + "]") +
                      (item.reason.empty() ? "" : ": " + item.reason));
    }
    return lines;
  }
};

void first_commit(const World& world) {
  world.repo.write("agents/own.md", agent("own"));
  world.repo.commit("own");
}

TEST(Sources, AreDeployedBesideTheOwnDefinitions) {
  World world;
  first_commit(world);
  world.add("lib",
            {{"agents/team/lead.md", agent("lead")},
             {"skills/pdf/SKILL.md", "---\nname: pdf\ndescription: Reads PDF.\n---\nText.\n"},
             {"skills/pdf/data.bin", std::string("\0\xff", 2)},
             {"commands/git/sync.md", "---\ndescription: Sync.\n---\nDo it.\n"},
             {"README.md", "# Library\n"}});
  EXPECT_THAT(world.summary(world.deploy()),
              ElementsAre("write .claude/agents/lead.md [o/lib]", "write .claude/agents/own.md",
                          "write .claude/commands/git/sync.md [o/lib]",
                          "write .claude/skills/pdf/SKILL.md [o/lib]",
                          "write .claude/skills/pdf/data.bin [o/lib]"));
  EXPECT_EQ(world.repo.read(".claude/agents/lead.md"), agent("lead"));
  EXPECT_EQ(world.repo.git("status", "--porcelain"), "");
  const auto entry = world.state().find(world.repo.at(".claude/agents/lead.md"));
  EXPECT_EQ(entry->origin, world.repo.path());
  EXPECT_EQ(entry->origin_path, "host/o/lib//agents/team/lead.md");
  EXPECT_EQ(entry->commit, "c0ffee");
  const auto own = world.state().find(world.repo.at(".claude/agents/own.md"));
  EXPECT_EQ(own->origin_path, "agents/own.md");
  EXPECT_EQ(own->commit, world.repo.git("rev-parse", "HEAD"));
  EXPECT_FALSE(world.deploy().changes());
  EXPECT_EQ(world.state().operations().size(), 1U);
}

TEST(Sources, AreComposedWithTheirOwnBasesAlone) {
  World world;
  world.repo.write("agents/BASE-AGENT.md", "Ours.\n");
  world.repo.write("agents/own.md", agent("own"));
  world.repo.commit("own");
  world.add("based", {{"agents/BASE-AGENT.md", "Theirs.\n"}, {"agents/a.md", agent("a")}});
  world.add("bare", {{"agents/b.md", agent("b")}});
  world.deploy();
  EXPECT_THAT(world.repo.read(".claude/agents/own.md"), HasSubstr("\nOurs."));
  EXPECT_THAT(world.repo.read(".claude/agents/a.md"), HasSubstr("\nTheirs."));
  EXPECT_EQ(world.repo.read(".claude/agents/b.md"), agent("b"));
}

TEST(Sources, GiveOnlyWhatLiesBelowTheirPathWithTheBasesAboveIt) {
  World world;
  first_commit(world);
  world.add("lib",
            {{"agents/BASE-AGENT.md", "Top.\n"},
             {"agents/ops/a.md", agent("a")},
             {"agents/opsother/b.md", agent("b")},
             {"agents/qa/c.md", agent("c")}},
            "agents/ops");
  EXPECT_THAT(world.summary(world.deploy()),
              ElementsAre("write .claude/agents/a.md [o/lib]", "write .claude/agents/own.md"));
  EXPECT_THAT(world.repo.read(".claude/agents/a.md"), HasSubstr("\nTop."));
}

TEST(Sources, AreDeployedWithoutTheirBrokenDefinitionsWhichAreNamed) {
  World world;
  first_commit(world);
  // What the source says of its own validation counts for nothing here.
  world.add("lib", {{".git-agents.yaml",
                     "version: 1\nvalidate: {rules: {description-missing: off}, ignore: ['*']}\n"
                     "deploy: {targets: [{tool: claude}]}\n"},
                    {".git-agents-baseline.json", "no baseline"},
                    {"agents/bad.md", "---\nname: bad\n---\nText.\n"},
                    {"agents/good.md", agent("good")}});
  const Plan plan = world.deploy();
  EXPECT_THAT(world.summary(plan),
              ElementsAre(HasSubstr("held .claude/agents/bad.md [o/lib]: it has errors: "),
                          "write .claude/agents/good.md [o/lib]", "write .claude/agents/own.md"));
  EXPECT_TRUE(plan.blocked());
  EXPECT_FALSE(os::exists(world.repo.at(".claude/agents/bad.md")));
}

TEST(Sources, AreAcceptedByNameOrElseByTheStemOfTheirFile) {
  World world;
  first_commit(world);
  world.add("lib", {{"agents/broken.md", agent("bad: [")},
                    {"agents/other.md", agent("Mixed Case: x")},
                    {"agents/mixed.md", agent("own-name: y")}});
  world.options.accept = {"broken"};
  EXPECT_THAT(world.summary(world.plan()),
              ElementsAre("write .claude/agents/broken.md [o/lib]",
                          HasSubstr("held .claude/agents/mixed.md [o/lib]: it has errors: "),
                          HasSubstr("held .claude/agents/other.md [o/lib]: it has errors: "),
                          "write .claude/agents/own.md"));
  // A name is meant before a stem.
  world.options.accept = {"own"};
  world.sources.inputs.clear();
  world.add("lib", {{"agents/sub/own.md", agent("bad: [")}});
  world.options.accept = {"own"};
  const Plan plan = world.plan();
  EXPECT_FALSE(std::ranges::any_of(plan.items, [](const Item& item) {
    return item.action == Action::write && item.source != "";
  }));
}

TEST(Sources, MayCallAgentsThatAreElsewhere) {
  World world;
  first_commit(world);
  world.add("lib", {{"agents/a.md", agent("a", "tools: Read\nhandoffs: [own]\n")}});
  EXPECT_THAT(world.summary(world.plan()),
              ElementsAre("write .claude/agents/a.md [o/lib]", "write .claude/agents/own.md"));
}

TEST(Sources, KeepWhatWasEditedAndWhatIsNotOurs) {
  World world;
  first_commit(world);
  MemoryTree& tree = world.add("lib", {{"agents/a.md", agent("a")}, {"agents/b.md", agent("b")}});
  world.repo.write(".claude/agents/b.md", "mine");
  world.deploy();
  world.repo.write(".claude/agents/a.md", "edited");
  tree = MemoryTree{{"agents/a.md", agent("a", "model: opus\n")}, {"agents/b.md", agent("b")}};
  world.options.prune = true;
  EXPECT_THAT(world.summary(world.deploy()),
              ElementsAre("edited .claude/agents/a.md [o/lib]: edited since it was deployed",
                          "foreign .claude/agents/b.md [o/lib]: not deployed by git agents",
                          "same .claude/agents/own.md"));
  EXPECT_EQ(world.repo.read(".claude/agents/a.md"), "edited");
  EXPECT_EQ(world.repo.read(".claude/agents/b.md"), "mine");
}

TEST(Sources, LeaveOrphansOfWhatTheyNoLongerHold) {
  World world;
  first_commit(world);
  MemoryTree& tree = world.add("lib", {{"agents/a.md", agent("a")}, {"agents/b.md", agent("b")}});
  world.deploy();
  tree = MemoryTree{{"agents/b.md", agent("b")}};
  EXPECT_THAT(world.summary(world.deploy()).front(),
              "orphan .claude/agents/a.md [o/lib]: no longer wanted of its source");
  world.sources.inputs.clear();
  EXPECT_THAT(
      world.summary(world.deploy()),
      ElementsAre("orphan .claude/agents/a.md [host/o/lib]: its source is no longer configured",
                  "orphan .claude/agents/b.md [host/o/lib]: its source is no longer configured",
                  "same .claude/agents/own.md"));
  world.options.prune = true;
  world.deploy();
  EXPECT_FALSE(os::exists(world.repo.at(".claude/agents/a.md")));
  EXPECT_TRUE(os::exists(world.repo.at(".claude/agents/own.md")));
}

TEST(Sources, ThatCannotBeReadKeepWhatWasDeployedOfThem) {
  World world;
  first_commit(world);
  world.add("lib", {{"agents/a.md", agent("a")},
                    {"skills/s/SKILL.md", "---\nname: s\ndescription: Some skill.\n---\nText.\n"},
                    {"skills/s/x.txt", "x"}});
  world.add("second", {{"agents/b.md", agent("b")}});
  world.deploy();
  world.sources.inputs[0].tree = nullptr;
  world.sources.inputs[0].problem = "it was not pulled yet";
  world.options.prune = true;
  const Prepared prepared = world.prepared();
  EXPECT_THAT(world.summary(prepared.parts[0].plan),
              ElementsAre("same .claude/agents/b.md [o/second]", "same .claude/agents/own.md"));
  EXPECT_FALSE(prepared.parts[0].plan.blocked());
  EXPECT_EQ(prepared.sources[0].problem, "it was not pulled yet");
  EXPECT_EQ(prepared.sources[1].problem, "");
  EXPECT_EQ(prepared.sources[1].definitions, 1U);
}

TEST(Sources, ThatAreNotConfiguredKeepWhatWasDeployedUntilAllOthersCanBeRead) {
  World world;
  first_commit(world);
  const MemoryTree tree{{"agents/a.md", agent("a")}, {"agents/b.md", agent("b")}};
  world.add("lib@v1", tree);
  world.deploy();
  world.sources.inputs.clear();
  world.add("lib@v2", tree);
  world.sources.inputs[0].tree = nullptr;
  world.sources.inputs[0].problem = "it was not pulled yet";
  world.options.prune = true;
  Plan plan = world.deploy();
  EXPECT_THAT(world.summary(plan), ElementsAre("same .claude/agents/own.md"));
  EXPECT_THAT(plan.waiting, ElementsAre(testing::Pair("host/o/lib@v1", 2U)));
  EXPECT_TRUE(os::exists(world.repo.at(".claude/agents/a.md")));
  world.sources.inputs.clear();
  world.add("lib@v2", {{"agents/a.md", agent("a")}});
  plan = world.deploy();
  EXPECT_THAT(world.summary(plan),
              ElementsAre("adopt .claude/agents/a.md [o/lib@v2]",
                          "remove .claude/agents/b.md [host/o/lib@v1]: its source is no longer "
                          "configured",
                          "same .claude/agents/own.md"));
  EXPECT_THAT(plan.waiting, IsEmpty());
}

TEST(Sources, OfAConfigurationThatCannotBeReadKeepWhatWasDeployed) {
  World world;
  first_commit(world);
  world.add("lib", {{"agents/a.md", agent("a")}});
  world.deploy();
  world.sources = {.inputs = {}, .detect = {}, .known = false};
  world.options.prune = true;
  const Plan plan = world.deploy();
  EXPECT_THAT(world.summary(plan), ElementsAre("same .claude/agents/own.md"));
  EXPECT_THAT(plan.waiting, ElementsAre(testing::Pair("host/o/lib", 1U)));
}

TEST(Sources, ThatCannotBeReadStillWinTheirCollisions) {
  World world;
  first_commit(world);
  const std::string skill = "---\nname: s\ndescription: Some skill.\n---\nText.\n";
  world.add("first",
            {{"agents/a.md", agent("a")}, {"skills/s/SKILL.md", skill}, {"skills/s/x.txt", "x"}});
  world.add("second", {{"agents/other.md", agent("a", "model: opus\n")},
                       {"skills/s/SKILL.md", skill + "More.\n"},
                       {"agents/b.md", agent("b")}});
  world.sources.inputs[0].rank.priority = 1;
  world.deploy();
  world.sources.inputs[0].tree = nullptr;
  world.options.prune = true;
  const Plan plan = world.deploy();
  EXPECT_THAT(world.summary(plan),
              ElementsAre("same .claude/agents/b.md [o/second]", "same .claude/agents/own.md"));
  ASSERT_EQ(plan.collisions.size(), 2U);
  EXPECT_EQ(plan.collisions[0].winner_source, "o/first");
  EXPECT_EQ(plan.collisions[0].loser, "agents/other.md");
  EXPECT_EQ(world.repo.read(".claude/skills/s/SKILL.md"), skill);
  // What is before it in the order gets its place.
  world.repo.write("agents/a.md", agent("a", "color: red\n"));
  world.repo.commit("own a");
  EXPECT_THAT(world.summary(world.deploy()).front(), "replace .claude/agents/a.md");
}

TEST(Sources, CollideInOneOrderWithBothOriginsNamed) {
  World world;
  world.repo.write("agents/same.md", agent("same"));
  world.repo.commit("own");
  const MemoryTree tree{{"agents/same.md", agent("same", "model: opus\n")},
                        {"agents/x.md", agent("X")}};
  world.add("a", tree);
  world.add("b", tree);
  world.add("user", tree);
  world.add("first", tree);
  world.sources.inputs[2].rank.tier = 1;
  world.sources.inputs[2].rank.priority = 0;
  world.sources.inputs[3].rank.priority = 1;
  std::vector<std::size_t> order = {0, 1, 2, 3};
  do {
    World shuffled;
    Sources sources;
    for (const std::size_t i : order) sources.inputs.push_back(world.sources.inputs[i]);
    const Plan plan =
        prepare(world.repository(), world.options, shuffled.state(), sources).parts.at(0).plan;
    EXPECT_THAT(world.summary(plan),
                ElementsAre("write .claude/agents/same.md", "write .claude/agents/x.md [o/first]"));
    std::vector<std::string> collisions;
    for (const Collision& collision : plan.collisions) {
      collisions.push_back(collision.loser + " of " + collision.loser_source + " < " +
                           collision.winner + " of " + collision.winner_source);
    }
    EXPECT_THAT(collisions, ElementsAre("agents/same.md of o/first < agents/same.md of ",
                                        "agents/same.md of o/a < agents/same.md of ",
                                        "agents/x.md of o/a < agents/x.md of o/first",
                                        "agents/same.md of o/b < agents/same.md of ",
                                        "agents/x.md of o/b < agents/x.md of o/first",
                                        "agents/same.md of o/user < agents/same.md of ",
                                        "agents/x.md of o/user < agents/x.md of o/first"));
  } while (std::ranges::next_permutation(order).found);
}

TEST(Sources, AreBlockedByTiesAloneAndNotByWhatRanksDecide) {
  World world;
  first_commit(world);
  world.add("a", {{"agents/x.md", agent("x")}});
  world.add("b", {{"agents/x.md", agent("x", "model: opus\n")}});
  Plan plan = world.plan();
  ASSERT_EQ(plan.collisions.size(), 1U);
  EXPECT_FALSE(plan.collisions[0].by_rank);
  EXPECT_TRUE(plan.blocked());
  world.sources.inputs[1].rank.priority = 1;
  plan = world.plan();
  ASSERT_EQ(plan.collisions.size(), 1U);
  EXPECT_EQ(plan.collisions[0].winner_source, "o/b");
  EXPECT_TRUE(plan.collisions[0].by_rank);
  EXPECT_FALSE(plan.blocked());
  world.sources.inputs[1].rank = {1, 100, "host/o/b"};
  EXPECT_FALSE(world.plan().blocked());
}

TEST(Sources, WhoseFormerWinnerIsLeftOverAreToldToBeTwoOfOneName) {
  World world;
  first_commit(world);
  world.add("a", {{"agents/old.md", agent("x")}});
  world.deploy();
  world.add("b", {{"agents/new.md", agent("X", "model: opus\n")}});
  world.sources.inputs[1].rank.priority = 1;
  EXPECT_THAT(world.summary(world.deploy()),
              ElementsAre("write .claude/agents/new.md [o/b]",
                          "orphan .claude/agents/old.md [o/a]: no longer wanted of its source, and "
                          "beside 'new.md' a second agent 'x' until it is removed",
                          "same .claude/agents/own.md"));
}

TEST(Sources, GiveWayToWhatIsInPlace) {
  World world;
  world.repo.write(".claude/agents/a.md", agent("a"));
  world.repo.commit("in place");
  world.add("lib",
            {{"agents/a.md", agent("a", "model: opus\n")}, {".claude/agents/b.md", agent("b")}});
  const Plan plan = world.deploy();
  EXPECT_THAT(world.summary(plan),
              ElementsAre("in-place .claude/agents/a.md", "write .claude/agents/b.md [o/lib]"));
  ASSERT_EQ(plan.collisions.size(), 1U);
  EXPECT_EQ(plan.collisions[0].loser_source, "o/lib");
  EXPECT_EQ(world.repo.read(".claude/agents/a.md"), agent("a"));
}

TEST(Sources, HoldAddedPrivilegesBackFromAHook) {
  World world;
  first_commit(world);
  MemoryTree& tree =
      world.add("lib", {{"agents/a.md", agent("a")}, {"agents/r.md", agent("r", "")}});
  world.options.hold_back = true;
  EXPECT_THAT(world.summary(world.deploy()),
              ElementsAre("write .claude/agents/a.md [o/lib]", "write .claude/agents/own.md",
                          "held .claude/agents/r.md [o/lib]: adds: tools: all"));
  tree = MemoryTree{{"agents/a.md", agent("a", "tools: Read, Bash\n")}};
  EXPECT_THAT(world.summary(world.deploy()).front(),
              "held .claude/agents/a.md [o/lib]: adds: tools: Bash");
  world.options.accept = {"a"};
  EXPECT_THAT(world.summary(world.deploy()).front(), "replace .claude/agents/a.md [o/lib]");
}

TEST(Sources, AreAgreedToAnewWhereTheyTakeThePlaceOfTheOwn) {
  World world;
  world.repo.write("agents/a.md", agent("a", "tools: Bash\n"));
  world.repo.commit("own");
  world.deploy();
  world.repo.git("rm", "-q", "agents/a.md");
  world.repo.commit("gone");
  world.add("lib", {{"agents/a.md", agent("a", "tools: Bash\n")}});
  world.options.hold_back = true;
  EXPECT_THAT(world.summary(world.deploy()),
              ElementsAre("held .claude/agents/a.md [o/lib]: adds: tools: Bash"));
}

TEST(Sources, WithALaterFormatAreNotDeployedAndTheOthersAre) {
  World world;
  first_commit(world);
  world.add("later",
            {{"agents-manifest.yaml", "repo_format_version: 2\n"}, {"agents/a.md", agent("a")}});
  world.add("needs", {{"agents-manifest.yaml", "min_git_agents_version: 3.0\n"},
                      {"agents/b.md", agent("b")}});
  world.add("broken", {{"agents-manifest.yaml", "a: \"b\n- c"}, {"agents/c.md", agent("c")}});
  world.add("mpm", {{"agents-manifest.yaml", "repo_format_version: 1\nmin_cli_version: 9.0\n"},
                    {"agents/d.md", agent("d")}});
  world.options.version = "2.9";
  const Prepared prepared = world.prepared();
  EXPECT_THAT(world.summary(prepared.parts[0].plan),
              ElementsAre("write .claude/agents/c.md [o/broken]",
                          "write .claude/agents/d.md [o/mpm]", "write .claude/agents/own.md"));
  EXPECT_EQ(prepared.sources[0].problem,
            "it has the repository format version 2, and this program knows none above 1");
  EXPECT_EQ(prepared.sources[1].problem, "it needs git agents 3.0 or later, and this is 2.9");
  ASSERT_EQ(prepared.sources[2].findings.size(), 1U);
  EXPECT_EQ(prepared.sources[2].findings[0].severity, base::Severity::warning);
  ASSERT_EQ(prepared.sources[3].findings.size(), 1U);
  EXPECT_EQ(prepared.sources[3].findings[0].severity, base::Severity::info);
}

TEST(Sources, WithWrongSettingsAreNamedAndTheOthersAreDeployed) {
  World world;
  first_commit(world);
  world.add("wrong", {{".git-agents.yaml", "version: 1\nbuild: {order: upwards}\n"},
                      {"agents/a.md", agent("a")}});
  world.add("elsewhere",
            {{".git-agents.yaml", "version: 1\nnonsense: 1\n"}, {"agents/b.md", agent("b")}});
  const Prepared prepared = world.prepared();
  EXPECT_THAT(prepared.sources[0].problem, HasSubstr(".git-agents.yaml:2:16: "));
  EXPECT_THAT(
      world.summary(prepared.parts[0].plan),
      ElementsAre("write .claude/agents/b.md [o/elsewhere]", "write .claude/agents/own.md"));
}

TEST(Sources, AreChosenFromByWhatTheProjectHolds) {
  World world;
  world.repo.write("pyproject.toml", "");
  first_commit(world);
  world.add("lib", {{"agents/engineer/python.md", agent("python-engineer")},
                    {"agents/engineer/node.md", agent("node-engineer")},
                    {"agents/universal/memory.md", agent("memory")},
                    {"agents/other.md", agent("other")}});
  world.sources.detect = {{.files = {"pyproject.toml"}, .deploy = {"engineer/python", "gone"}},
                          {.files = {"package.json"}, .deploy = {"engineer/node"}},
                          {.files = {}, .deploy = {"memory"}}};
  const Prepared prepared = world.prepared();
  EXPECT_THAT(world.summary(prepared.parts[0].plan),
              ElementsAre("write .claude/agents/memory.md [o/lib]", "write .claude/agents/own.md",
                          "write .claude/agents/python.md [o/lib]"));
  EXPECT_THAT(prepared.unanswered, ElementsAre("gone"));
  EXPECT_EQ(prepared.sources[0].definitions, 2U);
  world.sources.inputs[0].tree = nullptr;
  EXPECT_THAT(world.prepared().unanswered, IsEmpty());
}

TEST(Sources, AreDeployedWhereThereIsNoCommitYet) {
  World world;
  world.add("lib", {{"agents/a.md", agent("a")}});
  world.repo.write("agents/own.md", agent("own"));
  EXPECT_THAT(world.summary(world.deploy()), ElementsAre("write .claude/agents/a.md [o/lib]"));
}

TEST(Sources, AnUnbornBranchTakesNothingOfTheOwnAway) {
  World world;
  first_commit(world);
  world.deploy();
  world.repo.git("checkout", "-q", "--orphan", "empty");
  world.options.prune = true;
  world.add("lib", {{"agents/a.md", agent("a")}, {"agents/own.md", agent("own", "model: opus\n")}});
  EXPECT_THAT(world.summary(world.deploy()), ElementsAre("write .claude/agents/a.md [o/lib]"));
  EXPECT_EQ(world.repo.read(".claude/agents/own.md"), agent("own"));
}

TEST(Sources, OfTheUserGoToTheUsersTargetsWithoutARepository) {
  World world;
  world.add("lib", {{"agents/a.md", agent("a")}});
  world.options.targets = {{"claude", "user"}};
  const auto deploy_user = [&] {
    track::State state = world.state();
    const Prepared prepared =
        prepare_user("/home/me/.config/git-agents", world.options, state, world.sources);
    apply(prepared, state, "test");
    return prepared.parts.at(0).plan;
  };
  deploy_user();
  EXPECT_EQ(world.outside.read("claude/agents/a.md"), agent("a"));
  EXPECT_EQ(world.state().find(world.outside.at("claude/agents/a.md"))->origin,
            "/home/me/.config/git-agents");
  EXPECT_FALSE(deploy_user().changes());
  // A repository that deploys there too leaves it alone.
  world.repo.write("agents/a.md", agent("a", "model: opus\n"));
  world.repo.commit("a");
  world.sources = {};
  world.options.prune = true;
  const Plan plan = world.deploy();
  ASSERT_EQ(plan.items.size(), 1U);
  EXPECT_EQ(plan.items[0].reason, "deployed from '/home/me/.config/git-agents'");
}

TEST(Sources, WithHostilePathsWriteNothingOutside) {
  World world;
  first_commit(world);
  MemoryTree tree;
  tree.add("skills/s/SKILL.md", "---\nname: s\ndescription: Some skill.\n---\nText.\n");
  tree.add("skills/s/../../../../evil.md", "x");
  tree.put("agents/link.md", {.content = "/etc/passwd", .mode = 0120000});
  tree.add("agents/name.md", "---\nname: ../../evil\ndescription: Some agent.\n---\nText.\n");
  world.add("lib", tree);
  world.deploy();
  EXPECT_FALSE(os::exists(world.repo.at("evil.md")));
  EXPECT_FALSE(os::exists(world.repo.at(".claude/evil.md")));
  EXPECT_FALSE(os::exists(world.repo.at(".claude/agents/link.md")));
}

}  // namespace
}  // namespace deploy
