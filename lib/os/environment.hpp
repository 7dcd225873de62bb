#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace os {

/// Value of an environment variable; nothing where unset. Empty is kept.
std::optional<std::string> variable(const char* name);

/// $HOME, else "/": the password database cannot be asked from a static executable.
std::string home();
/// $XDG_CONFIG_HOME or ~/.config; the same for cache and state (basedir-spec: relative = ignored).
std::string config_home();
std::string cache_home();
std::string state_home();

/// Nanoseconds since the epoch; the only clock of the project. $SOURCE_DATE_EPOCH is not honoured.
std::int64_t now_ns();
/// "2026-11-21T09:30:00Z".
std::string iso_time(std::int64_t ns);

}  // namespace os
