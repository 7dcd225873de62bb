#include "agent/hosts/tables.hpp"

namespace agent {
namespace {

// What the values must be is said in manifest/, level by level; here are the keys alone.

// Claude Code 2.1.329, plugins-reference.md, 2026-08-22.
constexpr Field plugin_fields[] = {
    {"$schema"},      {"name"},       {"displayName"},    {"version"},  {"description"},
    {"author"},       {"homepage"},   {"repository"},     {"license"},  {"keywords"},
    {"metadata"},     {"skills"},     {"commands"},       {"agents"},   {"workflows"},
    {"hooks"},        {"mcpServers"}, {"outputStyles"},   {"themes"},   {"monitors"},
    {"lspServers"},   {"channels"},   {"experimental"},   {"settings"}, {"userConfig"},
    {"dependencies"}, {"engines"},    {"defaultEnabled"}, {"network"},  {"types"},
    {"binaries"},     {"icon"},
};

// Claude Code 2.1.329, plugin-marketplaces.md, 2026-08-22.
constexpr Field marketplace_fields[] = {
    {"$schema"},
    {"name"},
    {"owner"},
    {"plugins"},
    {"description"},
    {"version"},
    {"metadata"},
    {"allowCrossMarketplaceDependenciesOn"},
    {"forceRemoveDeletedPlugins"},
    {"renames"},
};

// Claude Code 2.1.329, hooks.md, 2026-08-22.
constexpr Field hooks_fields[] = {{"$schema"}, {"description"}, {"hooks"}, {"modules"}};

constexpr Spec table[] = {
    {.format = {Kind::plugin, Host::claude},
     .source = "Claude Code 2.1.329, plugins-reference.md, 2026-08-22",
     .reader = "Claude Code",
     .unloaded = "Claude Code does not load the plugin",
     .fields = plugin_fields,
     .syntax = Syntax::json},
    {.format = {Kind::marketplace, Host::claude},
     .source = "Claude Code 2.1.329, plugin-marketplaces.md, 2026-08-22",
     .reader = "Claude Code",
     .unloaded = "Claude Code does not load the marketplace",
     .fields = marketplace_fields,
     .syntax = Syntax::json},
    {.format = {Kind::hooks, Host::claude},
     .source = "Claude Code 2.1.329, hooks.md, 2026-08-22",
     .reader = "Claude Code",
     .unloaded = "Claude Code does not load the plugin",
     .fields = hooks_fields,
     .syntax = Syntax::json},
};

}  // namespace

constinit const std::span<const Spec> claude_json_specs = table;

}  // namespace agent
