#pragma once

#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "git/config.hpp"
#include "git/repository.hpp"
#include "index/definition_index.hpp"
#include "source/tree.hpp"
#include "source/validation.hpp"

namespace cli {

/// The settings; Error(invalid) with the first mistake in them.
settings::Settings usable(settings::Loaded loaded);

/// What a command works on, opened on first use.
class Session {
 public:
  std::ostream& out();  ///< stdout: the answer
  std::ostream& err();  ///< stderr: progress and complaints

  /// Error(not_found) "not a git repository" outside of one.
  const git::Repository& repository();
  const git::Repository* repository_if_any();
  const git::Config& config();
  bool colour(int fd);  ///< color.agents, color.ui, NO_COLOR, terminal

  /// The tree that --staged / --rev choose, else the work tree (or plain directory outside git).
  std::unique_ptr<source::Tree> tree(bool staged, const std::string& revision);

  /// Settings of the work tree. Error(invalid) with the first diagnostic where they are unusable.
  const settings::Settings& settings();

  /// Settings of the user's own file, defaults where there is none. Error(invalid) as above.
  const settings::Settings& user_settings();

  /// What the work tree's file says, without a look for definitions; defaults outside a work tree.
  const settings::Settings& file_settings();

  /// The index, brought to HEAD. Error where there is no work tree to keep one for.
  indexing::DefinitionIndex& index();

  /// Null where the memo cannot be opened (a read-only repository).
  source::Memo* memo();

  /// A user's path (relative to the working directory) as a repository path, "" for the top;
  /// Error(usage) where it leads outside. Outside of a repository the top is the working directory.
  std::string repository_path(const std::string& user_path);

 private:
  std::optional<std::optional<git::Repository>> repository_;
  std::optional<git::Config> config_;
  std::optional<settings::Settings> settings_, user_settings_, file_settings_;
  std::optional<indexing::DefinitionIndex> index_;
  std::unique_ptr<source::Memo> memo_;
  bool memo_tried_ = false;
};

}  // namespace cli
