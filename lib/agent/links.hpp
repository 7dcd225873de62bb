#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace agent {

/// A link's target as written: bytes [begin, end) of the line.
using LinkFound = std::function<void(std::size_t begin, std::size_t end)>;

/// Finds the targets of inline links and images in a line of Markdown, outside code spans.
void find_links(std::string_view line, const LinkFound& found);

/// The relative path that a link's target means, without fragment and query, percent-decoded;
/// nothing for URLs, anchors, absolute paths and placeholders.
std::optional<std::string> link_path(std::string_view target);

}  // namespace agent
