#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "agent/fields.hpp"
#include "agent/js_yaml.hpp"
#include "agent/shape.hpp"

// Gemini CLI at 5411f113, agentLoader.ts, skillLoader.ts and FileCommandLoader.ts, 2026-08-21:
// what they refuse beyond what the tables in hosts/gemini.cpp say.

namespace agent {
namespace {

using enum Shape;
using syntax::Node;

constexpr auto optional = Need::optional;
constexpr auto required = Need::required;

constexpr Field server_fields[] = {
    {"command", name},
    {"args", strings},
    {"env", string_map},
    {"cwd", name},
    {"url", name},
    {"http_url", name},
    {"headers", string_map},
    {"tcp", name},
    {"type", name, optional, "sse http"},
    {"timeout", number},
    {"trust", strict_boolean},
    {"description", name},
    {"include_tools", strings},
    {"exclude_tools", strings},
    {"auth", mapping},
};

constexpr Field credentials_fields[] = {{"scopes", strings}};
constexpr Field oauth_fields[] = {
    {"client_id", name},       {"client_secret", name},    {"scopes", strings},
    {"token_url", url},        {"authorization_url", url}, {"issuer", url},
    {"audiences", strings},    {"redirect_uri", url},      {"token_param_name", name},
    {"registration_url", url},
};
constexpr Field key_fields[] = {{"key", filled, required}, {"name", name}};
constexpr Field http_fields[] = {
    {"scheme", filled, required}, {"token", filled}, {"username", filled},
    {"password", filled},         {"value", filled},
};

constexpr Field server_auth[] = {{"type", name, required, "google-credentials oauth"}};
constexpr Field remote_auth[] = {{"type", name, required, "apiKey http google-credentials oauth"}};

std::span<const Field> fields_of_auth(std::string_view type) {
  if (type == "apiKey") return key_fields;
  if (type == "http") return http_fields;
  if (type == "google-credentials") return credentials_fields;
  return oauth_fields;
}

/// What stands inside of the fields, named by its path: `mcp_servers.s.auth.type`.
class Inside {
 public:
  explicit Inside(const Fields& fields) : in_(fields) {}

  void servers(const Node& node) {
    if (node.kind != syntax::Kind::mapping) return;
    for (const auto& [key, server] : node.entries) {
      const std::string path = "mcp_servers." + key.value;
      if (!is_mapping(path, server)) continue;
      check(path, server, server_fields);
      const Node* auth = server.find("auth");
      if (auth) check_auth(path + ".auth", *auth, server_auth);
    }
  }

  void auth_of_agent(const Node& auth) {
    if (!check_auth("auth", auth, remote_auth)) return;
    if (text_of(auth.find("type")) != "http" || auth.find("value")) return;
    const std::string scheme = auth.find("scheme") ? auth.find("scheme")->value : "";
    if (scheme == "Bearer") {
      need(auth, scheme, "token");
    } else if (scheme == "Basic") {
      need(auth, scheme, "username");
      need(auth, scheme, "password");
    } else if (!scheme.empty()) {
      need(auth, scheme, "value");
    }
  }

  void refuse(std::string_view rule, const Node& node, std::string message, std::string hint) {
    Finding finding = in_.at(rule, node, std::move(message));
    finding.consequence = in_.spec.unloaded;
    finding.hint = std::move(hint);
    finding.severity = base::Severity::error;
    in_.unload();
    in_.findings.add(std::move(finding));
  }

 private:
  bool is_mapping(const std::string& path, const Node& node) {
    if (node.kind == syntax::Kind::mapping) return true;
    refuse("wrong-type", node, misfit(path, node, mapping), "write a mapping");
    return false;
  }

  void need(const Node& auth, const std::string& scheme, const std::string& word) {
    if (auth.find(word)) return;
    refuse("wrong-type", auth, "the scheme " + in_quotes(scheme) + " needs 'auth." + word + "'",
           "add '" + word + ": …'");
  }

  /// True where the type is one that Gemini CLI knows.
  bool check_auth(const std::string& path, const Node& auth, std::span<const Field> types) {
    if (auth.kind != syntax::Kind::mapping || !check(path, auth, types)) return false;
    check(path, auth, fields_of_auth(text_of(auth.find("type"))));
    return true;
  }

  /// True where all is as the table says.
  bool check(const std::string& path, const Node& node, std::span<const Field> table) {
    bool right = true;
    for (const Field& field : table) {
      const Node* value = node.find(field.word);
      const std::string word = path + "." + std::string(field.word);
      if (!value) {
        if (field.need != required) continue;
        refuse("wrong-type", node, in_quotes(path) + " has no " + in_quotes(field.word),
               "add '" + std::string(field.word) + ": …'");
      } else if (!fits(*value, field.shape, true)) {
        refuse("wrong-type", *value, misfit(word, *value, field.shape),
               std::string("write ") + wanted(field.shape));
      } else if (!field.values.empty() && !fits_words(field.values, value->value)) {
        refuse("invalid-enum", *value,
               in_quotes(value->value) + " is no " + in_quotes(word) + " that Gemini CLI knows",
               "known are " + listed(field.values));
      } else {
        continue;
      }
      right = false;
    }
    return right;
  }

  static std::string listed(std::string_view words) {
    std::string text;
    for (const char c : words) text += c == ' ' ? std::string(", ") : std::string(1, c);
    return text;
  }

  const Fields& in_;
};

Fields with(const Fields& fields, const Spec& spec, const Node& root, std::size_t fence) {
  return {spec, root, fields.bytes, fields.shift, fence, fields.findings, fields.parsed};
}

bool has_any(const Node& root, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return root.find(word); });
}

/// Which of the two schemas the agent is meant for, as Gemini CLI guesses for its messages.
bool is_remote(const Node& root) {
  if (const Node* kind = root.find("kind")) return kind->is_string() && kind->value == "remote";
  return has_any(root, {"agent_card_url", "agent_card_json", "auth"}) &&
         !has_any(root,
                  {"tools", "mcp_servers", "model", "temperature", "max_turns", "timeout_mins"});
}

void check_local(const Fields& fields) {
  check_topics(fields);
  if (const Node* servers = fields.root.find("mcp_servers")) Inside(fields).servers(*servers);
}

void check_remote(const Fields& fields) {
  check_topics(fields);
  Inside inside(fields);
  const Node* card_url = fields.root.find("agent_card_url");
  const Node* card = fields.root.find("agent_card_json");
  if (card_url && card) {
    inside.refuse("wrong-type", *card, "'agent_card_json' beside 'agent_card_url'",
                  "remove one of the two");
  } else if (!card_url && !card) {
    Node nowhere;
    nowhere.begin = fields.fence - std::min(fields.fence, fields.shift);
    nowhere.end = nowhere.begin;
    inside.refuse("wrong-type", nowhere, "the remote agent has no 'agent_card_url'",
                  "add 'agent_card_url: …', or the card itself as 'agent_card_json: …'");
  }
  if (const Node* auth = fields.root.find("auth")) inside.auth_of_agent(*auth);
}

/// What the offsets of the nodes refer to.
std::string_view text_of_nodes(const Fields& fields) {
  return fields.bytes.substr(std::min(fields.shift, fields.bytes.size()));
}

void check_tags(const Fields& fields, const Node& root) {
  const std::string_view yaml = text_of_nodes(fields);
  const std::string_view tag = refused_tag(root, yaml);
  if (tag.empty()) return;
  Node place;
  place.begin = static_cast<std::size_t>(tag.data() - yaml.data());
  place.end = place.begin + tag.size();
  Inside(fields).refuse("yaml-syntax", place, "Gemini CLI does not take the tag " + in_quotes(tag),
                        "remove it");
}

void check_agent(const Fields& fields) {
  if (is_remote(fields.root)) {
    check_remote(with(fields, *fields.spec.remote, fields.root, fields.fence));
  } else {
    check_local(fields);
  }
}

/// Does a line start with `key:`?
bool has_line(std::string_view yaml, std::string_view key) {
  for (std::size_t at = 0; at < yaml.size();) {
    const std::size_t end = std::min(yaml.find('\n', at), yaml.size());
    std::string_view line = yaml.substr(at, end - at);
    at = end + 1;
    line.remove_prefix(std::min(line.find_first_not_of(" \t\r\f\v"), line.size()));
    if (line.starts_with(key) && line.substr(key.size()).starts_with(':')) return true;
  }
  return false;
}

bool is_text(const Node& root, std::string_view word) {
  const Node* node = root.find(word);
  return node && node->is_string();
}

void check_skill(const Fields& fields, const Node& source) {
  const std::size_t begin = std::min(fields.shift + source.begin, fields.bytes.size());
  const std::string_view yaml = fields.bytes.substr(begin, source.end - source.begin);
  const bool loads = (is_text(fields.root, "name") && is_text(fields.root, "description")) ||
                     gemini_reads_lines(yaml);
  if (!loads) return check_topics(fields);
  std::vector<Field> table(fields.spec.fields.begin(), fields.spec.fields.end());
  for (Field& field : table) {
    if (field.need == required) field.need = Need::advised;
    if (field.shape == name) field.shape = any;
  }
  Spec spec = fields.spec;
  spec.fields = table;
  check_topics(with(fields, spec, fields.root, fields.fence));
}

/// TOML 0.5, as @iarna/toml 2.2.5 reads it.
void check_old_toml(Inside& inside, const Fields& fields, const Node& node) {
  const auto is_other = [&](const Node& item) { return item.type != node.items.front().type; };
  const auto other = std::ranges::find_if(node.items, is_other);
  if (other != node.items.end()) {
    inside.refuse("wrong-type", *other, "the list holds values of different types",
                  "use one type in a list");
  }
  for (const Node& item : node.items) check_old_toml(inside, fields, item);
  for (const auto& [key, value] : node.entries) check_old_toml(inside, fields, value);
  const std::string_view raw = fields.raw(node);
  if (!node.is_string() || raw.size() < 7 || !raw.starts_with(std::string(3, raw[0]))) return;
  std::size_t quotes = raw.size() - 1 - std::min(raw.find_last_not_of(raw[0]), raw.size() - 1);
  const std::string_view before = raw.substr(0, raw.size() - quotes);
  const std::size_t slashes = before.size() - 1 - before.find_last_not_of('\\');
  if (raw[0] == '"' && slashes % 2 == 1) --quotes;
  if (quotes < 4) return;
  inside.refuse("yaml-syntax", node, "a quote stands before the closing quotes",
                raw[0] == '"' ? "put '\\' before it" : "put another character between them");
}

void check_command(const Fields& fields) {
  check_topics(fields);
  Inside inside(fields);
  check_old_toml(inside, fields, fields.root);
  if (!fields.bytes.starts_with("\xef\xbb\xbf")) return;
  fields.unload();
  fields.findings.add({.rule = "bom",
                       .begin = 0,
                       .end = 3,
                       .message = "the file begins with a byte order mark",
                       .consequence = std::string(fields.spec.unloaded),
                       .hint = "save the file as UTF-8 without the mark",
                       .severity = base::Severity::error,
                       .fix = {{0, 3, ""}}});
}

}  // namespace

bool gemini_reads_lines(std::string_view yaml) {
  return has_line(yaml, "name") && has_line(yaml, "description");
}

void check_gemini(const Fields& fields) {
  if (fields.kind() == Kind::command) return check_command(fields);
  const Node root = as_js_yaml(fields.root, text_of_nodes(fields));
  const Fields view = with(fields, fields.spec, root, fields.fence);
  if (fields.root.find("<<")) {
    fields.parsed.tools.clear();
    read_fields(view);
  }
  if (fields.kind() == Kind::skill) return check_skill(view, fields.root);
  if (fields.spec.remote) check_tags(view, fields.root);
  return fields.spec.remote ? check_agent(view) : check_topics(view);
}

bool check_gemini_list(const Fields& list) {
  if (!list.spec.remote || list.root.kind != syntax::Kind::sequence) return false;
  const Node root = as_js_yaml(list.root, text_of_nodes(list));
  check_tags(list, list.root);
  Inside inside(list);
  for (const Node& item : root.items) {
    if (item.kind == syntax::Kind::mapping) {
      check_remote(with(list, *list.spec.remote, item, item.begin + list.shift));
    } else {
      inside.refuse("wrong-type", item, "an entry of the list of agents must be a mapping",
                    "write the fields of a remote agent");
    }
  }
  return true;
}

}  // namespace agent
