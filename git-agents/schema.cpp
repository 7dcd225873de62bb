#include <nlohmann/json.hpp>
#include <ostream>
#include <span>
#include <string>

#include "agent/names.hpp"
#include "agent/rules.hpp"
#include "git-agents/commands.hpp"
#include "git-agents/session.hpp"
#include "source/validation.hpp"

namespace cli {
namespace {

using Json = nlohmann::ordered_json;
using Shape = settings::Key::Shape;
using Words = std::span<const std::string_view>;

/// What YAML gives a plain value is no matter where any text will do: `branches: [1.0]`.
Json scalar() {
  return {{"type", {"string", "number", "boolean"}}};
}

/// `fault` is what editors say instead of showing the pattern; other readers ignore it.
Json text_schema(const std::string& pattern, const std::string& fault) {
  Json schema = scalar();
  schema["pattern"] = pattern;
  schema["patternErrorMessage"] = fault;
  return schema;
}

Json object_schema() {
  return {{"type", "object"}, {"properties", Json::object()}, {"additionalProperties", false}};
}

/// A property for each rule, so that an editor completes and explains them.
Json levels_schema(Words levels) {
  Json schema = object_schema();
  for (const agent::Rule& rule : agent::rules()) {
    schema["properties"][std::string(rule.id)] = {
        {"description", rule.summary},
        {"enum", levels},
        {"default", rule.off ? "off" : base::to_string(rule.severity)}};
  }
  return schema;
}

/// What settings::url_problem() takes of a repository.
std::string url_pattern() {
  const std::string start = R"([^-/:@%?#\\ \u0000-\u001f\u007f])",
                    more = R"([^/:@%?#\\ \u0000-\u001f\u007f])";
  const std::string user = "(?:" + start + more + "*@)?";
  const std::string host = "(?:\\[[0-9a-fA-F:.]+\\]|" + start + more + "*)(?::[0-9]*)?";
  const std::string path = R"((?:/+[^/?#\u0000-\u001f\u007f]+)+/*)";
  const std::string any_path = R"((?:/+[^/\u0000-\u001f\u007f]+)+/*)";
  const std::string name = "[A-Za-z0-9_][A-Za-z0-9_.-]*";
  const std::string address =
      "(?:\\[" + user + more + "+(?::[0-9]*)?\\]|" + user + start + more + "*)";
  return "^(?:" + name + "/" + name + "|[hH][tT][tT][pP][sS]?://" + host + path +
         "|(?:[gG][iI][tT]|(?:[gG][iI][tT]\\+)?[sS][sS][hH]|[sS][sS][hH]\\+[gG][iI][tT])://" +
         user + host + any_path + "|" + address +
         R"(:(?![-:]|//|/*$|[^/]*@)[^\u0000-\u001f\u007f]+)$)";
}

/// What settings::ref_problem() takes.
std::string ref_pattern() {
  return R"(^(?![-./]|@$)(?!.*(?:\.\.|//|/\.|@\{|\.lock(?:/|$)|[./]$))[^ ~^:?*\[\\\u0000-\u001f\u007f]+$)";
}

/// The constraints of a key's value; the keys below it come later.
Json value_schema(const settings::Key& key) {
  const std::string path_pattern =
      R"(^(?![/~])(?!(?:[^\u0000]*/)?\.\.(?:/|$))(?!(?:[^\u0000]*/)?\.[gG][iI][tT](?:/|$)))"
      R"([^\u0000]*$)";
  const std::string path_fault =
      "must be a path relative to the repository's root, without '..' and '.git'";
  const Words words = words_of(key, source::vocabulary());
  switch (key.shape) {
    case Shape::section: {
      Json schema = object_schema();
      schema["type"] = {"object", "null"};
      return schema;
    }
    case Shape::boolean:
      return {{"type", "boolean"}};
    case Shape::integer:
      if (key.least == key.most) return {{"const", key.least}};
      return {{"type", "integer"}, {"minimum", key.least}, {"maximum", key.most}};
    case Shape::text:
      return scalar();
    case Shape::file_name:
      return text_schema("^[^/]+$", "must be a file name, not a path");
    case Shape::name:
      return text_schema("^(?!\\.$)[A-Za-z0-9._/@:+][A-Za-z0-9._/@:+-]{0,99}$",
                         "must be one word of letters, digits and ._-/@:+");
    case Shape::url:
      return text_schema(url_pattern(),
                         "must be owner/repo of GitHub or a URL that git fetches from, without "
                         "credentials");
    case Shape::ref:
      return text_schema(ref_pattern(), "must be the name of a branch, tag or commit");
    case Shape::path:
      return text_schema(path_pattern, path_fault);
    case Shape::directory:
      return text_schema("^(?!(?:\\./+)*\\.?$)" + path_pattern.substr(1),
                         path_fault + ", and not the root");
    case Shape::word:
      return {{"enum", words}};
    case Shape::words:
      return {{"anyOf", {{{"enum", words}}, {{"type", "array"}, {"items", {{"enum", words}}}}}}};
    case Shape::texts:
      return {{"anyOf", {scalar(), {{"type", "array"}, {"items", scalar()}}}}};
    case Shape::mappings:
      return {{"type", {"array", "null"}}, {"items", object_schema()}};
    case Shape::levels:
      return levels_schema(key.words);
  }
  return Json::object();
}

Json key_schema(const settings::Key& key) {
  std::string description(key.text);
  if (key.setter == settings::Key::Setter::trusted) {
    description += "; hooks obey it after 'git agents trust'";
  }
  Json schema = {{"description", description}};
  schema.update(value_schema(key));
  if (!key.standard.empty()) schema["default"] = Json::parse(key.standard);
  if (!key.example.empty()) schema["examples"] = Json::array({Json::parse(key.example)});
  return schema;
}

/// Puts `key` where its name says. A key comes after the one that it is below.
void insert(Json& root, const settings::Key& key) {
  Json* parent = &root;
  std::string_view name = key.name;
  for (auto dot = name.find('.'); dot != name.npos; dot = name.find('.')) {
    parent = &(*parent)["properties"][std::string(name.substr(0, dot))];
    if (parent->contains("items")) parent = &(*parent)["items"];
    name.remove_prefix(dot + 1);
  }
  (*parent)["properties"][std::string(name)] = key_schema(key);
  if (key.required) (*parent)["required"].push_back(name);
}

Json settings_schema() {
  Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                 {"title", agent::settings_file},
                 {"description", "Configuration of git agents for a repository of definitions"}};
  // An empty file, or one of comments, says nothing and is good.
  schema.update(object_schema());
  schema["type"] = {"object", "null"};
  for (const settings::Key& key : settings::keys()) {
    if (key.setter != settings::Key::Setter::planned) insert(schema, key);
  }
  return schema;
}

int run(const Args&, Session& session) {
  session.out() << settings_schema().dump(2) << "\n";
  return Exit::done;
}

}  // namespace

constinit const Command schema_command{
    .name = "__schema",
    .group = Group::plumbing,
    .summary = "write the JSON Schema of the configuration file, for docs/",
    .run = run,
    .hidden = true,
};

}  // namespace cli
