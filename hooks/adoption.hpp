#pragma once

#include <string_view>

namespace hooks {

/// Hooks in the global configuration run in every repository, also where nobody asked for them.
/// True where the tree that `event` judges holds settings of ours; of what is pushed, standard
/// input then holds the refs whose trees do.
bool is_adopted(std::string_view event);

}  // namespace hooks
