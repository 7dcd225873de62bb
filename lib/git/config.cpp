#include "git/config.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <limits>

#include "base/error.hpp"
#include "base/text.hpp"
#include "git/failure.hpp"

namespace git {
namespace {

/// "Core.Sub.Name" as git prints it: the subsection keeps its case.
std::string canonical_key(std::string_view key) {
  const std::size_t first = key.find('.');
  const std::size_t last = key.rfind('.');
  if (first == std::string_view::npos || first == last) return base::to_lower_ascii(key);
  return base::to_lower_ascii(key.substr(0, first)) + std::string(key.substr(first, last - first)) +
         base::to_lower_ascii(key.substr(last));
}

std::map<std::string, std::string, std::less<>> parse(std::string_view listing) {
  std::map<std::string, std::string, std::less<>> values;
  while (!listing.empty()) {
    const std::size_t end = std::min(listing.find('\0'), listing.size());
    const std::string_view record = listing.substr(0, end);
    listing.remove_prefix(std::min(end + 1, listing.size()));
    const std::size_t newline = record.find('\n');
    const std::string_view key = record.substr(0, newline);
    const std::string_view value =
        newline == std::string_view::npos ? "true" : record.substr(newline + 1);
    values.insert_or_assign(std::string(key), std::string(value));
  }
  return values;
}

std::optional<long long> parse_integer(const std::string& text) {
  errno = 0;
  char* end = nullptr;
  const long long number = std::strtoll(text.c_str(), &end, 0);
  if (end == text.c_str() || errno != 0) return std::nullopt;
  const std::string unit = base::to_lower_ascii(end);
  long long factor = 1;
  if (unit == "k") {
    factor = 1LL << 10;
  } else if (unit == "m") {
    factor = 1LL << 20;
  } else if (unit == "g") {
    factor = 1LL << 30;
  } else if (!unit.empty()) {
    return std::nullopt;
  }
  constexpr long long largest = std::numeric_limits<long long>::max();
  if (number > largest / factor || number < -(largest / factor)) return std::nullopt;
  return number * factor;
}

[[noreturn]] void bad_value(const char* type, std::string_view key, const std::string& value) {
  throw base::Error(base::ErrorCode::invalid, std::string("bad ") + type + " value '" + value +
                                                  "' of git configuration '" + std::string(key) +
                                                  "'");
}

std::string option(ConfigFile file) {
  return "--" + std::string(to_string(file));
}

}  // namespace

std::string_view to_string(ConfigFile file) {
  switch (file) {
    case ConfigFile::local:
      return "local";
    case ConfigFile::global:
      return "global";
    case ConfigFile::worktree:
      break;
  }
  return "worktree";
}

Config Config::load(const Repository& repository) {
  Config config;
  config.values_ = parse(query(repository, {"config", "-z", "--list"}));
  return config;
}

Config Config::load_global() {
  const std::vector<std::string> arguments = {"config", "-z", "--list"};
  os::Command git;
  git.argv = {"git", "config", "-z", "--list"};
  git.environment = {
      {"GIT_DIR", "/dev/null"}, {"GIT_WORK_TREE", std::nullopt}, {"GIT_COMMON_DIR", std::nullopt}};
  const os::Result result = os::run(git);
  if (!result.ok()) throw failure(arguments, result);
  Config config;
  config.values_ = parse(result.output);
  return config;
}

Config Config::load_file(const Repository& repository, ConfigFile file) {
  Config config;
  config.values_ =
      parse(query_if(repository, {"config", option(file), "-z", "--list"}).value_or(""));
  return config;
}

std::optional<std::string> Config::text(std::string_view key) const {
  const auto found = values_.find(canonical_key(key));
  if (found == values_.end()) return std::nullopt;
  return found->second;
}

bool Config::boolean(std::string_view key, bool fallback) const {
  const std::optional<std::string> value = text(key);
  if (!value) return fallback;
  const std::string word = base::to_lower_ascii(*value);
  if (word == "true" || word == "yes" || word == "on") return true;
  if (word.empty() || word == "false" || word == "no" || word == "off") return false;
  const std::optional<long long> number = parse_integer(word);
  if (!number) bad_value("boolean", key, *value);
  return *number != 0;
}

std::optional<long long> Config::integer(std::string_view key) const {
  const std::optional<std::string> value = text(key);
  if (!value) return std::nullopt;
  const std::optional<long long> number = parse_integer(*value);
  if (!number) bad_value("numeric", key, *value);
  return number;
}

void set_config(const Repository& repository, const std::string& key, const std::string& value,
                ConfigFile file) {
  query(repository, {"config", option(file), "--replace-all", key, value});
}

void remove_config_section(const Repository& repository, const std::string& section,
                           ConfigFile file) {
  query(repository, {"config", option(file), "--remove-section", section});
}

void unset_config(const Repository& repository, const std::string& key) {
  constexpr int no_such_key = 5;
  const std::vector<std::string> arguments = {"config", "--local", "--unset-all", key};
  const os::Result result = os::run(command(repository, arguments));
  if (!result.ok() && result.status != no_such_key) throw failure(arguments, result);
}

}  // namespace git
