#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "git/repository.hpp"

namespace git {

/// One of the files that `git config` writes. `worktree` is the same as `local` unless
/// extensions.worktreeConfig is on.
enum class ConfigFile { local, global, worktree };
std::string_view to_string(ConfigFile file);  ///< "local", …: as git names scope and option

/// A snapshot of the configuration as git sees it (includes, -c, environment, worktree scope),
/// from one `git config -z --list`. Keys are as git prints them (section and name in lower case)
/// and are looked up in any case; the last value wins. A key without "=" has the value "true".
class Config {
 public:
  static Config load(const Repository& repository);
  static Config load_global();  ///< outside any repository; `git -c` counts
  /// What one file says, without what it includes; empty where there is none.
  static Config load_file(const Repository& repository, ConfigFile file);

  std::optional<std::string> text(std::string_view key) const;
  /// git's booleans (true/yes/on/1, false/no/off/0/""); Error(invalid) for anything else.
  bool boolean(std::string_view key, bool fallback) const;
  /// With k, m, g; Error(invalid) where it is no number.
  std::optional<long long> integer(std::string_view key) const;
  const std::map<std::string, std::string, std::less<>>& all() const { return values_; }

 private:
  std::map<std::string, std::string, std::less<>> values_;
};

/// Replaces all values of the key in that file.
void set_config(const Repository& repository, const std::string& key, const std::string& value,
                ConfigFile file = ConfigFile::local);
/// Removes all values from the repository's own file; it is no failure where there is none.
void unset_config(const Repository& repository, const std::string& key);
/// Removes a section with its heading. Error where there is none.
void remove_config_section(const Repository& repository, const std::string& section,
                           ConfigFile file = ConfigFile::local);

}  // namespace git
