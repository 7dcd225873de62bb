#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>

#include "git-agents/command.hpp"
#include "git-agents/session.hpp"

namespace cli {

/// The options by which a command chooses the content that it reads.
inline constexpr Option staged_option{"staged", "Read the index of the next commit"};
inline constexpr Option rev_option{"rev", "Read the commit or tree REV", "REV"};
inline constexpr Option format_option{"format", "How to print it", "FORMAT", "text json"};

/// The index, showing the content that --staged or --rev chose, else the work tree.
indexing::DefinitionIndex& look(const Args& args, Session& session);

/// The tree of the same choice.
std::unique_ptr<source::Tree> chosen_tree(const Args& args, Session& session);

/// The one definition with this name or path. Where there is none, or there are several, says so on
/// stderr and gives nothing.
std::optional<indexing::Row> find_one(indexing::DefinitionIndex& index, const std::string& name,
                                      Session& session);

bool wants_json(const Args& args);

}  // namespace cli
