#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/text.hpp"
#include "settings/settings.hpp"
#include "syntax/document.hpp"

namespace settings {

/// Takes typed values out of YAML nodes and collects a diagnostic for each that is not right. Only
/// used by the parser of this module.
class Reader {
 public:
  Reader(std::string_view text, std::string path)
      : text_(text), lines_(text), path_(std::move(path)) {}

  void error(const syntax::Node& node, std::string message, std::string hint = {});
  void error(std::size_t begin, std::size_t end, std::string message, std::string hint = {});

  std::optional<std::string> text(const syntax::Node& node, std::string_view key);
  std::optional<std::string> word(const syntax::Node& node, std::string_view key,
                                  std::span<const std::string_view> allowed);
  std::optional<bool> boolean(const syntax::Node& node, std::string_view key);
  std::optional<long long> integer(const syntax::Node& node, std::string_view key);
  /// An integer from the key's `least` to its `most`.
  std::optional<long long> within(const syntax::Node& node, const Key& key);
  /// A list of strings; a single string is a list of one.
  std::vector<std::string> texts(const syntax::Node& node, std::string_view key);
  /// A relative path that stays inside the repository and out of .git, without trailing slash.
  std::optional<std::string> path(const syntax::Node& node, std::string_view key);
  /// Refuses keys of a mapping that are not `allowed`. False where `node` is no mapping.
  bool mapping(const syntax::Node& node, std::string_view key,
               std::span<const std::string_view> allowed);

  /// The items of a list of mappings, each still to be looked at; none where it is null.
  const std::vector<syntax::Node>& mappings(const syntax::Node& node, std::string_view key);

  std::uint32_t line_of(const syntax::Node& node) const { return lines_.line_of(node.begin); }

  /// What is written there must not be shown to anybody.
  void hide(const syntax::Node& node);

  base::Diagnostics take();

 private:
  std::string_view text_;
  base::Lines lines_;
  std::string path_;
  base::Diagnostics diagnostics_;
  std::set<std::uint32_t> hidden_lines_;
};

}  // namespace settings
