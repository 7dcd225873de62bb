#include <algorithm>
#include <string>
#include <string_view>

#include "agent/manifest/guards.hpp"
#include "agent/manifest/tables.hpp"
#include "base/edit_distance.hpp"

namespace agent::manifest {
namespace {

// Claude Code 2.1.329, hooks.md, 2026-08-22.

constexpr Schema kind_of_failure{.want = Want::text, .words = "continue block"};
constexpr Schema shell{.want = Want::text, .words = "bash powershell"};
constexpr Member command_members[] = {
    {"command", &text, true},
    {"args", &texts},
    {"if", &text},
    {"shell", &shell},
    {"timeout", &positive},
    {"onFailure", &kind_of_failure},
    {"statusMessage", &text},
    {"once", &boolean},
    {"async", &boolean},
    {"asyncRewake", &boolean},
    {"holdsTools", &boolean},
    {"rewakeMessage", &filled_text},
    {"rewakeSummary", &filled_text},
};
constexpr Member prompt_members[] = {
    {"prompt", &text, true},  {"if", &text},      {"timeout", &positive},        {"model", &text},
    {"statusMessage", &text}, {"once", &boolean}, {"continueOnBlock", &boolean},
};
constexpr Member http_members[] = {
    {"url", &url, true},        {"if", &text},
    {"timeout", &positive},     {"headers", &text_record},
    {"allowedEnvVars", &texts}, {"onFailure", &kind_of_failure},
    {"statusMessage", &text},   {"once", &boolean},
};
constexpr Schema input{.want = Want::object};
constexpr Member tool_members[] = {
    {"server", &text, true}, {"tool", &text, true},    {"input", &input},  {"if", &text},
    {"timeout", &positive},  {"statusMessage", &text}, {"once", &boolean},
};
constexpr Schema command_hook{.want = Want::object, .members = command_members};
constexpr Schema prompt_hook{.want = Want::object, .members = prompt_members};
constexpr Schema http_hook{.want = Want::object, .members = http_members};
constexpr Schema tool_hook{.want = Want::object, .members = tool_members};
constexpr Case hook_cases[] = {
    {"command", &command_hook}, {"prompt", &prompt_hook}, {"agent", &prompt_hook},
    {"http", &http_hook},       {"mcp_tool", &tool_hook},
};
constexpr Schema hook{.want = Want::object, .tag = "type", .cases = hook_cases};
constexpr Schema hooks_of_matcher{.want = Want::list, .each = &hook};
constexpr Member matcher_members[] = {{"matcher", &text}, {"hooks", &hooks_of_matcher, true}};
constexpr Schema matcher{.want = Want::object, .members = matcher_members};
constexpr Schema matchers{.want = Want::list, .each = &matcher};

/// What comes of an event whose hooks cannot be read.
enum class Reading {
  lenient,  ///< they are ignored, unless they guard something
  strict,   ///< nothing is read
};

void report_event(const Walk& walk, const syntax::Node& key, const Place& place) {
  const auto near = base::nearest(key.value, event_words());
  walk.report("invalid-enum", key,
              in_quotes(to_string(place)) + " is no event that Claude Code knows",
              near ? "did you mean " + in_quotes(*near) + "?" : "");
}

void check_event(const Walk& strict, const Walk& lenient, const syntax::Node& key,
                 const syntax::Node& value, const Place& place, Reading reading) {
  const bool is_list = value.kind == syntax::Kind::sequence;
  const bool is_refused = reading == Reading::strict;
  if (!is_event(key.value)) {
    if (is_refused || !holds_guards(value, is_list ? Matchers::no : Matchers::yes)) {
      return report_event(is_refused ? strict : lenient, key, place);
    }
    return strict.report(
        "invalid-enum", key,
        in_quotes(to_string(place)) + " is no event, but holds hooks that guard tools",
        "move the events in it one level up");
  }
  const bool guards = is_guard(key.value);
  if (!is_list) {
    const bool fatal = is_refused || (guards && value.type != syntax::Type::null) ||
                       holds_guards(value, Matchers::no);
    return (fatal ? strict : lenient).check(matchers, value, place);
  }
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    const syntax::Node& item = value.items[i];
    const Place inner{&place, {}, i};
    if (holds_guards(item, Matchers::no)) {
      strict.report("wrong-type", item,
                    in_quotes(to_string(inner)) + " must be a matcher, it holds events",
                    "move the events in it to where '" + std::string(key.value) + "' is");
    } else {
      (guards || is_refused ? strict : lenient).check(matcher, item, inner);
    }
  }
}

void check_events(const Walk& walk, const syntax::Node& events, const Place& place,
                  Reading reading) {
  if (is_matcher(events)) {
    return walk.report("wrong-type", events,
                       in_quotes(to_string(place)) + " must hold events, this is a matcher",
                       "put it into the list of an event");
  }
  const Walk lenient(walk.fields(), base::Severity::warning, "Claude Code ignores it", false);
  for (const auto& [key, value] : events.entries) {
    if (walk.fields().findings.full()) return;
    check_event(walk, lenient, key, value, {&place, key.value}, reading);
  }
}

constexpr Schema any_object{.want = Want::object};
constexpr Schema modules{.want = Want::list,
                         .each = &text,
                         .check = [](const Walk& walk, const syntax::Node& node, const Place&) {
                           if (node.items.size() < 2) return;
                           walk.report("wrong-type", node.items[1],
                                       "'modules' names a second module",
                                       "one is all that a plugin may have: import the other there");
                         }};
constexpr Schema surface{.check = [](const Walk& walk, const syntax::Node& node, const Place&) {
  walk.report("unknown-key", node, "'surface' is gone",
              "name the module in the element that shows it");
}};
constexpr Member file_members[] = {
    {"description", &text}, {"hooks", &any_object}, {"modules", &modules}, {"surface", &surface}};
constexpr Schema file{.want = Want::object, .members = file_members};

bool starts_lower(const syntax::Node& key) {
  return !key.value.empty() && key.value[0] >= 'a' && key.value[0] <= 'z';
}

/// Is it written for another tool, in which files of this name mean something else?
bool is_foreign(const syntax::Node& root) {
  const std::string schema = text_of(root.find("$schema"));
  if (schema.find("cursor.com/") != schema.npos) return true;
  const syntax::Node* hooks = root.find("hooks");
  if (!hooks) return false;
  const auto is_flat = [](const syntax::Node& item) {
    return item.kind == syntax::Kind::mapping && !item.find("hooks");
  };
  if (hooks->kind == syntax::Kind::sequence) {
    return !hooks->items.empty() && std::ranges::all_of(hooks->items, is_flat);
  }
  if (hooks->kind != syntax::Kind::mapping || hooks->entries.empty()) return false;
  // Cursor and Copilot: events in camel case, with the commands right in them.
  return std::ranges::all_of(hooks->entries, [&](const auto& entry) {
    return starts_lower(entry.first) && entry.first.value != "hooks" &&
           entry.second.kind == syntax::Kind::sequence &&
           std::ranges::all_of(entry.second.items, is_flat);
  });
}

void check_mark(const Walk& walk) {
  const Fields& fields = walk.fields();
  if (!fields.bytes.starts_with("\xEF\xBB\xBF")) return;
  fields.unload();
  fields.findings.add({.rule = "yaml-syntax",
                       .begin = 0,
                       .end = 3,
                       .message = "the file is not JSON: it begins with a byte order mark",
                       .consequence = std::string(fields.spec.unloaded),
                       .hint = "save it as UTF-8 without a byte order mark"});
}

}  // namespace

void check_inline_hooks(const Walk& walk, const syntax::Node& node, const Place& place) {
  const bool listed = walk.fields().kind() == Kind::marketplace;
  check_events(walk, node, place, listed ? Reading::strict : Reading::lenient);
}

void check_hooks_file(const Fields& fields) {
  const syntax::Node& root = fields.root;
  if (is_foreign(root)) {
    fields.parsed.diagnostics.clear();
    fields.parsed.is_definition = false;
    return fields.unload();
  }
  const Walk walk(fields, base::Severity::error, std::string(fields.spec.unloaded), true);
  check_mark(walk);
  const syntax::Node* hooks = root.find("hooks");
  const syntax::Node* listed = root.find("modules");
  if (!hooks && (!listed || listed->items.empty())) {
    const bool has_events = std::ranges::any_of(
        root.entries, [](const auto& entry) { return is_event(entry.first.value); });
    syntax::Node brace = {};
    brace.begin = root.begin;
    brace.end = std::min(root.begin + 1, root.end);
    return walk.report(
        "wrong-type", brace, "the file has no 'hooks'",
        has_events ? "put the events into an object 'hooks'" : "add '\"hooks\": { … }'");
  }
  check_stray_guards(walk, root);
  walk.check(file, root, {});
  if (hooks && hooks->kind == syntax::Kind::mapping) {
    const Place top;
    check_events(walk, *hooks, {&top, "hooks"}, Reading::lenient);
  }
}

}  // namespace agent::manifest
