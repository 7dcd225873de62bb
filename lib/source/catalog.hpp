#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agent/definition.hpp"
#include "agent/kind.hpp"
#include "source/tree.hpp"

namespace source {

/// Remembers parses by content. Implemented by the index's memo.db; a no-op in tests.
class Memo {
 public:
  virtual ~Memo() = default;
  virtual std::shared_ptr<const agent::Parsed> find(const std::string& blob, agent::Format format,
                                                    bool detail) = 0;
  virtual void remember(const std::string& blob, agent::Format format,
                        const agent::Parsed& parsed) = 0;
};

/// How much of a memoised parse to load.
enum class Detail { summary, full };

struct Catalog {
  std::vector<agent::Definition> definitions;  ///< sorted by path
  /// Of the tree itself: symbolic links and submodules at definition paths, missing blobs.
  base::Diagnostics diagnostics;
};

/// What a path is, or nothing.
using Classify = std::function<std::optional<agent::Classified>(std::string_view path)>;

/// All definitions among `listing`, parsed on all cores where that pays, memoised where blobs have
/// ids and `memo` is given.
Catalog load(Tree& tree, const std::vector<git::Entry>& listing, const Classify& classify,
             std::size_t max_bytes, Memo* memo, Detail detail);

}  // namespace source
