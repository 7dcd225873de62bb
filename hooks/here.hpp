#pragma once

#include <string>
#include <string_view>

#include "git/repository.hpp"

namespace hooks {

/// The repository that git runs this hook for. Error(not_found) outside of one.
git::Repository here();

/// Did the user switch us off with `git config agents.enabled false`? One spawn: asked only before
/// something is said or done.
bool switched_off(const git::Repository& repository);

/// From now on git shows the objects that it sends and receives, not those that `git replace` shows
/// here instead of them.
void see_real_objects();

/// All that git gives this hook on stdin. Error(invalid) where that is more than a hook can get.
std::string read_stdin();

void say(std::string_view text);  ///< to stderr, whole; see Speech

}  // namespace hooks
