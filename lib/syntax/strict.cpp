#include "syntax/strict.hpp"

#include <utility>

#include "syntax/checks.hpp"
#include "syntax/events.hpp"
#include "syntax/extent.hpp"
#include "syntax/tree_builder.hpp"

namespace syntax {
namespace {

bool is_marker(std::string_view text, std::size_t at, std::string_view marker) {
  return text.substr(at, 3) == marker && (at == 0 || text[at - 1] == '\n') &&
         (at + 3 >= text.size() || is_space(text[at + 3]));
}

/// Looks at what the parser left over after the first document, which ended at `end`.
void check_rest(std::string_view text, std::size_t end, Reading& reading) {
  bool ended = false;
  std::size_t at = skip_space(text, end);
  while (is_marker(text, at, "...")) {
    ended = true;
    at = skip_space(text, at + 3);
  }
  if (at >= text.size()) return;
  const std::size_t stop = line_end(text, at);
  if (ended || is_marker(text, at, "---")) {
    reading.extra_document =
        Problem{ProblemKind::extra_document, at, stop, 0, "a second document starts here"};
  } else {
    reading.fault = Problem{ProblemKind::syntax, at, at, 0, {}};
  }
}

}  // namespace

Reading read_strict(std::string_view text, const Limits& limits) {
  Reading reading;
  TreeBuilder builder(text, limits);
  if (auto fault = read_events(text, builder)) {
    reading.root = builder.take_root();
    if (reading.root) {
      // The first document was whole; the parser looked ahead into the next one.
      check_rest(text, builder.end(), reading);
      if (reading.extra_document) fault.reset();
    }
    if (fault) {
      reading.fault = std::move(fault->problem);
      reading.final = fault->final;
    }
  } else {
    reading.root = builder.take_root();
    if (reading.root) check_rest(text, builder.end(), reading);
  }
  if (reading.root && !reading.fault) reading.fault = first_fault(text, *reading.root);
  if (reading.fault) reading.root.reset();
  return reading;
}

}  // namespace syntax
