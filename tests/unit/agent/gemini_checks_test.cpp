#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "agent/definition.hpp"

namespace agent {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

/// "rule: message" of the errors.
std::vector<std::string> errors(const Parsed& parsed) {
  std::vector<std::string> found;
  for (const base::Diagnostic& diagnostic : parsed.diagnostics) {
    if (diagnostic.severity != base::Severity::error) continue;
    found.push_back(diagnostic.rule + ": " + diagnostic.message);
  }
  return found;
}

std::vector<std::string> agent_errors(const std::string& yaml) {
  const Parsed parsed = parse({Kind::agent, Host::gemini}, "---\n" + yaml + "---\nText.\n");
  EXPECT_EQ(parsed.loads, errors(parsed).empty()) << yaml;
  return errors(parsed);
}

std::vector<std::string> local_errors(const std::string& fields) {
  return agent_errors("name: p\ndescription: d\n" + fields + "\n");
}

std::vector<std::string> remote_errors(const std::string& fields) {
  return agent_errors("name: p\nkind: remote\n" + fields + "\n");
}

std::vector<std::string> card_errors(const std::string& auth) {
  return remote_errors("agent_card_url: https://example.org/card\nauth: " + auth);
}

std::vector<std::string> command_errors(const std::string& toml) {
  const Parsed parsed = parse({Kind::command, Host::gemini}, toml);
  EXPECT_EQ(parsed.loads, errors(parsed).empty()) << toml;
  return errors(parsed);
}

std::vector<std::string> skill_errors(const std::string& text) {
  const Parsed parsed = parse({Kind::skill, Host::gemini}, text);
  EXPECT_EQ(parsed.loads, errors(parsed).empty()) << text;
  return errors(parsed);
}

TEST(GeminiAgent, TakesWholeNumbersHoweverTheyAreWritten) {
  for (const char* value : {"1", "5.0", "1e3", "0x10", "0b11", "1_000"}) {
    EXPECT_THAT(local_errors(std::string("max_turns: ") + value), IsEmpty()) << value;
  }
  EXPECT_THAT(local_errors("max_turns: 1.5"),
              ElementsAre("wrong-type: 'max_turns' must be a whole number above 0, not 1.5"));
  EXPECT_THAT(local_errors("timeout_mins: 0"),
              ElementsAre("wrong-type: 'timeout_mins' must be a whole number above 0, not 0"));
  EXPECT_THAT(local_errors("max_turns: .inf"),
              ElementsAre("wrong-type: 'max_turns' must be a whole number above 0, not .inf"));
  EXPECT_THAT(
      local_errors("max_turns: \"5\""),
      ElementsAre("wrong-type: 'max_turns' must be a whole number above 0, this is a string"));
}

TEST(GeminiAgent, TakesAnyTemperatureThatIsANumber) {
  EXPECT_THAT(local_errors("temperature: -1"), IsEmpty());
  EXPECT_THAT(local_errors("temperature: .inf"), IsEmpty());
  EXPECT_THAT(local_errors("temperature: .nan"),
              ElementsAre("wrong-type: 'temperature' is not a number"));
}

TEST(GeminiAgent, ReadsScalarsAsJsYamlDoes) {
  EXPECT_THAT(agent_errors("name: p\ndescription: 2024-01-01\n"),
              ElementsAre("wrong-type: 'description' must be a string, this is a date"));
  EXPECT_THAT(local_errors("model: 2024-01-01T10:00:00.5+01:00"),
              ElementsAre("wrong-type: 'model' must be a string, this is a date"));
  EXPECT_THAT(local_errors("model: 1_000"),
              ElementsAre("wrong-type: 'model' must be a string, this is an integer"));
  EXPECT_THAT(local_errors("model: \"2024-01-01\""), IsEmpty());
  EXPECT_THAT(local_errors("model: 12:30:00"), IsEmpty());
  EXPECT_THAT(local_errors("model: -.5"), IsEmpty());
  EXPECT_THAT(local_errors("model: 2024-01"), IsEmpty());
}

TEST(GeminiAgent, TakesTheTagsOfJsYamlAlone) {
  EXPECT_THAT(local_errors("model: !!str 5"), IsEmpty());
  EXPECT_THAT(local_errors("model: ! 5"), IsEmpty());
  EXPECT_THAT(local_errors("model: &a !!str m"), IsEmpty());
  EXPECT_THAT(local_errors("model: m\ndisplay_name: x\n  and !foo"), IsEmpty());
  EXPECT_THAT(local_errors("model: !!foo m"),
              ElementsAre("yaml-syntax: Gemini CLI does not take the tag '!!foo'"));
  EXPECT_THAT(local_errors("mcp_servers: !x\n  s: {}"),
              ElementsAre("yaml-syntax: Gemini CLI does not take the tag '!x'"));
  EXPECT_THAT(local_errors("max_turns: !!int 1.5"),
              ElementsAre("yaml-syntax: Gemini CLI does not take the tag '!!int'",
                          "wrong-type: 'max_turns' must be a whole number above 0, not 1.5"));
  EXPECT_THAT(local_errors("model: !!binary aGk="),
              ElementsAre("wrong-type: 'model' must be a string, this is a mapping"));
}

TEST(GeminiAgent, MergesWhatIsMerged) {
  EXPECT_THAT(agent_errors("name: p\n<<: {description: d, name: 5}\n"), IsEmpty());
  EXPECT_THAT(agent_errors("name: p\n<<: [{description: d}, {description: 5}]\n"), IsEmpty());
  EXPECT_THAT(agent_errors("name: p\n<<: {description: 5}\n"),
              ElementsAre("wrong-type: 'description' must be a string, this is an integer"));
  const Parsed parsed =
      parse({Kind::agent, Host::gemini}, "---\nname: p\n<<: {description: merged}\n---\n");
  EXPECT_EQ(parsed.description, "merged");
}

TEST(GeminiAgent, TakesADescriptionOfBlanks) {
  EXPECT_THAT(agent_errors("name: p\ndescription: ' '\n"), IsEmpty());
  EXPECT_THAT(agent_errors("name: p\ndescription: ''\n"),
              ElementsAre("description-missing: 'description' is empty"));
}

TEST(GeminiAgent, TakesToolsByTheirExactNames) {
  for (const char* name : {"read_file", "search_file_content", "\"*\"", "mcp_*", "mcp_a_*",
                           "mcp_a-b_c.d:e", "mcp_a__b", "discovered_tool_x"}) {
    EXPECT_THAT(local_errors(std::string("tools: [") + name + "]"), IsEmpty()) << name;
  }
  for (const char* name : {"Read", "mcp_a", "mcp_a_", "mcp__a", "mcp_a___", "mcp_*_x", "mcp_a_b*",
                           "read_file ", "run_shell_command(git)", "read_file,glob"}) {
    EXPECT_THAT(
        local_errors(std::string("tools: ['") + name + "']"),
        ElementsAre("tools-unresolved: Gemini CLI knows no tool '" + std::string(name) + "'"));
  }
  EXPECT_THAT(local_errors("tools: [read_file, 5, null]"),
              ElementsAre("wrong-type: an entry of 'tools' must be a string, this is an integer",
                          "wrong-type: an entry of 'tools' must be a string, this is a null"));
}

TEST(GeminiAgent, TakesAKindToTheLetter) {
  EXPECT_THAT(local_errors("kind: local"), IsEmpty());
  EXPECT_THAT(local_errors("kind: ' local'"),
              ElementsAre("invalid-enum: ' local' is no kind that Gemini CLI knows"));
  EXPECT_THAT(local_errors("kind: ''"),
              ElementsAre("invalid-enum: '' is no kind that Gemini CLI knows"));
}

TEST(GeminiAgent, ChecksServersByTheirSchema) {
  EXPECT_THAT(local_errors("mcp_servers: {s: {command: x, args: [a], env: {A: b}, other: 1}}"),
              IsEmpty());
  EXPECT_THAT(local_errors("mcp_servers: {s: x}"),
              ElementsAre("wrong-type: 'mcp_servers.s' must be a mapping, this is a string"));
  EXPECT_THAT(
      local_errors("mcp_servers: {s: {command: 5}}"),
      ElementsAre("wrong-type: 'mcp_servers.s.command' must be a string, this is an integer"));
  EXPECT_THAT(
      local_errors("mcp_servers: {s: {args: x}}"),
      ElementsAre("wrong-type: 'mcp_servers.s.args' must be a list of strings, this is a string"));
  EXPECT_THAT(local_errors("mcp_servers: {s: {args: [a, 5]}}"),
              ElementsAre("wrong-type: 'mcp_servers.s.args' must be a list of strings, this holds "
                          "an integer"));
  EXPECT_THAT(local_errors("mcp_servers: {s: {env: {A: 1}}}"),
              ElementsAre("wrong-type: 'mcp_servers.s.env' must be a mapping of strings, this "
                          "holds an integer"));
  EXPECT_THAT(
      local_errors("mcp_servers: {s: {type: stdio}}"),
      ElementsAre("invalid-enum: 'stdio' is no 'mcp_servers.s.type' that Gemini CLI knows"));
  EXPECT_THAT(
      local_errors("mcp_servers: {s: {trust: \"yes\"}}"),
      ElementsAre("wrong-type: 'mcp_servers.s.trust' must be true or false, this is a string"));
  EXPECT_THAT(
      local_errors("mcp_servers: {s: {auth: {type: apiKey}}}"),
      ElementsAre("invalid-enum: 'apiKey' is no 'mcp_servers.s.auth.type' that Gemini CLI knows"));
  EXPECT_THAT(local_errors("mcp_servers: {s: {auth: {type: oauth, token_url: x}}}"),
              ElementsAre("wrong-type: 'mcp_servers.s.auth.token_url' is no URL"));
  EXPECT_THAT(local_errors("mcp_servers: {s: {auth: {type: google-credentials, token_url: x}}}"),
              IsEmpty());
}

TEST(GeminiRemoteAgent, NeedsOneCard) {
  EXPECT_THAT(remote_errors("agent_card_url: https://example.org/card"), IsEmpty());
  EXPECT_THAT(remote_errors("agent_card_json: '{}'\ndescription: d"), IsEmpty());
  EXPECT_THAT(agent_errors("name: p\nagent_card_url: https://example.org/card\n"), IsEmpty());
  EXPECT_THAT(remote_errors(""),
              ElementsAre("wrong-type: the remote agent has no 'agent_card_url'"));
  EXPECT_THAT(remote_errors("agent_card_url: https://example.org\nagent_card_json: '{}'"),
              ElementsAre("wrong-type: 'agent_card_json' beside 'agent_card_url'"));
  EXPECT_THAT(remote_errors("agent_card_url: card"),
              ElementsAre("wrong-type: 'agent_card_url' is no URL"));
  EXPECT_THAT(remote_errors("agent_card_json: '{x'"),
              ElementsAre("wrong-type: 'agent_card_json' holds no JSON"));
  EXPECT_THAT(
      remote_errors("agent_card_json: {a: b}"),
      ElementsAre("wrong-type: 'agent_card_json' must be JSON in a string, this is a mapping"));
}

TEST(GeminiRemoteAgent, HasNoFieldsOfALocalOne) {
  EXPECT_THAT(remote_errors("agent_card_url: https://example.org\ntools: ['*']"),
              ElementsAre("unknown-key: Gemini CLI agents have no key 'tools'"));
  EXPECT_THAT(local_errors("kind: local\nagent_card_url: https://example.org"),
              ElementsAre("unknown-key: Gemini CLI agents have no key 'agent_card_url'"));
}

TEST(GeminiRemoteAgent, ChecksItsCredentials) {
  EXPECT_THAT(card_errors("{type: apiKey, key: k, other: 1}"), IsEmpty());
  EXPECT_THAT(card_errors("{type: http, scheme: Basic, username: u, password: p}"), IsEmpty());
  EXPECT_THAT(card_errors("{type: http, scheme: Digest, value: v}"), IsEmpty());
  EXPECT_THAT(card_errors("x"), ElementsAre("wrong-type: 'auth' must be a mapping, this is a "
                                            "string"));
  EXPECT_THAT(card_errors("{key: k}"), ElementsAre("wrong-type: 'auth' has no 'type'"));
  EXPECT_THAT(card_errors("{type: oauth2}"),
              ElementsAre("invalid-enum: 'oauth2' is no 'auth.type' that Gemini CLI knows"));
  EXPECT_THAT(card_errors("{type: apiKey}"), ElementsAre("wrong-type: 'auth' has no 'key'"));
  EXPECT_THAT(card_errors("{type: apiKey, key: ''}"),
              ElementsAre("wrong-type: 'auth.key' is empty"));
  EXPECT_THAT(card_errors("{type: http, scheme: Bearer}"),
              ElementsAre("wrong-type: the scheme 'Bearer' needs 'auth.token'"));
  EXPECT_THAT(card_errors("{type: http, scheme: bearer, token: t}"),
              ElementsAre("wrong-type: the scheme 'bearer' needs 'auth.value'"));
  EXPECT_THAT(card_errors("{type: oauth, issuer: x}"),
              ElementsAre("wrong-type: 'auth.issuer' is no URL"));
}

TEST(GeminiRemoteAgent, MayStandInAList) {
  EXPECT_THAT(agent_errors("- {name: p, agent_card_url: \"https://example.org\"}\n"
                           "- {name: q, agent_card_json: \"{}\"}\n"),
              IsEmpty());
  EXPECT_THAT(agent_errors("[]\n"), IsEmpty());
  EXPECT_THAT(agent_errors("- x\n"),
              ElementsAre("wrong-type: an entry of the list of agents must be a mapping"));
  EXPECT_THAT(agent_errors("- {name: p}\n"),
              ElementsAre("wrong-type: the remote agent has no 'agent_card_url'"));
  EXPECT_THAT(agent_errors("- {name: p, kind: local, agent_card_url: \"https://example.org\"}\n"),
              ElementsAre("invalid-enum: 'local' is no kind that Gemini CLI knows"));
}

TEST(GeminiUrl, IsWhatJavaScriptTakesForOne) {
  for (const char* url :
       {"https://example.org", "http:example.org", "https:\\\\x", "https://u:p@x:65535/p?q#f",
        "https://[::1]:80", "https://1.2.3", "https://a..b", "ftp://x", "file:", "mailto:x",
        "a:", "a://", " https://x ", "https://{a}", "FTP://X"}) {
    EXPECT_THAT(remote_errors("agent_card_url: '" + std::string(url) + "'"), IsEmpty()) << url;
  }
  for (const char* url : {"",
                          "x",
                          "/x",
                          "//x",
                          "http:",
                          "https://",
                          "https://u@",
                          "https://x:65536",
                          "https://x:a",
                          "https://x y",
                          "https://x%20y",
                          "https://[::g]",
                          "https://[::1",
                          "https://256.1.1.1",
                          "https://1.2.3.4.5",
                          "https://a^b",
                          "a://:80",
                          "a://x y",
                          "1a:b",
                          "{{x}}"}) {
    EXPECT_THAT(remote_errors("agent_card_url: '" + std::string(url) + "'"),
                ElementsAre("wrong-type: 'agent_card_url' is no URL"))
        << url;
  }
}

TEST(GeminiCommand, MayHaveAnEmptyPromptButNotNone) {
  EXPECT_THAT(command_errors("prompt = \"\"\n"), IsEmpty());
  EXPECT_THAT(command_errors("description = \"d\"\n"),
              ElementsAre("wrong-type: the command has no 'prompt'"));
  EXPECT_THAT(command_errors("prompt = \"x\"\ndescription = 5\n"),
              ElementsAre("wrong-type: 'description' must be a string, this is an integer"));
}

TEST(GeminiCommand, IsTomlOfTheOldKind) {
  EXPECT_THAT(command_errors("prompt = \"x\"\na = [[1], [\"x\"], []]\n"), IsEmpty());
  EXPECT_THAT(command_errors("prompt = \"x\"\na = [1, \"x\"]\n"),
              ElementsAre("wrong-type: the list holds values of different types"));
  EXPECT_THAT(command_errors("prompt = \"\"\"x\\\"\"\"\"\n"), IsEmpty());
  EXPECT_THAT(command_errors("prompt = \"\"\"x\"\"\"\"\n"),
              ElementsAre("yaml-syntax: a quote stands before the closing quotes"));
  EXPECT_THAT(command_errors("prompt = '''x'''''\n"),
              ElementsAre("yaml-syntax: a quote stands before the closing quotes"));
  EXPECT_THAT(command_errors("\xef\xbb\xbfprompt = \"x\"\n"),
              Contains("bom: the file begins with a byte order mark"));
}

TEST(GeminiSkill, IsReadLineByLineWhereYamlDoesNotGiveStrings) {
  EXPECT_THAT(skill_errors("---\nname: 5\ndescription: [a]\n---\n"), IsEmpty());
  EXPECT_THAT(skill_errors("---\nname:\ndescription:\n---\n"), IsEmpty());
  EXPECT_THAT(skill_errors("---\nmetadata:\n  name: x\ndescription: d\n---\n"), IsEmpty());
  EXPECT_THAT(skill_errors("---\n\"name\": 5\ndescription: d\n---\n"),
              ElementsAre("wrong-type: 'name' must be a string, this is an integer"));
  EXPECT_THAT(skill_errors("---\nname: x\n---\n"),
              ElementsAre("description-missing: the skill has no description"));
}

TEST(GeminiSkill, BeginsWithItsFence) {
  EXPECT_THAT(skill_errors("\xef\xbb\xbf---\nname: x\ndescription: d\n---\n"),
              ElementsAre("bom: the file begins with a byte order mark"));
  EXPECT_THAT(skill_errors("--- \nname: x\ndescription: d\n---\n"),
              ElementsAre("frontmatter-not-first: blanks follow the opening '---'"));
}

}  // namespace
}  // namespace agent
