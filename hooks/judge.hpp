#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hooks/verdict.hpp"
#include "index/memo.hpp"

namespace hooks {

/// The rules that GIT_AGENTS_SKIP switches off for one command, sorted. Error(usage) for one that
/// there is not.
std::vector<std::string> skipped_rules();

/// Whose baseline accepts old errors in a tree, where that is not the tree's own.
struct Baseline {
  std::string id;  ///< tells it from others: the object's id, or "none"
  agent::Baseline content;
};

/// Gives the verdicts of this repository, from the memo where it knows them. One lookup then.
class Judge {
 public:
  /// The repository must outlive it.
  explicit Judge(const git::Repository& repository);

  /// The key of the verdict over `listing`, in the form of listing_text(), of a tree's entries
  /// below `paths`, which are source::listed_paths() of its settings. Null as baseline: the tree's
  /// own.
  std::string key(const std::vector<std::string>& paths, std::string_view listing,
                  const Baseline* baseline = nullptr) const;
  /// What is remembered under a key, if anything.
  std::optional<Verdict> remembered(const std::string& key);

  struct Answer {
    Verdict verdict;
    bool lasting = true;  ///< it depends on its key only
  };
  Answer judge(source::Tree& tree, const std::string& key, const Baseline* baseline = nullptr);

  void remember(const std::string& key, const Verdict& verdict);
  indexing::MemoDb* memo() { return memo_.get(); }  ///< may be null

 private:
  bool colour_;
  bool replaced_;
  Rulebook rulebook_;
  std::unique_ptr<indexing::MemoDb> memo_;
};

}  // namespace hooks
