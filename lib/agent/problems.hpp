#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "agent/definition.hpp"
#include "agent/findings.hpp"
#include "agent/frontmatter.hpp"
#include "agent/host.hpp"
#include "syntax/document.hpp"

namespace agent {

/// Where a parsed text lies.
struct Source {
  const Spec& spec;
  std::string_view bytes;  ///< of the file
  std::size_t begin = 0;   ///< of the text in it
  std::size_t end = 0;
};

/// Reports what the parser found: yaml-syntax, yaml-portability and duplicate-key; and in
/// frontmatter control characters and lone carriage returns. False where hosts cannot read it.
bool report_problems(const Source& source, const syntax::Document& document, Findings& findings,
                     Parsed& parsed);

/// What puts a misplaced frontmatter first; nothing where that would lose text.
std::vector<Edit> fence_first(std::string_view bytes, const Split& parts);

}  // namespace agent
