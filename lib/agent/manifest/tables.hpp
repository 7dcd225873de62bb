#pragma once

#include <span>

#include "agent/manifest/schema.hpp"

namespace agent::manifest {

// Schemas that several files use.

extern const Schema any_value, text, filled_text, boolean, number, positive, count, url, texts,
    text_record;

extern const std::span<const Member> plugin_members;
extern const Schema mcp_servers, lsp_servers;
extern const Schema user_config, channels, monitors;
extern const Schema plugin_source;

/// Guards, which are hooks that decide about a tool call, outside of where hooks belong.
void check_stray_guards(const Walk& walk, const syntax::Node& root);
/// The hooks of a plugin.json or of an entry of a marketplace, in the file itself.
void check_inline_hooks(const Walk& walk, const syntax::Node& node, const Place& place);

void check_plugin(const Fields& fields);
void check_marketplace(const Fields& fields);
void check_hooks_file(const Fields& fields);

}  // namespace agent::manifest
