#include <set>
#include <string>
#include <string_view>

#include "agent/manifest/tables.hpp"
#include "agent/manifest/words.hpp"

namespace agent::manifest {
namespace {

// Claude Code 2.1.329, plugins-reference.md, 2026-08-22.

constexpr Schema shown_text{.want = Want::text, .weight = Weight::shown};
constexpr Schema shown_texts{.want = Want::list, .each = &text, .weight = Weight::shown};
constexpr Schema shown_url{
    .want = Want::text, .fits = is_url, .must = "be a URL", .weight = Weight::shown};
constexpr Schema plain_object{.want = Want::object};
constexpr Schema free_object{.want = Want::object, .weight = Weight::ignored};

constexpr Member person_members[] = {
    {"name", &filled_text, true}, {"email", &text}, {"url", &text}};
constexpr Schema person{.want = Want::object, .members = person_members, .weight = Weight::shown};

constexpr Schema file{.want = Want::path};
constexpr Schema markdown_file{.want = Want::path, .words = ".md"};
constexpr Schema json_file{.want = Want::path, .words = ".json"};
constexpr Schema types_file{.want = Want::path, .words = ".d.ts"};
constexpr Schema directory{.want = Want::path,
                           .fits = [](std::string_view word) { return word == "."; }};

constexpr std::string_view path_or_list = "a path or a list of paths";
constexpr Schema files{.want = Want::list, .each = &file};
constexpr Schema markdown_files{.want = Want::list, .each = &markdown_file};
constexpr Schema directories{.want = Want::list, .each = &directory};
constexpr const Schema* file_choices[] = {&file, &files};
constexpr const Schema* markdown_choices[] = {&markdown_file, &markdown_files};
constexpr const Schema* directory_choices[] = {&directory, &directories};
constexpr Schema file_or_files{.want = Want::either, .choices = file_choices, .noun = path_or_list};
constexpr Schema agents{.want = Want::either, .choices = markdown_choices, .noun = path_or_list};
constexpr Schema skills{.want = Want::either, .choices = directory_choices, .noun = path_or_list};

void check_command(const Walk& walk, const syntax::Node& node, const Place& place) {
  const auto is_given = [&](std::string_view word) {
    const syntax::Node* value = node.find(word);
    return value && !value->value.empty();
  };
  if (is_given("source") != is_given("content")) return;
  walk.report("wrong-type", node,
              in_quotes(to_string(place)) + (is_given("source") ? " has both" : " has neither") +
                  (is_given("source") ? " 'source' and 'content'" : " 'source' nor 'content'"),
              "give it the path of a file or its text");
}

constexpr Member command_members[] = {
    {"source", &file},       {"content", &text}, {"description", &text},
    {"argumentHint", &text}, {"model", &text},   {"allowedTools", &texts},
};
constexpr Schema command{.want = Want::object, .members = command_members, .check = check_command};
constexpr Schema command_record{.want = Want::object, .each = &command};
constexpr const Schema* command_choices[] = {&file, &files, &command_record};
constexpr Schema commands{.want = Want::either,
                          .choices = command_choices,
                          .noun = "a path, a list of paths or an object of commands"};

constexpr Schema inline_hooks{.want = Want::object, .check = check_inline_hooks};
constexpr const Schema* hook_choices[] = {&json_file, &inline_hooks};
constexpr Schema hook_item{
    .want = Want::either, .choices = hook_choices, .noun = "a path or an object of hooks"};
constexpr Schema hook_list{.want = Want::list, .each = &hook_item};
constexpr const Schema* hooks_choices[] = {&json_file, &inline_hooks, &hook_list};
constexpr Schema hooks{.want = Want::either,
                       .choices = hooks_choices,
                       .noun = "a path, an object of hooks or a list of these"};

constexpr Schema half_id{.want = Want::text, .fits = is_id, .must = "be the name of a plugin"};
constexpr Member dependency_members[] = {{"name", &half_id, true}, {"marketplace", &half_id}};
constexpr Schema dependency_name{
    .want = Want::text, .fits = is_dependency, .must = "be 'plugin' or 'plugin@marketplace'"};
constexpr Schema dependency_object{.want = Want::object, .members = dependency_members};
constexpr const Schema* dependency_choices[] = {&dependency_name, &dependency_object};
constexpr Schema dependency{.want = Want::either,
                            .choices = dependency_choices,
                            .noun = "the name of a plugin or an object"};
constexpr Schema dependencies{.want = Want::list, .each = &dependency};

constexpr const Schema* eval_choices[] = {&text, &texts};
constexpr Schema evals{.want = Want::either, .choices = eval_choices, .noun = path_or_list};
constexpr Member experimental_members[] = {{"themes", &file_or_files},
                                           {"monitors", &monitors},
                                           {"outputStyles", &file_or_files},
                                           {"evals", &evals},
                                           {"syntaxHighlighting", &any_value}};
constexpr Schema experimental{.want = Want::object,
                              .members = experimental_members,
                              .keys = Keys::named,
                              .weight = Weight::ignored};
constexpr Schema version_range{.want = Want::text,
                               .fits = is_version_range,
                               .must = "be a range of versions, as '>=2.1.0'",
                               .weight = Weight::shown};
constexpr Member engine_members[] = {{"claude-code", &version_range}};
constexpr Schema engines{
    .want = Want::object, .members = engine_members, .weight = Weight::ignored};

void check_name(const Walk& walk, const syntax::Node& node, const Place&) {
  const std::string_view name = node.value;
  if (has_blank(name)) {
    return walk.report("name-charset", node, "the name contains a blank",
                       "use lower-case letters, digits and '-'");
  }
  if (name.find("\u200E") != name.npos || name.find("\u200F") != name.npos) {
    return walk.report("name-charset", node, "the name contains a mark of writing direction",
                       "use lower-case letters, digits and '-'");
  }
  if (is_reserved_plugin(name)) {
    return walk.report("invalid-enum", node,
                       "the name " + in_quotes(name) + " is reserved: it passes as Anthropic's own",
                       "its validator refuses the plugin unless it is one of Anthropic's own",
                       "name it for what it does", base::Severity::error);
  }
  if (!is_id(name)) {
    return walk.report("name-charset", node,
                       "the name is not made of letters, digits, '.', '_' and '-'",
                       "Claude Code cannot install the plugin from a marketplace",
                       "use lower-case letters, digits and '-'", base::Severity::warning);
  }
  if (is_kebab_case(name)) return;
  walk.report("name-style", node, "the name is not lower-case words joined by '-'",
              "Claude Code accepts it, the marketplaces of Claude.ai do not",
              "use lower-case letters, digits and '-'", base::Severity::info);
}

constexpr Schema name{.want = Want::text, .filled = true, .check = check_name};

constexpr Member members[] = {
    {"$schema", &shown_text},
    {"displayName", &shown_text},
    {"version", &text},
    {"description", &shown_text},
    {"author", &person},
    {"homepage", &shown_url},
    {"repository", &shown_text},
    {"license", &shown_text},
    {"keywords", &shown_texts},
    {"defaultEnabled", &boolean},
    {"dependencies", &dependencies},
    {"metadata", &free_object},
    {"engines", &engines},
    {"network", &any_value},
    {"hooks", &hooks},
    {"commands", &commands},
    {"agents", &agents},
    {"skills", &skills},
    {"outputStyles", &file_or_files},
    {"themes", &file_or_files},
    {"workflows", &file_or_files},
    {"channels", &channels},
    {"mcpServers", &mcp_servers},
    {"lspServers", &lsp_servers},
    {"monitors", &monitors},
    {"settings", &plain_object},
    {"types", &types_file},
    {"userConfig", &user_config},
    {"binaries", &any_value},
    {"experimental", &experimental},
};
constexpr Member name_member[] = {{"name", &name, true}};
constexpr Schema plugin{.want = Want::object, .members = name_member, .more = members};

}  // namespace

constinit const std::span<const Member> plugin_members = members;

void check_plugin(const Fields& fields) {
  const Walk walk(fields, base::Severity::error, std::string(fields.spec.unloaded), true);
  walk.check(plugin, fields.root, {});
  check_stray_guards(walk, fields.root);
}

}  // namespace agent::manifest
