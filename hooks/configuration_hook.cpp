#include "hooks/configuration_hook.hpp"

#include <array>
#include <charconv>

namespace hooks {
namespace {

std::string version_1(std::string_view event, std::string_view program) {
  std::string text = "p=";
  text.append(program);
  text += "; [ -x \"$p\" ] || p=$(command -v git-agents-hook) || ";
  if (is_post_event(event)) {
    text += "exit 0";
  } else {
    text += "{ [ \"$GIT_AGENTS\" = 0 ] || { echo '" + missing_program_text(event) +
            "' >&2; [ \"$(git config --bool agents.hooks.required)\" != true ]; }; exit; }";
  }
  return text + "; exec \"$p\" " + std::string(event);
}

constexpr std::array<Template, 1> versions = {version_1};

}  // namespace

bool has_configuration_hooks(std::string_view version) {
  static constexpr std::string_view prefix = "git version ";
  if (!version.starts_with(prefix)) return false;
  int major = 0;
  int minor = 0;
  const char* const end = version.data() + version.size();
  const auto after_major = std::from_chars(version.data() + prefix.size(), end, major);
  if (after_major.ec != std::errc() || after_major.ptr == end || *after_major.ptr != '.') {
    return false;
  }
  if (std::from_chars(after_major.ptr + 1, end, minor).ec != std::errc()) return false;
  return major > 2 || (major == 2 && minor >= 54);
}

std::string configuration_section(std::string_view event) {
  return "hook.agents-" + std::string(event);
}

std::string configuration_command(std::string_view event, const std::string& program) {
  return versions.back()(event, quoted_for_sh(program));
}

std::optional<Baked> recognise_command(std::string_view event, std::string_view command) {
  return recognise(versions, event, command);
}

}  // namespace hooks
