#pragma once

#include <string>
#include <vector>

#include "source/catalog.hpp"

namespace source {

/// What a profile is judged with.
struct ProfileInput {
  Tree& tree;
  const std::vector<git::Entry>& listing;
  const agent::Classifier& classifier;
  const std::vector<agent::Definition>& definitions;
  std::size_t max_bytes;
  Memo* memo;
};

/// Makes errors of what other hosts, `profiles`, refuse of the same definitions: raises what was
/// found, and adds what they alone refuse.
void apply_profiles(const ProfileInput& input, const std::vector<std::string>& profiles,
                    base::Diagnostics& diagnostics);

}  // namespace source
