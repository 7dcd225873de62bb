#include "hooks/configuration_hook.hpp"

#include <array>
#include <charconv>

#include "agent/names.hpp"

namespace hooks {
namespace {

std::string line(std::string_view program, const std::string& otherwise, const std::string& call) {
  std::string text = "p=";
  text.append(program);
  return text + "; [ -x \"$p\" ] || p=$(command -v git-agents-hook) || " + otherwise +
         "; exec \"$p\" " + call;
}

std::string version_1(std::string_view event, std::string_view program) {
  return line(program,
              is_post_event(event)
                  ? "exit 0"
                  : "{ [ \"$GIT_AGENTS\" = 0 ] || { echo '" + missing_program_text(event) +
                        "' >&2; [ \"$(git config --bool agents.hooks.required)\" != true ]; }; "
                        "exit; }",
              std::string(event));
}

/// Where the program is gone, only a repository with settings of ours is told so.
std::string everywhere_1(std::string_view event, std::string_view program) {
  const std::string settings =
      std::string(event == "pre-push" ? "HEAD" : "") + ":" + std::string(agent::settings_file);
  return line(program,
              is_post_event(event)
                  ? "exit 0"
                  : "{ [ \"$GIT_AGENTS\" = 0 ] || ! git cat-file -e " + settings +
                        " 2>/dev/null || { echo '" + missing_program_text(event) +
                        "' >&2; [ \"$(git config --bool agents.hooks.required)\" != true ]; }; "
                        "exit; }",
              "--global " + std::string(event));
}

/// Every text that we ever shipped, oldest first.
constexpr std::array<Template, 1> versions = {version_1};
constexpr std::array<Template, 1> everywhere_versions = {everywhere_1};

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

std::string configuration_command(std::string_view event, const std::string& program,
                                  bool everywhere) {
  const Template newest = everywhere ? everywhere_versions.back() : versions.back();
  return newest(event, quoted_for_sh(program));
}

std::optional<Baked> recognise_command(std::string_view event, std::string_view command) {
  if (auto baked = recognise(versions, event, command)) return baked;
  return recognise(everywhere_versions, event, command);
}

}  // namespace hooks
