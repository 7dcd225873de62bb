#include "hooks/shim.hpp"

#include <array>

namespace hooks {
namespace {

constexpr std::string_view head = "#!/bin/sh\n# git-agents hook, version ";

std::string version_1(std::string_view event, std::string_view program) {
  const std::string call = std::string(event) + " \"$@\"\n";
  std::string text(head);
  text += "1: 'git agents uninstall' removes it\n[ -x ";
  text.append(program).append(" ] && exec ").append(program).append(" ").append(call);
  text += "command -v git-agents-hook >/dev/null 2>&1 && exec git-agents-hook " + call;
  if (is_post_event(event)) return text + "exit 0\n";
  text += "[ \"$GIT_AGENTS\" = 0 ] && exit 0\n";
  text += "echo '" + missing_program_text(event) + "' >&2\n";
  return text + "[ \"$(git config --bool agents.hooks.required)\" != true ]\n";
}

/// Every text that we ever shipped, oldest first.
constexpr std::array<Template, 1> versions = {version_1};

}  // namespace

std::string shim_text(std::string_view event, const std::string& program) {
  return versions.back()(event, quoted_for_sh(program));
}

std::optional<Baked> recognise_shim(std::string_view event, std::string_view text) {
  return recognise(versions, event, text);
}

bool was_shim(std::string_view text) {
  return text.starts_with(head);
}

}  // namespace hooks
