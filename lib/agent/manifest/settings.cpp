#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "agent/manifest/tables.hpp"
#include "agent/manifest/words.hpp"
#include "base/text.hpp"

namespace agent::manifest {
namespace {

// Claude Code 2.1.329, plugins-reference.md, 2026-08-22.

constexpr const Schema* default_choices[] = {&text, &number, &boolean, &texts};
constexpr Schema default_value{.want = Want::either,
                               .choices = default_choices,
                               .noun = "a string, a number, true or false, or a list of strings"};
constexpr Schema option_type{.want = Want::text, .words = "string number boolean directory file"};
constexpr Schema option_words{.want = Want::list, .each = &filled_text};
constexpr Member option_members[] = {
    {"type", &option_type, true},
    {"title", &text, true},
    {"description", &text, true},
    {"required", &boolean},
    {"default", &default_value},
    {"multiple", &boolean},
    {"sensitive", &boolean},
    {"min", &number},
    {"max", &number},
    {"options", &option_words},
};
void check_options(const Walk& walk, const syntax::Node& node, const Place& place) {
  const syntax::Node* options = node.find("options");
  if (!options || options->kind != syntax::Kind::sequence) return;
  const std::string where = in_quotes(to_string({&place, "options"}));
  const auto is_true = [&](std::string_view word) {
    const syntax::Node* value = node.find(word);
    return value && value->type == syntax::Type::boolean && value->value == "true";
  };
  if (text_of(node.find("type")) != "string" || is_true("multiple") || is_true("sensitive")) {
    return walk.report("wrong-type", *options,
                       where + " is for strings alone, neither multiple nor sensitive",
                       "remove it");
  }
  std::set<std::string> words;
  for (const syntax::Node& item : options->items) {
    if (words.insert(base::to_lower_ascii(item.value)).second) continue;
    walk.report("wrong-type", item, where + " repeats " + in_quotes(item.value), "remove it");
  }
  const syntax::Node* fallback = node.find("default");
  const std::string hint = "write one of the options";
  if (options->items.empty()) {
    walk.report("wrong-type", *options, where + " is empty", "name the options");
  } else if (!fallback && !is_true("required")) {
    walk.report("wrong-type", *options,
                in_quotes(to_string(place)) + " has options and no 'default'",
                "add '\"default\": …' or '\"required\": true'");
  } else if (fallback && std::ranges::find(options->items, fallback->value, &syntax::Node::value) ==
                             options->items.end()) {
    walk.report("wrong-type", *fallback,
                in_quotes(to_string({&place, "default"})) + " is none of the options", hint);
  }
}

constexpr Schema option{
    .want = Want::object, .members = option_members, .keys = Keys::closed, .check = check_options};
constexpr Schema channel_config{.want = Want::object, .each = &option};
constexpr Member channel_members[] = {
    {"server", &filled_text, true}, {"displayName", &text}, {"userConfig", &channel_config}};
constexpr Schema channel{.want = Want::object, .members = channel_members, .keys = Keys::closed};

constexpr Schema moment{.want = Want::text,
                        .fits =
                            [](std::string_view word) {
                              constexpr std::string_view invoked = "on-skill-invoke:";
                              return word == "always" ||
                                     (word.starts_with(invoked) && word.size() > invoked.size());
                            },
                        .must = "be 'always' or 'on-skill-invoke:' and a skill",
                        .rule = "invalid-enum"};
constexpr Member monitor_members[] = {{"name", &filled_text, true},
                                      {"command", &filled_text, true},
                                      {"description", &filled_text, true},
                                      {"when", &moment}};
constexpr Schema monitor{.want = Want::object, .members = monitor_members, .keys = Keys::closed};

void check_monitor_names(const Walk& walk, const syntax::Node& node, const Place& place) {
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const syntax::Node* name = node.items[i].find("name");
    if (!name || !name->is_string() || seen.insert(name->value).second) continue;
    const Place item{&place, {}, i};
    walk.report("duplicate-name", *name,
                in_quotes(to_string({&item, "name"})) + " is the name of a monitor before it",
                "give each its own");
  }
}

constexpr Schema monitor_file{.want = Want::path, .words = ".json"};
constexpr Schema monitor_list{.want = Want::list, .each = &monitor, .check = check_monitor_names};
constexpr const Schema* monitor_choices[] = {&monitor_file, &monitor_list};

}  // namespace

constinit const Schema user_config{.want = Want::object,
                                   .fits = is_identifier,
                                   .must = "be made of letters, digits and '_', no digit first",
                                   .each = &option};
constinit const Schema channels{.want = Want::list, .each = &channel};
constinit const Schema monitors{
    .want = Want::either, .choices = monitor_choices, .noun = "a path or a list of monitors"};

}  // namespace agent::manifest
