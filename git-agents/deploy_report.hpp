#pragma once

#include <iosfwd>

#include "deploy/plan.hpp"

namespace cli {

/// What a deployment did, or with `dry` would do: a line a file that is not as it should be, the
/// changes of privilege, and a summary.
void print_plan(std::ostream& out, const deploy::Plan& plan, bool dry);

}  // namespace cli
