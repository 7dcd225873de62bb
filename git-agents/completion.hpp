#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "git-agents/command.hpp"

namespace cli {

struct Candidate {
  std::string value;        ///< "" asks the shell for file names
  std::string description;  ///< may be empty
  friend bool operator==(const Candidate&, const Candidate&) = default;
};

/// What a completer can be completed with now; never called for none, file and shell.
using Candidates = std::function<std::vector<Candidate>(Completer)>;

/// What could stand where the cursor is. `words` are those after "git agents" up to the cursor, of
/// which the last is the one to complete, possibly empty.
std::vector<Candidate> complete(std::span<const Command* const> commands,
                                std::span<const std::string> words, const Candidates& candidates);

}  // namespace cli
