#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "git/repository.hpp"

namespace git {

/// A snapshot of the configuration as git sees it (includes, -c, environment, worktree scope),
/// from one `git config -z --list`. Keys are as git prints them (section and name in lower case)
/// and are looked up in any case; the last value wins. A key without "=" has the value "true".
class Config {
 public:
  static Config load(const Repository& repository);
  static Config load_global();  ///< outside any repository; `git -c` counts

  std::optional<std::string> text(std::string_view key) const;
  /// git's booleans (true/yes/on/1, false/no/off/0/""); Error(invalid) for anything else.
  bool boolean(std::string_view key, bool fallback) const;
  /// With k, m, g; Error(invalid) where it is no number.
  std::optional<long long> integer(std::string_view key) const;
  const std::map<std::string, std::string, std::less<>>& all() const { return values_; }

 private:
  std::map<std::string, std::string, std::less<>> values_;
};

/// In the repository's own file; replaces all values of the key.
void set_config(const Repository& repository, const std::string& key, const std::string& value);
/// Removes all values from the repository's own file; it is no failure where there is none.
void unset_config(const Repository& repository, const std::string& key);

}  // namespace git
