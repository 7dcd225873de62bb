#pragma once

#include <iosfwd>
#include <span>

#include "agent/privilege_delta.hpp"
#include "report/human.hpp"

namespace report {

/// "privilege change of agent x (agents/x.md):" and its lines with + and -, for each; lines that
/// let it do more are marked with "!". Nothing where there are none.
void human(std::ostream& out, std::span<const agent::PrivilegeChange> changes, Style style);

/// The array "privileges" of docs/json.md, without its key.
void json_privileges(std::ostream& out, std::span<const agent::PrivilegeChange> changes);

}  // namespace report
