#pragma once

#include <string_view>

namespace agent {

/// Does JavaScript's `new URL(text)` take the text (url.spec.whatwg.org)? Names with letters beyond
/// ASCII are taken as they are, without the rules of internationalised domain names.
bool is_url(std::string_view text);

}  // namespace agent
