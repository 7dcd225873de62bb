#pragma once

#include <string_view>

#include "syntax/document.hpp"

namespace agent {

/// The tree as js-yaml 4 reads it: with its numbers (1_000, 0b1) and its dates, and `<<` replaced
/// by what it merges. The offsets of the tree refer to `text`.
syntax::Node as_js_yaml(const syntax::Node& root, std::string_view text);

/// The first tag in the tree that js-yaml refuses: one that it does not know, or that does not fit
/// what it stands before. A view into `text`; empty = none.
std::string_view refused_tag(const syntax::Node& root, std::string_view text);

}  // namespace agent
