#pragma once

#include <string>
#include <string_view>

#include "git/config.hpp"
#include "git/repository.hpp"
#include "settings/settings.hpp"

namespace cli {

enum class Trust { never, current, changed };
std::string_view to_string(Trust trust);

/// How the settings stand to what the user trusted (agents.trusted).
Trust trust_state(const git::Config& config, const settings::Settings& settings);

/// The trusted keys line by line: "  " for what is as it was, "- " for what was trusted before, "+
/// " for what is new.
std::string trust_difference(const git::Repository& repository, const settings::Settings& settings);

/// Writes agents.trusted, and the text beside the other state so that a later difference can be
/// shown.
void record_trust(const git::Repository& repository, const settings::Settings& settings);

/// Every line of `text` after two blanks, without what could move a terminal's cursor.
std::string indented(std::string_view text);

}  // namespace cli
