#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agent/graph.hpp"
#include "git/repository.hpp"
#include "settings/settings.hpp"
#include "source/catalog.hpp"

namespace indexing {

struct Row {
  std::int64_t id = 0;
  std::string kind, host, name, path, blob, description, model, frontmatter_json;
  std::vector<std::string> tools;
  std::uint32_t size = 0, body_size = 0;
};

struct EdgeRow {
  std::string from_path, from_name;
  std::string type;         ///< "agent", "skill", "base", "file"
  std::string target;       ///< as written
  std::string target_path;  ///< resolved, or ""
  std::string origin;
  std::uint32_t line = 0;
  std::size_t depth = 1;  ///< with `transitive`: steps from the start
};

/// The index of one worktree: `<git dir>/agents/index.db`. Derived: a missing, corrupt or older one
/// is rebuilt without a word.
class DefinitionIndex {
 public:
  enum class Freshness { fresh, refreshed, rebuilt, postponed };

  /// Opens it as it is, which may be behind HEAD.
  static DefinitionIndex open(const git::Repository& repository);
  DefinitionIndex(DefinitionIndex&&) noexcept;
  ~DefinitionIndex();

  /// Brings it to HEAD in one transaction: nothing to do where the trees have the same id; else a
  /// tree diff names the changed files, and only those are parsed. An unborn HEAD is empty. Where
  /// more than `most_changes` files differ, or all must be read, nothing is done: `postponed`.
  Freshness refresh(source::Memo* memo, std::size_t most_changes = SIZE_MAX);
  /// The same for somebody who knows that `head.changes` is all that differs from the index.
  Freshness follow(const git::Head& head, source::Memo* memo, std::size_t most_changes);
  void rebuild(source::Memo* memo);
  bool fresh();  ///< Is it at HEAD?

  /// Until this object dies, answers are about another content than the index's: the changes
  /// against it are applied in a transaction that is never committed.
  void look_at_work_tree(source::Memo* memo);
  void look_at_staged(source::Memo* memo);
  void look_at_revision(const std::string& revision, source::Memo* memo);

  std::string commit();  ///< that it was brought to; "" for an unborn HEAD
  /// The settings of the tree that the index was made from.
  settings::Settings settings();

  std::vector<Row> list(const std::string& kind = {});  ///< sorted by kind, name, path; no JSON
  /// By path, else by name (as references match), else by a unique prefix of neither: nothing.
  std::vector<Row> find(const std::string& name_or_path);
  std::vector<EdgeRow> edges_from(const std::string& path, bool transitive);
  std::vector<EdgeRow> edges_to(const std::string& path, bool transitive);
  /// Full text over name, description and body, best first. `words` is plain text, no syntax.
  struct Hit {
    Row row;
    std::string excerpt;  ///< with the words between [ and ]
  };
  std::vector<Hit> search(const std::string& words, std::size_t limit);
  std::vector<std::string> names();  ///< for completion

  struct Impl;

 private:
  explicit DefinitionIndex(std::unique_ptr<Impl> impl);
  struct Goal;
  Freshness reach(const Goal& goal, const settings::Settings& settings, source::Memo* memo,
                  std::size_t most_changes);
  void look_at(source::Tree& tree, const std::vector<git::Change>& changes, source::Memo* memo);
  std::unique_ptr<Impl> impl_;
};

}  // namespace indexing
