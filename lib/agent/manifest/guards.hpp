#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "syntax/document.hpp"

namespace agent::manifest {

/// The events of Claude Code.
std::span<const std::string_view> event_words();
bool is_event(std::string_view word);
/// May its hooks refuse the use of a tool? Claude Code loads nothing where it cannot read one.
bool is_guard(std::string_view event);

/// Is it what stands in the list of an event: hooks and what they are for?
bool is_matcher(const syntax::Node& node);

enum class Matchers : std::uint8_t { no, yes };

/// Is there a guard in `node` or, some levels deep, in its values? A matcher with hooks counts for
/// one where `matchers` says so.
bool holds_guards(const syntax::Node& node, Matchers matchers);

}  // namespace agent::manifest
