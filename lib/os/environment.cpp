#include "os/environment.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "os/file.hpp"

namespace os {
namespace {

std::string base_directory(const char* name, const char* below_home) {
  const auto value = variable(name);
  if (value && value->starts_with('/')) return *value;
  return join(home(), below_home);
}

}  // namespace

std::optional<std::string> variable(const char* name) {
  const char* value = std::getenv(name);
  if (!value) return std::nullopt;
  return value;
}

std::string home() {
  const auto value = variable("HOME");
  return value && !value->empty() ? *value : "/";
}

std::string config_home() {
  return base_directory("XDG_CONFIG_HOME", ".config");
}
std::string cache_home() {
  return base_directory("XDG_CACHE_HOME", ".cache");
}
std::string state_home() {
  return base_directory("XDG_STATE_HOME", ".local/state");
}

std::int64_t now_ns() {
  using namespace std::chrono;
  return duration_cast<nanoseconds>(system_clock::now().time_since_epoch()).count();
}

std::string iso_time(std::int64_t ns) {
  // Not gmtime: its first call reads the time zone from the disk.
  using namespace std::chrono;
  const auto time = floor<seconds>(sys_time<nanoseconds>(nanoseconds(ns)));
  const auto midnight = floor<days>(time);
  const year_month_day date(midnight);
  const hh_mm_ss clock(time - midnight);
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

}  // namespace os
