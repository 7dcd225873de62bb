#include "agent/definition.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

using agent::Format;
using agent::Host;
using agent::Kind;
using agent::Parsed;

constexpr Format an_agent{Kind::agent, Host::any};
constexpr Format a_skill{Kind::skill, Host::any};
constexpr Format a_command{Kind::command, Host::any};
constexpr Format a_base{Kind::base, Host::any};
constexpr Format a_copilot_agent{Kind::agent, Host::copilot};

/// "severity rule line:column message" of each diagnostic.
std::vector<std::string> said(Format format, std::string_view bytes) {
  std::vector<std::string> out;
  for (const base::Diagnostic& d : agent::parse(format, bytes).diagnostics) {
    out.push_back(std::string(base::to_string(d.severity)) + " " + d.rule + " " +
                  std::to_string(d.place.line) + ":" + std::to_string(d.place.column) + " " +
                  d.message);
  }
  return out;
}

/// "type origin target" of each reference.
std::vector<std::string> mentions(Format format, std::string_view bytes) {
  std::vector<std::string> out;
  for (const agent::Reference& r : agent::parse(format, bytes).references) {
    out.push_back(std::string(to_string(r.type)) + " " + r.origin + " " + r.target);
  }
  return out;
}

std::string with(std::string_view fields, std::string_view body = "Text.\n") {
  return "---\nname: x\ndescription: d\n" + std::string(fields) + "---\n" + std::string(body);
}

using Lines = std::vector<std::string>;

TEST(Parse, ReadsFieldsOfAnAgent) {
  const Parsed parsed =
      agent::parse(an_agent,
                   "---\nname: reviewer\ndescription: \"Reads: code\"\nmodel: opus\n"
                   "tools: Read, Bash(git:*), Agent(a, b)\n---\nYou review.\n");
  EXPECT_EQ(parsed.name, "reviewer");
  EXPECT_EQ(parsed.description, "Reads: code");
  EXPECT_EQ(parsed.model, "opus");
  EXPECT_EQ(parsed.tools, (Lines{"Read", "Bash(git:*)", "Agent(a, b)"}));
  EXPECT_EQ(parsed.name_place.line, 2u);
  EXPECT_EQ(parsed.name_place.column, 7u);
  EXPECT_EQ(parsed.name_place.width, 8u);
  EXPECT_EQ(parsed.frontmatter_json,
            R"({"name":"reviewer","description":"Reads: code","model":"opus",)"
            R"~("tools":"Read, Bash(git:*), Agent(a, b)"})~");
  EXPECT_EQ(parsed.body_size, 12u);
  EXPECT_TRUE(parsed.loads);
  EXPECT_TRUE(parsed.is_definition);
  EXPECT_TRUE(parsed.diagnostics.empty());
}

TEST(Parse, JsonKeepsTypesAndTheLastOfTwoValues) {
  const Parsed parsed = agent::parse(
      an_agent, with("a: [1, -2.5, 0x1F, true, ~, yes, .inf]\nb: 1\nc: {d: x}\nb: 2\n"));
  EXPECT_EQ(parsed.frontmatter_json,
            R"({"name":"x","description":"d","a":[1,-2.5,31,true,null,"yes",".inf"],)"
            R"("b":2,"c":{"d":"x"}})");
}

TEST(Parse, CarriageReturnLineFeedIsReadAndTold) {
  const std::string text = "---\r\nname: x\r\ndescription: d\r\n---\r\nbody\r\n";
  EXPECT_EQ(said(an_agent, text), (Lines{"warning eol 1:4 lines end in CR LF"}));
  EXPECT_TRUE(agent::parse(an_agent, text).loads);
  EXPECT_EQ(agent::parse(an_agent, text).description, "d");
}

TEST(Parse, TellsClaudeMpmByItsKeys) {
  const Parsed parsed =
      agent::parse(an_agent, with("agent_id: x-agent\nschema_version: 1.3.0\nagent_type: qa\n"
                                  "tools: [Nothing]\ninteractions:\n  handoff_agents:\n  - qa\n"));
  EXPECT_EQ(parsed.host, Host::claude_mpm);
  EXPECT_EQ(parsed.agent_id, "x-agent");
  EXPECT_TRUE(parsed.diagnostics.empty());
  ASSERT_EQ(parsed.references.size(), 1u);
  EXPECT_EQ(parsed.references[0].target, "qa");
  EXPECT_TRUE(parsed.references[0].frontmatter);
}

TEST(ParseBytes, UnreadableFilesSayOneThing) {
  EXPECT_EQ(said(an_agent, "version https://git-lfs.github.com/spec/v1\noid sha256:1\n"),
            (Lines{"error lfs-pointer 1:1 the file is a Git LFS pointer, not a definition"}));
  EXPECT_EQ(said(an_agent, std::string_view("\0GITCRYPT\0\x01\x02", 12)),
            (Lines{"warning encrypted 1:1 the file is encrypted by git-crypt"}));
  EXPECT_EQ(said(an_agent, std::string_view("ab\ncd\0e", 7)),
            (Lines{"error binary 2:3 the file holds a NUL byte, at offset 5"}));
  EXPECT_EQ(said(an_agent, std::string_view("\xff\xfe-\0-\0", 6)),
            (Lines{"error binary 1:1 the file is UTF-16"}));
  EXPECT_EQ(said(an_agent, "---\nname: caf\xe9\n---\n"),
            (Lines{"error not-utf8 2:10 the file is not valid UTF-8, at offset 13"}));
  EXPECT_EQ(said(an_agent, "---\rname: x\r---\r"),
            (Lines{"error eol 1:4 lines end in a lone carriage return (old Mac line endings)"}));
  EXPECT_FALSE(agent::parse(an_agent, "---\rname: x\r---\r").loads);
}

TEST(ParseConflict, InFrontmatterIsAllThatIsSaid) {
  EXPECT_EQ(said(an_agent, "---\n<<<<<<< HEAD\nname: a\n=======\nname: b\n>>>>>>> x\n---\n"),
            (Lines{"error conflict-markers 2:1 a merge conflict was left in the frontmatter"}));
}

TEST(ParseConflict, InTextCountsOutsideCodeOnly) {
  const std::string conflict = "<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n";
  EXPECT_EQ(said(an_agent, with("", conflict)),
            (Lines{"error conflict-markers 5:1 a merge conflict was left in the text"}));
  EXPECT_EQ(said(an_agent, with("", "```\n" + conflict + "```\n")), Lines{});
  EXPECT_EQ(said(an_agent, with("", "<<<<<<< a\n>>>>>>> b\n=======\n")), Lines{});
}

TEST(ParseFrontmatter, SaysWhatIsWrongWithTheFences) {
  EXPECT_EQ(said(an_agent, "\n---\nname: x\ndescription: d\n---\n"),
            (Lines{"error frontmatter-not-first 2:1 the frontmatter does not start in the first "
                   "line"}));
  EXPECT_EQ(said(a_skill, "----\nname: x\n---\n"),
            (Lines{"error frontmatter-not-first 1:1 the opening fence must be exactly '---'"}));
  EXPECT_EQ(said(an_agent, "---\nname: x\ndescription: d\n\nText\n"),
            (Lines{"error unclosed-frontmatter 1:1 the frontmatter is not closed"}));
  EXPECT_EQ(said(an_agent, "name: x\ndescription: d\n"),
            (Lines{"error missing-frontmatter 1:1 the file has no frontmatter"}));
  EXPECT_EQ(said(a_skill, "# Text\n"),
            (Lines{"error missing-frontmatter 1:1 the file has no frontmatter"}));
  EXPECT_EQ(said(a_command, "# Text\n"), Lines{});
  EXPECT_EQ(said(a_command, "---\n\nText below a rule\n"), Lines{});
  EXPECT_EQ(said(a_base, "# Text\n"), Lines{});
}

TEST(ParseFrontmatter, SyntaxErrorsHaveNoFollowers) {
  EXPECT_EQ(said(an_agent, "---\nname: \"a\" b\n---\nText.\n"),
            (Lines{"error yaml-syntax 2:11 the frontmatter is not YAML: the value goes on after "
                   "the closing quote"}));
  const Parsed parsed = agent::parse(an_agent, "---\nname: \"a\" b\n---\n");
  EXPECT_FALSE(parsed.loads);
  EXPECT_EQ(parsed.diagnostics.at(0).consequence, "Claude Code skips this agent without a word");
}

TEST(ParseFrontmatter, LenientYamlIsAWarning) {
  EXPECT_EQ(said(an_agent, "---\nname: x\ndescription: use: it\n---\nText.\n"),
            (Lines{"warning yaml-portability 3:14 not strict YAML: unquoted value contains ': '"}));
  EXPECT_TRUE(agent::parse(an_agent, "---\nname: x\ndescription: use: it\n---\n").loads);
}

TEST(ParseFrontmatter, DuplicateKeyNamesBothLines) {
  EXPECT_EQ(said(an_agent, with("skills: [a]\nskills: [b]\n")),
            (Lines{"error duplicate-key 5:1 key 'skills' is used in line 4 and again in line 5"}));
}

TEST(ParseFrontmatter, NotMapping) {
  EXPECT_EQ(said(a_skill, "---\n- name: x\n---\nText.\n"),
            (Lines{"error not-mapping 2:1 the frontmatter must be a mapping, this is a list"}));
}

TEST(ParseFrontmatter, BaseShouldHaveNone) {
  EXPECT_EQ(said(a_base, "---\nname: x\n---\nText\n"),
            (Lines{"warning base-agent 1:1 a base has frontmatter"}));
}

TEST(ParseFields, TypesAreAsLenientAsTheHosts) {
  EXPECT_EQ(said(an_agent, "---\nname: 12\ndescription: [a]\n---\nText.\n"),
            (Lines{"error wrong-type 2:7 'name' must be a string, this is an integer",
                   "error wrong-type 3:14 'description' must be a string, this is a list"}));
  EXPECT_EQ(said(an_agent, "---\nname: yes\ndescription: d\n---\nText.\n"), Lines{});
  EXPECT_EQ(said(an_agent, with("maxTurns: many\ntools: {Read: true}\nbackground: on\n")),
            (Lines{"warning wrong-type 4:11 'maxTurns' must be an integer, this is a string",
                   "error wrong-type 5:8 'tools' must be a list or a string, this is a mapping"}));
  EXPECT_EQ(said(an_agent, with("maxTurns: \"5\"\nskills: ~\nmemory:\n")), Lines{});
}

TEST(ParseFields, NearMissKeys) {
  EXPECT_EQ(said(a_skill, with("allowed_tools: Read\nmodes: x\nmetdata: {}\n")),
            (Lines{"error near-miss-key 4:1 'allowed_tools' is not a key; did you mean "
                   "'allowed-tools'?",
                   "info unknown-key 5:1 Claude Code skills have no key 'modes'",
                   "info near-miss-key 6:1 'metdata' is not a key; did you mean 'metadata'?"}));
  EXPECT_EQ(said(an_agent, "---\nName: x\ndescription: d\n---\nText.\n"),
            (Lines{"error near-miss-key 2:1 'Name' is not a key; did you mean 'name'?"}));
  EXPECT_FALSE(agent::parse(an_agent, "---\nName: x\ndescription: d\n---\n").loads);
}

TEST(ParseFields, UnknownKeysAndThoseOfOthers) {
  EXPECT_EQ(said(an_agent, with("max_turns: 3\nmaxTurns: 3\nversion: 1\n")),
            (Lines{"info unknown-key 4:1 Claude Code agents have no key 'max_turns'",
                   "info unknown-key 6:1 Claude Code agents have no key 'version'"}));
  EXPECT_EQ(said(a_skill, with("tools: Read\n")),
            (Lines{"warning wrong-kind-key 4:1 'tools' is a key of Claude Code agents, not of "
                   "Claude Code skills"}));
}

TEST(ParseFields, MissingOnes) {
  EXPECT_EQ(said(an_agent, "---\nmodel: opus\n---\nText.\n"),
            (Lines{"error name-missing 1:1 the agent has no name",
                   "error description-missing 1:1 the agent has no description"}));
  EXPECT_EQ(said(an_agent, "---\nname: ''\ndescription: d\n---\nText.\n"),
            (Lines{"error name-missing 2:7 'name' is empty"}));
  EXPECT_EQ(said(a_skill, "---\n---\nText.\n"),
            (Lines{"warning name-missing 1:1 the skill has no name",
                   "warning description-missing 1:1 the skill has no description"}));
  EXPECT_EQ(said(a_command, "---\nmodel: opus\n---\nText.\n"), Lines{});
}

TEST(ParseFields, NameBytes) {
  EXPECT_EQ(said(an_agent, "---\nname: \"a:b\"\ndescription: d\n---\nText.\n"),
            (Lines{"error name-charset 2:7 the name contains ':'",
                   "info name-style 2:7 the name is not lower-case words joined by '-'"}));
  EXPECT_EQ(said(an_agent, "---\nname: -a\ndescription: d\n---\nText.\n"),
            (Lines{"error name-charset 2:7 the name starts with '-'",
                   "info name-style 2:7 the name is not lower-case words joined by '-'"}));
}

TEST(ParseFields, NamesCannotForge) {
  EXPECT_EQ(said(an_agent, "---\nname: \"x\\e[2Jy\"\ndescription: d\n---\nText.\n"),
            (Lines{"error name-charset 2:7 the name contains a control character",
                   "info name-style 2:7 the name is not lower-case words joined by '-'"}));
  EXPECT_EQ(said(an_agent, "---\nname: x\u202Ey\ndescription: d\n---\nText.\n"),
            (Lines{"error name-charset 2:7 the name contains a control character",
                   "info name-style 2:7 the name is not lower-case words joined by '-'",
                   "error hidden-unicode 2:8 U+202E RIGHT-TO-LEFT OVERRIDE changes the direction "
                   "of the text"}));
  EXPECT_EQ(said(an_agent, "---\nname: |\n  x\ndescription: d\n---\nText.\n"), Lines{});
  EXPECT_EQ(said(an_agent, with("model: a\x1b\n")),
            (Lines{"warning invalid-model 4:8 'a\x1b' is no model that Claude Code knows",
                   "warning yaml-portability 4:9 not strict YAML: a control character"}));
}

TEST(ParseFields, LengthsCountCharacters) {
  std::string name;
  for (int i = 0; i < 65; ++i) name += "x";
  EXPECT_EQ(said(a_skill, "---\nname: " + name + "\ndescription: d\n---\nText.\n"),
            (Lines{"error length 2:7 'name' has 65 characters; at most 64 are allowed"}));
  EXPECT_EQ(
      said(an_agent, "---\nname: x\ndescription: " + std::string(1537, 'd') + "\n---\nText.\n"),
      (Lines{"info length 3:14 the description has 1537 characters"}));
}

TEST(ParseTools, NoneKnownIsAnErrorSomeUnknownIsTold) {
  EXPECT_EQ(said(an_agent, with("tools: bash\n")),
            (Lines{"error tools-unresolved 4:8 no tool of the list is known to Claude Code"}));
  EXPECT_EQ(agent::parse(an_agent, with("tools: bash\n")).diagnostics.at(0).hint, "write 'Bash'");
  EXPECT_EQ(said(an_agent, with("tools: Read, Wrte, LS\n")),
            (Lines{"info tools-unresolved 4:14 Claude Code knows no tool 'Wrte'",
                   "info tools-unresolved 4:20 Claude Code no longer has the tool 'LS'"}));
  EXPECT_EQ(said(an_agent, with("tools: [mcp__a__b, '*', 'Bash(git:*)', Task(x)]\n")), Lines{});
  EXPECT_EQ(said(an_agent, with("tools: []\n")),
            (Lines{"warning tools-empty 4:8 the list of tools is empty"}));
}

TEST(ParseTools, NamesOfCopilotAreNoErrorWhereItsAgentsMayLie) {
  EXPECT_EQ(said(an_agent, with("tools: read\n")),
            (Lines{"info tools-unresolved 4:8 Claude Code knows no tool 'read'"}));
  EXPECT_EQ(said({Kind::agent, Host::claude}, with("tools: read\n")),
            (Lines{"error tools-unresolved 4:8 no tool of the list is known to Claude Code"}));
}

TEST(ParseDocument, FilesThatOnlyLieAmongAgents) {
  EXPECT_EQ(said(an_agent, ""), (Lines{"info not-an-agent 1:1 the file is empty"}));
  EXPECT_EQ(said(an_agent, "# Read me\n"),
            (Lines{"info not-an-agent 1:1 the file has no frontmatter"}));
  EXPECT_EQ(said(an_agent, "---\ntitle: Notes\ntitle: x\n---\n"),
            (Lines{"info not-an-agent 1:1 the frontmatter has none of the fields of an agent"}));
  EXPECT_FALSE(agent::parse(an_agent, "# Read me\n").is_definition);
}

TEST(ParseOtherHosts, AreCheckedByTheirOwnTables) {
  EXPECT_EQ(said(a_copilot_agent, "---\nname: x\nmodle: gpt\npermissionMode: plan\n---\nText.\n"),
            (Lines{"error description-missing 1:1 the agent has no description",
                   "info near-miss-key 3:1 'modle' is not a key; did you mean 'model'?",
                   "warning wrong-kind-key 4:1 'permissionMode' is a key of Claude Code agents, "
                   "not of Copilot agents"}));
  EXPECT_EQ(said({Kind::agent, Host::gemini}, with("colour: red\n")),
            (Lines{"error unknown-key 4:1 Gemini CLI agents have no key 'colour'"}));
  EXPECT_EQ(said({Kind::rule, Host::cursor}, "---\nglobs: '*.ts'\n---\n"),
            (Lines{"warning body-empty 4:1 nothing follows the frontmatter"}));
}

TEST(ParseOtherHosts, HaveReferencesOfTheirOwn) {
  const Parsed parsed = agent::parse(
      a_copilot_agent, "---\nname: x\ndescription: d\nhandoffs:\n  - agent: planner\n---\nText.\n");
  EXPECT_EQ(parsed.name, "x");
  ASSERT_EQ(parsed.references.size(), 1u);
  EXPECT_EQ(parsed.references[0].origin, "handoffs");
}

TEST(ParseReferences, InFrontmatter) {
  EXPECT_EQ(mentions(an_agent, with("skills:\n  - a\n  - <b>\ntools: Read, Agent(c, d), Skill(e)\n"
                                    "agents: f, g\n")),
            (Lines{"agent agents f", "agent agents g", "skill skills a", "agent tools c",
                   "agent tools d", "skill tools e"}));
  EXPECT_EQ(mentions(a_command, with("agent: planner\n")), (Lines{"agent agent planner"}));
}

TEST(ParseReferences, InTextAndCode) {
  EXPECT_EQ(mentions(an_agent, with("",
                                    "Use subagent_type=\"a\" or `subagent_type: \"b\"`.\n"
                                    "```\nsubagent_type: c\n{\"subagent_type\": \"d\"}\n"
                                    "Task(\n  agent=\"E F\",\n```\n"
                                    "subagent_type: the kind\nsubagent_type=\"[x]\"\n")),
            (Lines{"agent subagent_type a", "agent subagent_type b", "agent subagent_type c",
                   "agent subagent_type d", "agent Task E F"}));
}

TEST(ParseReferences, LinksHaveExactPlaces) {
  const Parsed parsed = agent::parse(an_agent, with("", "See é [a](x%20y.md#p \"t\").\n"));
  ASSERT_EQ(parsed.references.size(), 1u);
  EXPECT_EQ(parsed.references[0].target, "x y.md");
  EXPECT_EQ(parsed.references[0].place.line, 5u);
  EXPECT_EQ(parsed.references[0].place.column, 11u);
  EXPECT_EQ(parsed.references[0].place.width, 10u);
}

TEST(ParseReferences, SkipsWhatIsNoRelativeLink) {
  EXPECT_EQ(
      mentions(an_agent, with("",
                              "[a](#x) [b](https://x/y) [c](mailto:x) [d](/abs) [e](~/x)\n"
                              "[f](<x>) [g]({{x}}) [h](path/to/x.md) [i](url) [j]( ) [k](...)\n"
                              "`[l](x.md)` ``[m](`x.md)`` \\[n\\](x.md) [o](a b) [p]()\n"
                              "![q](https://x/y.png) ![r](img/y.png) [s](a(b).md) [t](u?v=1)\n"
                              "~~~\n[u](x.md)\n~~~\n")),
      (Lines{"file link img/y.png", "file link a(b).md", "file link u"}));
}

TEST(ParseIgnore, ReadsCommentsOutsideCode) {
  EXPECT_EQ(agent::parse(an_agent, with("",
                                        "<!-- git-agents: ignore broken-link, length no-such -->\n"
                                        "```\n<!-- git-agents: ignore cycle -->\n```\n"))
                .ignored_rules,
            (Lines{"broken-link", "length"}));
}

TEST(ParseHostile, ManyFindingsAndReferencesAreBounded) {
  std::string fields = "---\nname: x\n", body = "---\n";
  for (int i = 0; i < 5000; ++i) fields += "Name: x\n";
  for (int i = 0; i < 20000; ++i) body += "[a](b.md)\n";
  const Parsed parsed = agent::parse(an_agent, fields + body);
  EXPECT_EQ(parsed.diagnostics.size(), 100u);
  EXPECT_EQ(parsed.references.size(), 10000u);
}

TEST(DefinitionName, FollowsTheHost) {
  auto parsed = std::make_shared<Parsed>();
  parsed->name = "declared";
  const auto name = [&](std::string path, Format format) {
    return agent::Definition{std::move(path), "", format, "", parsed}.name();
  };
  EXPECT_EQ(name("agents/a.md", an_agent), "declared");
  EXPECT_EQ(name("skills/dir/SKILL.md", a_skill), "dir");
  EXPECT_EQ(name("dir/SKILL.md", a_skill), "dir");
  EXPECT_EQ(name("skills/dir/SKILL.md", {Kind::skill, Host::agentskills}), "declared");
  EXPECT_EQ(name("commands/c.md", a_command), "c");
  EXPECT_EQ(name("plugins/p/skills/dir/SKILL.md", {Kind::skill, Host::claude_plugin}), "declared");
  EXPECT_EQ(name(".github/agents/x.agent.md", a_copilot_agent), "x");
  EXPECT_EQ(name(".github/prompts/x.prompt.md", {Kind::prompt, Host::copilot}), "x");
  EXPECT_EQ(name(".github/chatmodes/x.chatmode.md", {Kind::chat_mode, Host::copilot}), "x");
  EXPECT_EQ(name("x.instructions.md", {Kind::instructions, Host::copilot}), "x");
  EXPECT_EQ(name(".opencode/agents/x.md", {Kind::agent, Host::opencode}), "x");
  EXPECT_EQ(name(".gemini/agents/x.md", {Kind::agent, Host::gemini}), "declared");
  parsed->name.clear();
  EXPECT_EQ(name("skills/dir/skill.md", a_skill), "dir");
  EXPECT_EQ(name("SKILL.md", a_skill), "SKILL");
  EXPECT_EQ(name(".devin/agents/x/AGENT.md", {Kind::agent, Host::windsurf}), "x");
  EXPECT_EQ(name(".github/agents/x.agent.md", a_copilot_agent), "x");
  EXPECT_EQ(name("a.b.md", an_agent), "a.b");
}

TEST(DefinitionName, OfAGeminiCommandHoldsItsDirectories) {
  const Format format{Kind::command, Host::gemini};
  const std::string root = ".gemini/commands";
  const auto parsed = std::make_shared<Parsed>();
  EXPECT_EQ((agent::Definition{root + "/a/b.toml", "", format, root, parsed}.name()), "a:b");
  EXPECT_EQ((agent::Definition{root + "/b.toml", "", format, root, parsed}.name()), "b");
}

}  // namespace
