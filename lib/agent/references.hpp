#pragma once

#include <cstddef>

#include "agent/definition.hpp"
#include "agent/findings.hpp"
#include "syntax/document.hpp"

namespace agent {

/// No definition of a person has as many; a hostile one stays small.
inline constexpr std::size_t most_references = 10'000;

/// Adds the definitions that the frontmatter names: `agents`, `handoffs`, `agent`, `skills`,
/// `interactions.handoff_agents` and the arguments of `Agent(…)`, `Task(…)` and `Skill(…)` in tool
/// lists. `shift` is the offset of the frontmatter in the file.
void add_frontmatter_references(Format format, const syntax::Node& root, std::size_t shift,
                                const Findings& findings, Parsed& parsed);

}  // namespace agent
