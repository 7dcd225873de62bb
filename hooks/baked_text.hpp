#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace hooks {

/// A shell text that we write, for one event, with the quoted path of git-agents-hook in it.
using Template = std::string (*)(std::string_view event, std::string_view quoted_program);

/// `text` as one word of a POSIX shell, in single quotes.
std::string quoted_for_sh(std::string_view text);

struct Baked {
  std::string program;  ///< the path that is baked into the text
  bool newest = false;  ///< made by the last of the templates
};

/// Is `text` exactly what one of `templates` (oldest first) makes for `event` and some program?
std::optional<Baked> recognise(std::span<const Template> templates, std::string_view event,
                               std::string_view text);

/// The absolute path that is quoted in `text`, which somebody may have edited.
std::optional<std::string> program_in(std::string_view text);

/// What a hook says on stderr where git-agents-hook is gone, for people.
std::string missing_program_text(std::string_view event);

/// How somebody's hook in another language runs ours: a clause.
std::string call_by_hand(std::string_view event);

/// Post hooks never fail and never complain.
bool is_post_event(std::string_view event);
/// Does git give this event something on stdin?
bool gets_stdin(std::string_view event);

}  // namespace hooks
