#pragma once

#include <string_view>

namespace agent::manifest {

// What Claude Code 2.1.329 takes for names and addresses in its manifests.

/// Has it a scheme, and a host where the scheme asks for one?
bool is_url(std::string_view word);
/// Letters, digits, '.', '_' and '-', a letter or digit first: half of a plugin's id.
bool is_id(std::string_view word);
/// "plugin" or "plugin@marketplace", with or without "@^range".
bool is_dependency(std::string_view word);
bool is_identifier(std::string_view word);
/// Does it look like a range of versions?
bool is_version_range(std::string_view word);
bool is_commit(std::string_view word);  ///< 40 lower-case hexadecimal digits
bool is_sha256(std::string_view word);
bool is_host(std::string_view word);  ///< without scheme, port and path
bool is_kebab_case(std::string_view word);
bool has_blank(std::string_view word);
/// Does a plugin's name pass for one of Anthropic's own?
bool is_reserved_plugin(std::string_view name);
/// Does a marketplace's name pass for one of Anthropic's own without being one?
bool is_forged_marketplace(std::string_view name);
/// Is it the name of a marketplace of Anthropic, whose plugins may have reserved names?
bool is_official_marketplace(std::string_view name);

}  // namespace agent::manifest
