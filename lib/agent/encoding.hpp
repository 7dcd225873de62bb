#pragma once

#include <string_view>

#include "agent/definition.hpp"
#include "agent/findings.hpp"
#include "agent/frontmatter.hpp"
#include "agent/host.hpp"

namespace agent {

/// Whether a file's bytes are text that can be looked into.
enum class Readable { yes, no, encrypted };

/// Checks lfs-pointer, encrypted, binary, not-utf8 and lines that end in CR alone; reports the
/// first that holds.
Readable check_encoding(Format format, std::string_view bytes, Findings& findings);

/// Reports bom and eol, and blanks after an opening fence that must be exact.
void check_marks(const Spec& spec, std::string_view bytes, const Split& parts, Findings& findings,
                 Parsed& parsed);

/// Reports the first merge conflict in the frontmatter or outside code fences. True if it makes
/// what else would be said about the file meaningless.
bool check_conflict_markers(std::string_view bytes, const Split& parts, Findings& findings);

/// Follows fenced code blocks line by line.
class Fences {
 public:
  /// Does the line belong to a code block, its fences included?
  bool covers(std::string_view line);
  bool is_open() const { return mark_ != 0; }

 private:
  char mark_ = 0;
  std::size_t length_ = 0;
};

}  // namespace agent
