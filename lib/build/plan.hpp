#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "build/built.hpp"
#include "build/definition_listing.hpp"
#include "build/stamps.hpp"

namespace build {

/// One agent to compose.
struct Item {
  std::string_view source, output;
  std::size_t root_length = 0;           ///< the part of `source` that is the definitions root
  std::span<const std::uint32_t> bases;  ///< indices into Plan::bases, root first
  const Stamp* old = nullptr;            ///< what is remembered of this output
};

/// All that there is to build, and what is remembered of it. The views are into the stamps, which
/// must outlive the plan, and into the plan's own members; it may be moved.
struct Plan {
  std::vector<Item> items;
  std::vector<std::string_view> bases;
  std::vector<const Stamp*> orphans;        ///< remembered outputs that no agent has now
  std::vector<DirectoryStamp> directories;  ///< as in Stamps
  std::vector<std::pair<std::string, std::string>> problems;
  bool is_remembered = false;
  bool has_news = true;  ///< `directories` differ from what is remembered

  std::vector<ListedDirectory> listed;
  std::vector<Recipe> recipes;
  std::vector<std::uint32_t> base_indices;
};

/// The plan of the last build, where all directories hold the same names; they are only read where
/// their state differs. The caller has made sure that the settings are the same.
std::optional<Plan> remembered_plan(const std::string& root, const std::string& output,
                                    const std::string& base_name, const Stamps& stamps,
                                    std::int64_t now_ns);

/// `old` = what is remembered of the same output directory.
Plan new_plan(Listing listing, const agent::Classifier& classifier, const Stamps& stamps,
              std::span<const Stamp> old);

}  // namespace build
