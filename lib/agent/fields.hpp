#pragma once

#include <cstddef>

#include "agent/definition.hpp"
#include "agent/findings.hpp"
#include "syntax/document.hpp"

namespace agent {

/// A frontmatter in its file.
struct Frontmatter {
  Format format;           ///< with the host that the content tells
  const syntax::Node& root;  ///< a mapping
  std::size_t shift = 0;   ///< of its offsets: where it begins in the file
  std::size_t fence = 0;   ///< where the opening fence is
};

/// Fills in name, agent_id, description, model and tools.
void read_fields(const Frontmatter& frontmatter, const Findings& findings, Parsed& parsed);

/// Checks near-miss-key, wrong-type, name-missing, description-missing, name-charset, length and
/// tools-unresolved.
void check_fields(const Frontmatter& frontmatter, Findings& findings, Parsed& parsed);

}  // namespace agent
