#pragma once

#include <cstdint>
#include <string>

#include "git-agents/command.hpp"
#include "git-agents/source_file.hpp"
#include "report/json_text.hpp"
#include "sync/source.hpp"

namespace cli {

extern const Command source_add_command;
extern const Command source_list_command;
extern const Command source_set_command;
extern const Command source_remove_command;
extern const Command source_import_index_command;

/// The options of a source's own keys; "" takes a key out where the command allows that.
inline constexpr Option name_option{"name", "Call it NAME", "NAME"};
inline constexpr Option ref_option{"ref", "Its branch, tag or commit", "REF"};
inline constexpr Option path_option{"path", "The directory in it that holds the definitions",
                                    "PATH"};
inline constexpr Option priority_option{
    "priority", "0 to 1000; of two definitions with one name in one tier the lower number wins",
    "N"};
inline constexpr Option tier_option{
    "tier", "Where its definitions rank: project over user over system", "TIER"};
inline constexpr Option sync_option{
    "sync", "How to fetch it; auto: by git, over HTTP where git cannot get through", "METHOD"};
inline constexpr Option user_option{"user", "Edit your own file instead of the repository's"};

/// What became of a source's entry in a configuration file.
struct SourceChange {
  std::string_view action;  ///< "added", "unchanged", "changed" or "removed"
  const syncing::Source& source;
  const SourceFile& file;
  std::string text;  ///< of the file afterwards
  std::int64_t operation = 0;
  bool dry = false;
};

/// Prints it: as JSON, as a difference where nothing was written, or in words.
void print_source_change(const Args& args, Session& session, const SourceChange& change);

/// The source as an object of the JSON output; `commit` is what its lock says, or "".
report::Json source_json(const syncing::Source& source, const std::string& commit);

/// The value of a key as the file takes it: a path is normalised. Error(usage) where it cannot be
/// one.
std::string source_value(const Args& args, std::string_view option);

}  // namespace cli
