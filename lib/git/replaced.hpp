#pragma once

#include "git/repository.hpp"

namespace git {

/// May git give other content for an object than its id stands for (git-replace(1))? Then nothing
/// may be remembered by ids. Cheap: looks at files, and asks git only where references are in a
/// reftable. True where it cannot be known.
bool objects_may_be_replaced(const Repository& repository);

}  // namespace git
