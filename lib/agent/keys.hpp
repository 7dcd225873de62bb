#pragma once

#include <optional>
#include <string_view>

#include "agent/host.hpp"

namespace agent {

/// Is it a key of the kind, written in any case and with any of '-', '_' and nothing between its
/// words?
bool resembles_known_key(const Spec& spec, std::string_view word);

/// The known key that `word` is but for case, '-' and '_'.
std::optional<std::string_view> same_key(const Spec& spec, std::string_view word);

/// The known key that `word` is one typing error away from. None for keys that mean something in
/// another kind or host, and for words of less than five letters.
std::optional<std::string_view> close_key(const Spec& spec, std::string_view word);

/// The kind of definition that a key belongs to which is not one of `spec`, where the key is
/// telling: nobody writes it without expecting what it does there. Null for others.
const Spec* owner_of(const Spec& spec, std::string_view word);

/// Is it a key of that kind to any host?
bool has_owner_of_kind(Kind kind, std::string_view word);

}  // namespace agent
