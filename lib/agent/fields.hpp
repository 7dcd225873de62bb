#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "agent/definition.hpp"
#include "agent/findings.hpp"
#include "agent/host.hpp"
#include "syntax/document.hpp"

namespace agent {

/// The fields of a definition in its file, and what is found in them.
struct Fields {
  const Spec& spec;          ///< of the host that the content tells
  const syntax::Node& root;  ///< a mapping
  std::string_view bytes;    ///< of the file
  std::size_t shift = 0;     ///< of the nodes' offsets: where the fields begin in the file
  std::size_t fence = 0;     ///< where what is missing is reported
  Findings& findings;
  Parsed& parsed;

  Kind kind() const { return spec.format.kind; }
  Host host() const { return spec.format.host; }
  /// The text of the value as written.
  std::string_view raw(const syntax::Node& node) const;
  Finding at(std::string_view rule, const syntax::Node& node, std::string message) const;
  /// The definition does not load.
  void unload() const { parsed.loads = false; }
};

/// No node, null or nothing but blanks.
bool is_absent(const syntax::Node* node);
/// Decoded text of a scalar; "" for anything else.
std::string text_of(const syntax::Node* node);
std::string in_quotes(std::string_view word);

/// Fills in name, agent_id, description, model and tools.
void read_fields(const Fields& fields);

/// All checks of fields.
void check_fields(const Fields& fields);

/// The same for a host whose schema says more than a table can, and for a list of its agents that
/// stands where the fields should: false where it takes no list.
void check_gemini(const Fields& fields);
bool check_gemini_list(const Fields& list);
/// Does Gemini CLI find name and description of a skill line by line, where YAML gives it none?
bool gemini_reads_lines(std::string_view yaml);

// The checks by topic; check_topics() calls them in this order.
void check_topics(const Fields& fields);
void check_keys(const Fields& fields);      ///< near-miss-key, wrong-kind-key, unknown-key
void check_values(const Fields& fields);    ///< wrong-type, invalid-*, color, length, …
void check_identity(const Fields& fields);  ///< what is missing, names
void check_modes(const Fields& fields);     ///< fields that need or exclude each other
void check_spelling(const Fields& fields);  ///< literal-backslash-n, comment-truncation

}  // namespace agent
