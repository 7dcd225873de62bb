#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "settings/yaml_text.hpp"
#include "syntax/document.hpp"

namespace settings {

/// A YAML mapping whose top-level lists of mappings are edited as text: comments, order, quoting
/// and line ends outside of an edit stay byte for byte. Each edit gives the whole new text, or
/// nothing where the text is written in a way that it does not know. Whether the new text says what
/// was meant is for the caller to check.
class ListEditor {
 public:
  /// `text` must outlive this.
  explicit ListEditor(std::string_view text);

  std::optional<std::string> append(std::string_view list, const std::vector<Field>& item) const;
  std::optional<std::string> remove(std::string_view list, std::size_t index) const;
  std::optional<std::string> set(std::string_view list, std::size_t index,
                                 const Field& field) const;
  std::optional<std::string> unset(std::string_view list, std::size_t index,
                                   std::string_view key) const;
  bool holds(std::string_view list, std::size_t index, std::string_view key) const;

 private:
  struct Entry {
    const syntax::Node *key = nullptr, *value = nullptr;
  };
  const syntax::Node* item_at(std::string_view list, std::size_t index) const;
  static Entry entry_of(const syntax::Node& mapping, std::string_view key);

  std::optional<std::string> append_list(std::string_view list,
                                         const std::vector<Field>& item) const;
  std::optional<std::string> fill_list(const Entry& list, const std::vector<Field>& item) const;
  std::string append_flow(const syntax::Node& list, const std::vector<Field>& item) const;
  std::optional<std::string> append_block(const syntax::Node& list,
                                          const std::vector<Field>& item) const;
  std::optional<std::string> remove_block(const Entry& list, std::size_t index) const;
  std::string remove_flow_part(std::size_t begin, std::size_t end, std::size_t former_end,
                               std::size_t next_begin) const;

  /// The lines of an item whose dash is in `column`.
  std::string item_lines(std::size_t column, const std::vector<Field>& item, bool flow) const;
  bool is_alias(const syntax::Node& node) const;
  std::size_t line_begin(std::size_t at) const;
  std::size_t line_end(std::size_t at) const;  ///< after the line's end
  std::size_t column(std::size_t at) const;    ///< in bytes
  bool is_comment(std::size_t begin, std::size_t end) const;
  std::optional<std::size_t> after_colon(const syntax::Node& key) const;
  std::optional<std::size_t> dash_of(const syntax::Node& list, std::size_t index) const;
  /// The end of the last line of a node in block style.
  std::size_t last_line_end(const syntax::Node& node) const;
  /// `lines`, each with its end, at the beginning of a line or at the end of the text.
  std::string insert_lines(std::size_t at, const std::string& lines) const;
  std::string replace(std::size_t begin, std::size_t end, std::string_view by) const;

  std::string_view text_;
  std::string_view line_end_ = "\n";
  syntax::Document document_;
};

}  // namespace settings
