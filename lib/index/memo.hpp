#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "git/repository.hpp"
#include "source/catalog.hpp"

namespace indexing {

/// `<git common dir>/agents/memo.db`: parses and verdicts by content, shared by all worktrees.
/// Lookups see one state of it, from the first until flush(). Writes are collected and stored by
/// flush() (or the destructor) in one transaction; a memo that cannot be written is as good as
/// none.
class MemoDb final : public source::Memo {
 public:
  /// Null where it cannot be opened, and where ids may not stand for their content.
  static std::unique_ptr<MemoDb> open(const git::Repository& repository);
  ~MemoDb() override;

  std::shared_ptr<const agent::Parsed> find(const std::string& blob, agent::Format format,
                                            bool detail) override;
  void remember(const std::string& blob, agent::Format format,
                const agent::Parsed& parsed) override;

  /// A verdict is what a hook would print for exactly this content, rules and configuration.
  struct Verdict {
    bool failed = false;
    std::string text;
  };
  std::optional<Verdict> verdict(const std::string& key);
  void remember_verdict(const std::string& key, const Verdict& verdict);

  /// Blob id of a composed definition by the key of its inputs.
  std::optional<std::string> composed(const std::string& key);
  /// Is this blob known as one that was composed of some inputs once? Looks at all of them.
  bool was_composed(const std::string& blob);
  void remember_composed(const std::string& key, const std::string& blob);

  void flush();

  struct Impl;

 private:
  explicit MemoDb(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace indexing
