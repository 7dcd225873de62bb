#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "git/repository.hpp"
#include "index/memo.hpp"
#include "source/tree.hpp"
#include "source/validation.hpp"

namespace hooks {

/// The listing that passed last without a word, as listing_text(), kept beside `Passed` so that a
/// change of a few definitions among thousands costs those few. A hint; losing it costs time only.
struct PassedListing {
  std::string key, listing;

  static PassedListing load(const git::Repository& repository);
  void save(const git::Repository& repository) const;
};

struct SmallChange {
  source::Tree& tree;
  const source::Governance& governance;
  std::string_view before, now;  ///< listings; `before` passed without a word
  indexing::MemoDb& memo;
};

/// Is it certain that what passed still passes, because only the content of some definitions is
/// another, each says the same to the others as before, and nothing new is found in it? False where
/// that takes more than a look at these definitions; then all must be judged.
bool surely_passes(const SmallChange& change);

}  // namespace hooks
