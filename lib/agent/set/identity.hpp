#pragma once

#include <string>
#include <string_view>

#include "agent/definition.hpp"

namespace agent {

/// What a host tells the definitions of one root apart by: Definition::name(), for commands and
/// wherever directories are part of it the path below the root.
std::string identity(const Definition& definition);

/// Within what the identity must be unique: the root, or the directory where the host looks into
/// no other.
std::string_view scope_of(const Definition& definition);

/// The path below the root, without the file's extension.
std::string_view path_in_root(const Definition& definition);

/// Do they hold the same, as far as can be told?
bool same_content(const Definition& a, const Definition& b);

}  // namespace agent
