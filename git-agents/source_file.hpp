#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "git-agents/session.hpp"
#include "settings/edit_sources.hpp"
#include "sync/source.hpp"

namespace cli {

/// The configuration file that a command edits: the work tree's, or the user's own.
class SourceFile {
 public:
  /// The user's own where it is asked for, and outside of a repository. Error(invalid) where the
  /// file has errors, or is no regular file in a repository.
  static SourceFile open(Session& session, bool user);

  syncing::Scope scope() const { return scope_; }
  const std::string& name() const { return name_; }  ///< for people
  const settings::Settings& settings() const { return settings_; }
  std::string_view text() const { return text_; }
  settings::File file() const;

  /// The settings that the sources of both files would come from with those in this file.
  std::vector<syncing::Source> sources_with(const settings::Settings& changed,
                                            Session& session) const;

  /// Takes a refused edit as an Error(invalid) with the text to paste.
  static const std::string& text_of(const settings::Edited& edited);

  /// Writes the text as one operation, which `undo` takes back, and trusts it where the file was
  /// trusted as it was: the user made the edit. `forget`: a source that the lock beside it shall no
  /// longer pin. Gives the operation's number; 0 where nothing changed.
  std::int64_t write(Session& session, const std::string& command, const std::string& text,
                     const std::string& forget = {}) const;

  /// The change as `git diff` shows it.
  std::string difference(const std::string& text) const;

 private:
  SourceFile() = default;
  std::string path_, name_, text_, lock_path_;
  bool exists_ = false;
  syncing::Scope scope_ = syncing::Scope::project;
  settings::Settings settings_;
};

}  // namespace cli
