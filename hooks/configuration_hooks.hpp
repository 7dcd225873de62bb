#pragma once

#include <string>
#include <vector>

#include "git/config.hpp"
#include "git/repository.hpp"
#include "hooks/grouped_events.hpp"
#include "hooks/install.hpp"

namespace hooks {

/// Puts our hooks into one of git's configuration files, and takes them out.
class ConfigurationHooks {
 public:
  ConfigurationHooks(const git::Repository& repository, Scope scope)
      : repository_(repository),
        scope_(scope),
        present_(git::Config::load_file(repository, scope)) {}

  void install(const std::string& event, const InstallOptions& options);
  /// Refuses what was edited.
  void remove(const std::string& event);
  /// The same without a word and a refusal: where the hook is elsewhere now.
  void retire(const std::string& event);

  /// Is there something of ours for `event`, edited or not?
  bool holds(const std::string& event) const;

  void report_to(InstallResult& result) const;

 private:
  bool was_edited(const std::string& event) const;
  std::string shown_file() const;
  std::string edits(const std::string& event, const std::string& program) const;

  const git::Repository& repository_;
  Scope scope_;
  git::Config present_;
  GroupedEvents done_;
  std::vector<std::string> refused_;
};

}  // namespace hooks
