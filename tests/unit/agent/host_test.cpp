#include "agent/host.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "agent/rules.hpp"

namespace agent {
namespace {

std::string label(const Spec& spec) {
  std::string text(to_string(spec.format.host));
  text += ' ';
  text += to_string(spec.format.kind);
  return text;
}

const Field& field(Kind kind, Host host, std::string_view word) {
  static constexpr Field none{};
  const Spec* spec = find_spec({kind, host});
  const Field* found = spec ? find_field(*spec, word) : nullptr;
  EXPECT_TRUE(found) << to_string(host) << ' ' << to_string(kind) << ' ' << word;
  return found ? *found : none;
}

bool knows(Kind kind, Host host, std::string_view word) {
  const Spec* spec = find_spec({kind, host});
  return spec && find_field(*spec, word);
}

bool accepts(const Field& field, std::string_view word) {
  return fits_words(field.values, word);
}

TEST(FitsWords, TakesAnyOfTheWordsAndNothingElse) {
  EXPECT_TRUE(fits_words("low medium high", "medium"));
  EXPECT_TRUE(fits_words("worktree", "worktree"));
  EXPECT_FALSE(fits_words("low medium high", "med"));
  EXPECT_FALSE(fits_words("low medium high", "mediums"));
  EXPECT_FALSE(fits_words("low medium high", "Medium"));
  EXPECT_FALSE(fits_words("low medium high", "low medium"));
  EXPECT_FALSE(fits_words("low medium high", ""));
  EXPECT_FALSE(fits_words("", "low"));
  EXPECT_FALSE(fits_words("", ""));
}

TEST(FitsWords, StarStandsForAnyCharacters) {
  EXPECT_TRUE(fits_words("sonnet claude-*", "claude-opus-5"));
  EXPECT_TRUE(fits_words("claude-*", "claude-"));
  EXPECT_TRUE(fits_words("*/*", "anthropic/claude"));
  EXPECT_TRUE(fits_words("*[1m]", "opus[1m]"));
  EXPECT_TRUE(fits_words("a*b*c", "a-b-b-c"));
  EXPECT_TRUE(fits_words("a**c", "ac"));
  EXPECT_TRUE(fits_words("*", ""));
  EXPECT_TRUE(fits_words("*5*", "Claude Sonnet 5"));
  EXPECT_FALSE(fits_words("claude-*", "my-claude-opus"));
  EXPECT_FALSE(fits_words("*/*", "anthropic"));
  EXPECT_FALSE(fits_words("a*b*c", "a-c-b"));
}

TEST(FitsWords, TakesHostileInputInBoundedTime) {
  const std::string word(20000, 'a');
  EXPECT_FALSE(fits_words("*a*a*a*a*a*a*a*a*b", word));
}

TEST(Hosts, EveryTableIsSound) {
  ASSERT_FALSE(specs().empty());
  const Format* before = nullptr;
  for (const Spec* spec : specs()) {
    SCOPED_TRACE(label(*spec));
    if (before) {
      EXPECT_LT(*before, spec->format);
    }
    before = &spec->format;
    EXPECT_EQ(find_spec(spec->format), spec);
    EXPECT_FALSE(spec->source.empty());
    EXPECT_NE(spec->source.find("20"), std::string_view::npos) << "no date";
    EXPECT_FALSE(spec->reader.empty());
    EXPECT_FALSE(spec->unloaded.empty());
    EXPECT_FALSE(spec->unloaded.ends_with('.'));
    EXPECT_FALSE(spec->fields.empty());
    if (spec->syntax != Syntax::frontmatter) {
      EXPECT_FALSE(spec->needs_frontmatter);
    }
    if (spec->tools) {
      EXPECT_FALSE(spec->tools_field.empty());
    }
    if (!spec->tools_field.empty()) {
      EXPECT_TRUE(find_field(*spec, spec->tools_field));
    }
  }
}

TEST(Hosts, EveryFieldIsSound) {
  for (const Spec* spec : specs()) {
    std::set<std::string_view> words;
    for (const Field& each : spec->fields) {
      SCOPED_TRACE(label(*spec) + " " + std::string(each.word));
      EXPECT_FALSE(each.word.empty());
      EXPECT_TRUE(words.insert(each.word).second) << "twice";
      if (!each.rule.empty()) {
        EXPECT_TRUE(find_rule(each.rule));
      }
      const bool has_words =
          each.shape == Shape::name || each.shape == Shape::text || each.shape == Shape::list;
      if (!each.values.empty() || each.most > 0) {
        EXPECT_TRUE(has_words);
      }
      if (each.need == Need::required) {
        EXPECT_TRUE(each.values.empty());
      }
      if (each.values.empty()) continue;
      EXPECT_EQ(each.values.find("  "), std::string_view::npos);
      EXPECT_FALSE(each.values.starts_with(' ') || each.values.ends_with(' '));
      EXPECT_FALSE(fits_words(each.values, "~")) << "takes anything";
      std::set<std::string_view> seen;
      for (std::string_view rest = each.values; !rest.empty();) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        EXPECT_TRUE(seen.insert(rest.substr(0, end)).second) << rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
  }
}

TEST(Hosts, ToolsAreSortedAndStandInOneTable) {
  for (const Spec* spec : specs()) {
    if (!spec->tools) continue;
    SCOPED_TRACE(label(*spec));
    const Tools& tools = *spec->tools;
    for (const auto& table : {tools.known, tools.removed, tools.patterns}) {
      EXPECT_TRUE(std::ranges::is_sorted(table));
      EXPECT_EQ(std::ranges::adjacent_find(table), table.end());
    }
    for (const std::string_view removed : tools.removed) {
      EXPECT_FALSE(std::ranges::binary_search(tools.known, removed)) << removed;
    }
    for (const std::string_view pattern : tools.patterns) {
      EXPECT_FALSE(fits_words(pattern, "NoSuchTool")) << pattern;
    }
  }
}

TEST(Hosts, RefusedRulesAreSortedAndInTheCatalogue) {
  for (const Spec* spec : specs()) {
    SCOPED_TRACE(label(*spec));
    EXPECT_TRUE(std::ranges::is_sorted(spec->refused));
    EXPECT_EQ(std::ranges::adjacent_find(spec->refused), spec->refused.end());
    for (const std::string_view rule : spec->refused) EXPECT_TRUE(find_rule(rule)) << rule;
  }
}

TEST(Hosts, EveryWellKnownPlaceHasATable) {
  for (const WellKnownPlace& place : well_known_places()) {
    if (place.format == Format{Kind::workflow, Host::copilot}) continue;
    EXPECT_TRUE(find_spec(place.format)) << place.path;
  }
}

TEST(Hosts, BasesAndAgenticWorkflowsAreLeftAlone) {
  EXPECT_FALSE(find_spec({Kind::base, Host::claude_mpm}));
  EXPECT_FALSE(find_spec({Kind::base, Host::any}));
  EXPECT_FALSE(find_spec({Kind::workflow, Host::copilot}));
  EXPECT_FALSE(find_spec({Kind::agent, Host::agentskills}));
}

TEST(Claude, SkipsAgentsWithoutNameOrDescription) {
  EXPECT_EQ(field(Kind::agent, Host::claude, "name").need, Need::required);
  EXPECT_EQ(field(Kind::agent, Host::claude, "description").need, Need::required);
  EXPECT_EQ(field(Kind::agent, Host::claude, "model").need, Need::optional);
  const Spec& spec = *find_spec({Kind::agent, Host::claude});
  EXPECT_EQ(spec.unloaded, "Claude Code skips this agent without a word");
  EXPECT_EQ(spec.names, NameRule::claude);
  EXPECT_TRUE(spec.needs_frontmatter);
  EXPECT_TRUE(spec.has_documents);
}

TEST(Claude, ReadsBareDirectoriesAsItsOwn) {
  for (const Kind kind : {Kind::agent, Kind::skill, Kind::command}) {
    const Spec& bare = *find_spec({kind, Host::any});
    const Spec& claude = *find_spec({kind, Host::claude});
    EXPECT_EQ(bare.fields.data(), claude.fields.data());
    EXPECT_EQ(bare.tools, claude.tools);
    EXPECT_EQ(bare.has_documents, claude.has_documents);
  }
}

TEST(Claude, TakesAliasesAndFullNamesOfModels) {
  const Field& model = field(Kind::agent, Host::claude, "model");
  EXPECT_EQ(model.rule, "invalid-model");
  for (const std::string_view good :
       {"inherit", "sonnet", "opus", "haiku", "fable", "opus[1m]", "claude-opus-5",
        "us.anthropic.claude-opus-4-8-v1:0", "anthropic/claude-sonnet-5",
        "arn:aws:bedrock:us-east-2:1:application-inference-profile/x"}) {
    EXPECT_TRUE(accepts(model, good)) << good;
  }
  for (const std::string_view bad : {"sonet", "GPT-5", "smart", "claude"}) {
    EXPECT_FALSE(accepts(model, bad)) << bad;
  }
}

TEST(Claude, KnowsTheValuesOfItsEnums) {
  EXPECT_TRUE(accepts(field(Kind::agent, Host::claude, "permissionMode"), "bypassPermissions"));
  EXPECT_FALSE(accepts(field(Kind::agent, Host::claude, "permissionMode"), "ask"));
  EXPECT_TRUE(accepts(field(Kind::agent, Host::claude, "effort"), "xhigh"));
  EXPECT_TRUE(accepts(field(Kind::agent, Host::claude, "effort"), "50"));
  EXPECT_FALSE(accepts(field(Kind::agent, Host::claude, "effort"), "balanced"));
  EXPECT_TRUE(accepts(field(Kind::agent, Host::claude, "color"), "cyan"));
  EXPECT_FALSE(accepts(field(Kind::agent, Host::claude, "color"), "indigo"));
  EXPECT_EQ(field(Kind::agent, Host::claude, "color").rule, "color");
}

TEST(Claude, KnowsItsToolsAndThoseItHadOnce) {
  const Tools& tools = *find_spec({Kind::agent, Host::claude})->tools;
  EXPECT_TRUE(std::ranges::binary_search(tools.known, "Bash"));
  EXPECT_TRUE(std::ranges::binary_search(tools.known, "Task"));
  EXPECT_TRUE(std::ranges::binary_search(tools.removed, "MultiEdit"));
  EXPECT_TRUE(fits_words(tools.patterns[0], "mcp__github__create_issue"));
}

TEST(Claude, AdvisesWhatSkillsNeedElsewhere) {
  EXPECT_EQ(field(Kind::skill, Host::claude, "name").need, Need::advised);
  EXPECT_EQ(field(Kind::skill, Host::claude, "name").most, 64u);
  EXPECT_EQ(field(Kind::skill, Host::claude, "description").need, Need::advised);
  EXPECT_EQ(field(Kind::skill, Host::claude, "description").most, 1024u);
  EXPECT_EQ(field(Kind::skill, Host::claude, "compatibility").most, 500u);
  EXPECT_EQ(field(Kind::skill, Host::claude, "argument-hint").rule, "argument-hint-list");
  EXPECT_FALSE(knows(Kind::skill, Host::claude, "tools"));
}

TEST(Claude, NeedsNothingInCommandsRulesAndStyles) {
  for (const Kind kind : {Kind::command, Kind::rule, Kind::output_style}) {
    for (const Field& each : find_spec({kind, Host::claude})->fields) {
      EXPECT_EQ(each.need, Need::optional) << each.word;
    }
  }
  EXPECT_FALSE(knows(Kind::command, Host::claude, "paths"));
}

TEST(Claude, ReadsItsPluginFilesAsJson) {
  EXPECT_EQ(find_spec({Kind::plugin, Host::claude})->syntax, Syntax::json);
  EXPECT_TRUE(knows(Kind::plugin, Host::claude, "keywords"));
  EXPECT_TRUE(knows(Kind::marketplace, Host::claude, "owner"));
  EXPECT_TRUE(knows(Kind::hooks, Host::claude, "hooks"));
}

TEST(ClaudeMpm, AddsItsFieldsToThoseOfClaude) {
  for (const Field& each : find_spec({Kind::agent, Host::claude})->fields) {
    const Field& own = field(Kind::agent, Host::claude_mpm, each.word);
    EXPECT_EQ(own.shape, each.shape) << each.word;
    // Its own levels of effort are others.
    if (each.word != "effort") {
      EXPECT_EQ(own.values, each.values) << each.word;
    }
    EXPECT_EQ(own.need, each.need) << each.word;
    EXPECT_EQ(own.rule, each.rule) << each.word;
  }
  EXPECT_TRUE(knows(Kind::agent, Host::claude_mpm, "interactions"));
  EXPECT_FALSE(knows(Kind::agent, Host::claude, "interactions"));
  EXPECT_FALSE(find_spec({Kind::agent, Host::claude_mpm})->tools);
}

TEST(AgentSkills, HasSixFields) {
  const Spec& spec = *find_spec({Kind::skill, Host::agentskills});
  EXPECT_EQ(spec.fields.size(), 6u);
  EXPECT_EQ(field(Kind::skill, Host::agentskills, "name").need, Need::required);
  EXPECT_EQ(field(Kind::skill, Host::agentskills, "description").most, 1024u);
  for (const std::string_view rule :
       {"length", "name-style", "skill-dir-mismatch", "unknown-key"}) {
    EXPECT_TRUE(std::ranges::binary_search(spec.refused, rule)) << rule;
  }
}

TEST(Cursor, ReadsRulesLineByLine) {
  EXPECT_EQ(find_spec({Kind::rule, Host::cursor})->syntax, Syntax::mdc);
  EXPECT_EQ(field(Kind::rule, Host::cursor, "globs").rule, "invalid-globs");
  EXPECT_EQ(field(Kind::agent, Host::cursor, "name").need, Need::advised);
  const Field& model = field(Kind::agent, Host::cursor, "model");
  EXPECT_TRUE(accepts(model, "inherit"));
  EXPECT_TRUE(accepts(model, "composer-2.5[fast=false]"));
  EXPECT_FALSE(accepts(model, "smart"));
}

TEST(Copilot, NeedsADescriptionAndLimitsTheText) {
  const Spec& spec = *find_spec({Kind::agent, Host::copilot});
  EXPECT_EQ(spec.most_body, 30000u);
  EXPECT_FALSE(spec.tools);
  EXPECT_EQ(field(Kind::agent, Host::copilot, "description").need, Need::required);
  EXPECT_TRUE(field(Kind::agent, Host::copilot, "model").values.empty());
  EXPECT_TRUE(accepts(field(Kind::agent, Host::copilot, "target"), "github-copilot"));
  EXPECT_EQ(field(Kind::instructions, Host::copilot, "applyTo").rule, "invalid-globs");
}

TEST(OpenCode, WantsToolsAsAMapping) {
  EXPECT_EQ(field(Kind::agent, Host::opencode, "tools").shape, Shape::mapping);
  EXPECT_TRUE(accepts(field(Kind::agent, Host::opencode, "mode"), "subagent"));
  EXPECT_TRUE(accepts(field(Kind::agent, Host::opencode, "color"), "#FF5733"));
  EXPECT_FALSE(accepts(field(Kind::agent, Host::opencode, "color"), "green"));
  EXPECT_FALSE(find_spec({Kind::agent, Host::opencode})->tools);
}

TEST(Codex, ReadsAgentsAsTomlAndNeedsTheirInstructions) {
  EXPECT_EQ(find_spec({Kind::agent, Host::codex})->syntax, Syntax::toml);
  EXPECT_EQ(field(Kind::agent, Host::codex, "developer_instructions").need, Need::required);
  EXPECT_TRUE(accepts(field(Kind::agent, Host::codex, "sandbox_mode"), "read-only"));
}

TEST(Gemini, ReadsAgentsByAStrictSchema) {
  const Spec& spec = *find_spec({Kind::agent, Host::gemini});
  EXPECT_TRUE(spec.strict);
  EXPECT_EQ(spec.names, NameRule::slug);
  EXPECT_EQ(spec.unloaded, "Gemini CLI reports an error and does not load the agent");
  EXPECT_EQ(field(Kind::agent, Host::gemini, "tools").shape, Shape::sequence);
  EXPECT_FALSE(knows(Kind::agent, Host::gemini, "mcpServers"));
  EXPECT_TRUE(std::ranges::binary_search(spec.tools->known, "run_shell_command"));
  EXPECT_TRUE(std::ranges::binary_search(spec.tools->known, "*"));
  EXPECT_TRUE(spec.tools->accepts("mcp_github_*"));
  EXPECT_FALSE(spec.tools->accepts("mcp_github"));
  EXPECT_FALSE(knows(Kind::agent, Host::gemini, "agent_card_url"));
  EXPECT_TRUE(find_field(*spec.remote, "agent_card_url"));
  EXPECT_EQ(find_spec({Kind::command, Host::gemini})->syntax, Syntax::toml);
  EXPECT_EQ(field(Kind::command, Host::gemini, "prompt").need, Need::present);
}

TEST(Windsurf, KnowsFourTriggersAndLimitsTheText) {
  EXPECT_TRUE(accepts(field(Kind::rule, Host::windsurf, "trigger"), "model_decision"));
  EXPECT_FALSE(accepts(field(Kind::rule, Host::windsurf, "trigger"), "always"));
  EXPECT_EQ(find_spec({Kind::rule, Host::windsurf})->most_body, 12000u);
  EXPECT_EQ(find_spec({Kind::workflow, Host::windsurf})->most_body, 12000u);
}

TEST(Kiro, KnowsFourInclusions) {
  const Field& inclusion = field(Kind::steering, Host::kiro, "inclusion");
  EXPECT_EQ(inclusion.need, Need::optional);
  EXPECT_TRUE(accepts(inclusion, "fileMatch"));
  EXPECT_FALSE(accepts(inclusion, "filematch"));
  EXPECT_EQ(field(Kind::steering, Host::kiro, "fileMatchPattern").shape, Shape::list);
  EXPECT_FALSE(find_spec({Kind::agent, Host::kiro})->needs_frontmatter);
}

}  // namespace
}  // namespace agent
