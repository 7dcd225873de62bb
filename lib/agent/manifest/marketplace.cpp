#include <map>
#include <set>
#include <string>
#include <string_view>

#include "agent/manifest/tables.hpp"
#include "agent/manifest/words.hpp"
#include "base/text.hpp"

namespace agent::manifest {
namespace {

// Claude Code 2.1.329, plugin-marketplaces.md, 2026-08-22.

constexpr const char* how_to_name =
    "use letters, digits, '.', '_' and '-', a letter or digit first";

void check_name(const Walk& walk, const syntax::Node& node, const Place&) {
  const std::string_view name = node.value;
  if (!is_id(name) || name.find("..") != name.npos) {
    return walk.report("name-charset", node,
                       has_blank(name)
                           ? "the name contains a blank"
                           : "the name is not made of letters, digits, '.', '_' and '-'",
                       how_to_name);
  }
  if (fits_words("inline builtin skills-dir synced claude-plugin-test",
                 base::to_lower_ascii(name))) {
    return walk.report("invalid-enum", node,
                       "the name " + in_quotes(name) + " is reserved by Claude Code",
                       "choose another one");
  }
  if (!is_forged_marketplace(name)) return;
  walk.report("invalid-enum", node,
              "the name " + in_quotes(name) + " passes as a marketplace of Anthropic",
              "name it for what it offers");
}

bool is_of_anthropic(const Fields& fields) {
  return is_official_marketplace(text_of(fields.root.find("name")));
}

void check_entry_name(const Walk& walk, const syntax::Node& node, const Place& place) {
  const std::string where = in_quotes(to_string(place));
  if (!is_id(node.value)) {
    return walk.report(
        "name-charset", node,
        where + (has_blank(node.value) ? " contains a blank"
                                       : " is not made of letters, digits, '.', '_' and '-'"),
        how_to_name);
  }
  if (!is_reserved_plugin(node.value) || is_of_anthropic(walk.fields())) return;
  walk.report("invalid-enum", node,
              "the name " + in_quotes(node.value) + " is reserved: it passes as Anthropic's own",
              "its validator refuses the marketplace", "name it for what it does",
              base::Severity::error);
}

void check_entry(const Walk& walk, const syntax::Node& node, const Place& place) {
  const syntax::Node* helper = node.find("headersHelper");
  const syntax::Node* source = node.find("source");
  const syntax::Node* strict = node.find("strict");
  if (!helper || !source || text_of(source->find("source")) != "archive") return;
  if (strict && strict->value == "false") return;
  walk.report("wrong-type", *helper,
              in_quotes(to_string({&place, "headersHelper"})) + " needs '\"strict\": false'",
              "list the plugin's components in the entry, so that people see what they install");
}

constexpr Schema host{.want = Want::text,
                      .fits = is_host,
                      .must = "be a host in lower case, without scheme, port and path"};
constexpr Schema pattern{
    .want = Want::text,
    .fits = [](std::string_view word) { return !word.empty() && word.find('\\') == word.npos; },
    .must = "be a pattern with '/' and not '\\'"};
constexpr Member dependency_members[] = {{"file", &filled_text, true},
                                         {"pattern", &filled_text, true}};
constexpr Schema dependency{.want = Want::object, .members = dependency_members};
constexpr Schema filled_texts{.want = Want::list, .each = &filled_text};
constexpr Schema hosts{.want = Want::list, .each = &host};
constexpr Schema patterns{.want = Want::list, .each = &pattern};
constexpr Schema dependencies{.want = Want::list, .each = &dependency};
constexpr Member signal_members[] = {{"cli", &filled_texts},
                                     {"hosts", &hosts},
                                     {"filesRead", &patterns},
                                     {"manifestDeps", &dependencies},
                                     {"cwd", &patterns}};
constexpr Schema signals{
    .want = Want::object,
    .members = signal_members,
    .keys = Keys::named,
    .check = [](const Walk& walk, const syntax::Node& node, const Place& place) {
      for (const Member& member : signal_members) {
        const syntax::Node* value = node.find(member.word);
        if (value && !value->items.empty()) return;
      }
      walk.report("wrong-type", node, in_quotes(to_string(place)) + " names no signal",
                  "add 'cli', 'hosts', 'filesRead', 'manifestDeps' or 'cwd'");
    }};
constexpr Member relevance_members[] = {{"topic", &filled_text}, {"signals", &signals, true}};
constexpr Schema relevance{.want = Want::object,
                           .members = relevance_members,
                           .keys = Keys::named,
                           .weight = Weight::ignored};

constexpr Schema entry_name{.want = Want::text, .filled = true, .check = check_entry_name};
constexpr Member entry_members[] = {
    {"name", &entry_name, true}, {"source", &plugin_source, true},
    {"headers", &text_record},   {"headersHelper", &text},
    {"category", &text},         {"tags", &texts},
    {"strict", &boolean},        {"relevance", &relevance},
};

constexpr Member owner_members[] = {{"name", &filled_text, true}, {"email", &text}, {"url", &text}};
constexpr Schema owner{.want = Want::object, .members = owner_members};
constexpr Member metadata_members[] = {
    {"pluginRoot", &text}, {"version", &text}, {"description", &text}};
constexpr Schema metadata{.want = Want::object, .members = metadata_members, .keys = Keys::named};
constexpr Schema name{.want = Want::text, .filled = true, .check = check_name};
constexpr Schema any_list{.want = Want::list};
constexpr Schema any_object{.want = Want::object};
constexpr Member marketplace_members[] = {
    {"$schema", &text},
    {"name", &name, true},
    {"owner", &owner, true},
    {"plugins", &any_list, true},
    {"version", &text},
    {"description", &text},
    {"metadata", &metadata},
    {"forceRemoveDeletedPlugins", &boolean},
    {"allowCrossMarketplaceDependenciesOn", &texts},
};
constexpr Schema marketplace{.want = Want::object, .members = marketplace_members};

using Names = std::map<std::string_view, const syntax::Node*>;

/// The names of the plugins; a second one of a name is reported.
Names check_entries(const Walk& walk, const syntax::Node& plugins) {
  const Schema entry{.want = Want::object,
                     .members = entry_members,
                     .more = plugin_members,
                     .keys = Keys::named,
                     .check = check_entry};
  const Place root, list{&root, "plugins"};
  Names names;
  const Findings& findings = walk.fields().findings;
  for (std::size_t i = 0; i < plugins.items.size() && !findings.full(); ++i) {
    const syntax::Node& item = plugins.items[i];
    walk.check(entry, item, {&list, {}, i});
    const syntax::Node* item_name = item.find("name");
    if (!item_name || !item_name->is_string()) continue;
    const auto [first, is_new] = names.emplace(item_name->value, item_name);
    if (is_new) continue;
    const Fields& fields = walk.fields();
    const auto line = [&](const syntax::Node& node) {
      return std::to_string(findings.line_of(node.begin + fields.shift));
    };
    walk.report("duplicate-name", *item_name,
                "two plugins are named " + in_quotes(item_name->value) + ", in line " +
                    line(*first->second) + " and in line " + line(*item_name),
                "rename or remove one of them");
  }
  return names;
}

/// Does the chain of new names that begins at `old` end at a plugin, or at null for a removed one?
bool is_resolved(const Names& renames, std::string_view old, const Names& plugins) {
  constexpr int longest = 32;
  std::string_view at = old;
  for (int i = 0; i < longest; ++i) {
    const auto next = renames.find(at);
    if (next == renames.end()) return plugins.contains(at);
    if (!next->second->is_string()) return true;
    at = next->second->value;
  }
  return false;
}

void check_renames(const Walk& walk, const syntax::Node& renames, const Names& plugins) {
  const Place root, list{&root, "renames"};
  if (renames.kind != syntax::Kind::mapping) return walk.check(any_object, renames, list);
  Names names;
  for (const auto& [old, value] : renames.entries) names[old.value] = &value;
  for (const auto& [old, value] : names) {
    if (walk.fields().findings.full()) return;
    const Place place{&list, old};
    if (value->type == syntax::Type::null) continue;
    if (!value->is_string()) {
      walk.check(text, *value, place);
    } else if (!is_resolved(names, old, plugins)) {
      walk.report("wrong-type", *value,
                  in_quotes(to_string(place)) + " leads to no plugin of the marketplace",
                  "write the name that the plugin has now, or null where it was removed");
    }
  }
}

}  // namespace

void check_marketplace(const Fields& fields) {
  const Walk walk(fields, base::Severity::error, std::string(fields.spec.unloaded), true);
  walk.check(marketplace, fields.root, {});
  const Walk entries(fields, base::Severity::error,
                     "Claude Code cannot install the plugin from this marketplace", false);
  Names names;
  const syntax::Node* plugins = fields.root.find("plugins");
  if (plugins && plugins->kind == syntax::Kind::sequence) names = check_entries(entries, *plugins);
  const Walk lookup(fields, base::Severity::error,
                    "Claude Code does not find the plugin under its old name", false);
  if (const syntax::Node* renames = fields.root.find("renames")) {
    check_renames(lookup, *renames, names);
  }
}

}  // namespace agent::manifest
