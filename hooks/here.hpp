#pragma once

#include <optional>
#include <string>

#include "git/repository.hpp"
#include "source/validation.hpp"

namespace hooks {

/// The repository that git runs this hook for. Error(not_found) outside of one.
git::Repository here();

/// Did the user switch us off with `git config agents.enabled false`? One spawn: asked only before
/// something is said or done.
bool switched_off(const git::Repository& repository);

/// What a refused commit or push shows: errors in full, the rest as counts. `what` is "the commit"
/// or a ref. "" where nothing is wrong.
std::string refusal(const source::Validation& validation, const std::string& what);

/// Key of the verdict over a listing of a tree's definitions and governing files: content, rules
/// and program.
std::string verdict_key(std::string_view listing, const std::vector<std::string>& paths);

/// May this verdict be remembered under that key?
bool depends_on_listing_only(const source::Validation& validation);

void say(std::string_view text);  ///< to stderr, whole; see Speech

}  // namespace hooks
