#include <string>
#include <string_view>

#include "agent/manifest/tables.hpp"
#include "agent/manifest/words.hpp"
#include "base/text.hpp"

namespace agent::manifest {
namespace {

// Claude Code 2.1.329, mcp.md and plugins-reference.md, 2026-08-22.

/// A wrong one costs the server alone.
void check_address(const Walk& walk, const syntax::Node& node, const Place& place) {
  const std::string_view word = base::trim(node.value);
  if (word.empty() || word.find("${") != word.npos || is_url(word)) return;
  const bool in_plugin = walk.fields().kind() == Kind::plugin;
  walk.report("wrong-type", node, in_quotes(to_string(place)) + " must be a URL",
              "Claude Code never connects to the server",
              "write it with its scheme, as in 'https://example.com/mcp'",
              in_plugin ? base::Severity::error : base::Severity::warning);
}

constexpr Schema address{.want = Want::text, .check = check_address};
constexpr Schema natural{.want = Want::natural};

constexpr Member stdio_members[] = {
    {"command", &filled_text, true}, {"args", &texts},
    {"env", &text_record},           {"timeout", &count},
    {"alwaysLoad", &boolean},        {"bareElicitationCapability", &boolean},
};
constexpr Member policy_members[] = {{"name", &text, true}};
constexpr Schema policy{.want = Want::object, .members = policy_members};
constexpr Schema policies{.want = Want::list, .each = &policy};
constexpr Member oauth_members[] = {
    {"clientId", &text},      {"callbackPort", &count}, {"authServerMetadataUrl", &url},
    {"scopes", &filled_text}, {"xaa", &boolean},
};
constexpr Schema oauth{.want = Want::object, .members = oauth_members};
constexpr Member remote_members[] = {
    {"url", &address, true},  {"headers", &text_record},    {"headersHelper", &text},
    {"oauth", &oauth},        {"timeout", &count},          {"tools", &policies},
    {"alwaysLoad", &boolean}, {"discoveryCache", &boolean},
};
constexpr Member socket_members[] = {
    {"url", &address, true}, {"headers", &text_record}, {"headersHelper", &text},
    {"timeout", &count},     {"alwaysLoad", &boolean},
};
constexpr Member ide_members[] = {{"url", &text, true}, {"ideName", &text, true}};
constexpr Member sdk_members[] = {{"name", &text, true}};
constexpr Member proxy_members[] = {{"url", &text, true}, {"id", &filled_text, true}};

constexpr Schema stdio{.want = Want::object, .members = stdio_members};
constexpr Schema remote{.want = Want::object, .members = remote_members};
constexpr Schema socket{.want = Want::object, .members = socket_members};
constexpr Schema ide{.want = Want::object, .members = ide_members};
constexpr Schema sdk{.want = Want::object, .members = sdk_members};
constexpr Schema proxy{.want = Want::object, .members = proxy_members};

constexpr Case server_cases[] = {
    {"", &stdio},      {"stdio", &stdio},
    {"http", &remote}, {"streamable-http", &remote},
    {"sse", &remote},  {"ws", &socket},
    {"sse-ide", &ide}, {"ws-ide", &ide},
    {"sdk", &sdk},     {"claudeai-proxy", &proxy},
};
constexpr Schema server{.want = Want::object, .tag = "type", .cases = server_cases};
constexpr Schema server_record{.want = Want::object, .each = &server};

/// A bundle may lie elsewhere.
bool is_bundle_url(std::string_view word) {
  const bool bundle = word.ends_with(".mcpb") || word.ends_with(".dxt");
  return bundle && word.find("://") != word.npos;
}

constexpr Schema server_file{
    .want = Want::path, .words = ".json .mcpb .dxt", .fits = is_bundle_url};
constexpr const Schema* listed_servers[] = {&server_file, &server_record};
constexpr Schema server_item{
    .want = Want::either, .choices = listed_servers, .noun = "a path or an object of servers"};
constexpr Schema server_list{.want = Want::list, .each = &server_item};
constexpr const Schema* server_choices[] = {&server_file, &server_record, &server_list};

bool is_command(std::string_view word) {
  return !word.empty() && (word.find(' ') == word.npos || word.front() == '/');
}
bool is_extension(std::string_view word) {
  return word.size() > 1 && word.front() == '.';
}

constexpr Schema command{
    .want = Want::text, .fits = is_command, .must = "be one word; its arguments belong in 'args'"};
constexpr Schema filled_texts{.want = Want::list, .each = &filled_text};
constexpr Schema languages{
    .want = Want::object,
    .fits = is_extension,
    .must = "start with '.'",
    .each = &filled_text,
    .check = [](const Walk& walk, const syntax::Node& node, const Place& place) {
      if (!node.entries.empty()) return;
      walk.report("wrong-type", node, in_quotes(to_string(place)) + " is empty",
                  "map an extension to a language, as in '\".ts\": "
                  "\"typescript\"'");
    }};
constexpr Schema transport{.want = Want::text, .words = "stdio socket"};
constexpr Member lsp_members[] = {
    {"command", &command, true},
    {"args", &filled_texts},
    {"extensionToLanguage", &languages, true},
    {"transport", &transport},
    {"env", &text_record},
    {"initializationOptions", &any_value},
    {"settings", &any_value},
    {"workspaceFolder", &text},
    {"startupTimeout", &count},
    {"shutdownTimeout", &count},
    {"requestTimeout", &count},
    {"restartOnCrash", &boolean},
    {"maxRestarts", &natural},
    {"diagnostics", &boolean},
};
constexpr Schema lsp_server{.want = Want::object, .members = lsp_members, .keys = Keys::closed};
constexpr Schema lsp_record{.want = Want::object, .each = &lsp_server};
constexpr Schema lsp_file{.want = Want::path, .words = ".json"};
constexpr const Schema* listed_lsp[] = {&lsp_file, &lsp_record};
constexpr Schema lsp_item{
    .want = Want::either, .choices = listed_lsp, .noun = "a path or an object of servers"};
constexpr Schema lsp_list{.want = Want::list, .each = &lsp_item};
constexpr const Schema* lsp_choices[] = {&lsp_file, &lsp_record, &lsp_list};

}  // namespace

constinit const Schema mcp_servers{.want = Want::either,
                                   .choices = server_choices,
                                   .noun = "a path, an object of servers or a list of these"};
constinit const Schema lsp_servers{.want = Want::either,
                                   .choices = lsp_choices,
                                   .noun = "a path, an object of servers or a list of these"};

}  // namespace agent::manifest
