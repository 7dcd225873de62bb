#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "index/definition_index.hpp"
#include "index/tables.hpp"

namespace indexing {

/// The commit that the index shall show, and how it differs from what the index shows.
struct DefinitionIndex::Goal {
  std::string commit, tree;                         ///< "" on an unborn HEAD
  std::optional<std::vector<git::Change>> changes;  ///< nothing: all must be read
};

struct DefinitionIndex::Impl {
  Impl(const git::Repository& where, const std::string& path) : repository(where), tables(path) {}

  git::Repository repository;
  Tables tables;
  std::optional<db::Transaction> view;    ///< of look_at_…: rolled back at the end
  std::unique_ptr<source::Tree> content;  ///< of the view; null = HEAD's

  Goal head_goal(const settings::Settings& settings);
  void insert(source::Tree& tree, const std::vector<git::Entry>& entries,
              const settings::Settings& settings, source::Memo* memo);
  void fill(source::Tree* tree, source::Memo* memo);
  void show(source::Tree& tree, source::Memo* memo);
  bool patch(source::Tree& tree, const settings::Settings& settings,
             const std::vector<git::Change>& changes, source::Memo* memo);
  settings::Settings indexed_settings();
  void note_settings(source::Tree* tree);
  void complete_search();
};

}  // namespace indexing
