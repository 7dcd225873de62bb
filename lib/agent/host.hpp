#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "agent/kind.hpp"

namespace agent {

/// What a field's value must be. Hosts read `null` as absent everywhere.
enum class Shape : std::uint8_t {
  any,
  name,            ///< a string: numbers, booleans and dates are refused
  text,            ///< no list or mapping
  boolean,         ///< true, false, yes, no, on, off, 1, 0
  strict_boolean,  ///< true or false
  integer,         ///< also in quotes
  number,
  list,      ///< a list or a string
  sequence,  ///< a list only
  mapping,
};

enum class Need : std::uint8_t {
  optional,
  advised,   ///< a warning where it is missing
  required,  ///< the definition does not load without it
};

struct Field {
  std::string_view word;
  Shape shape = Shape::any;
  Need need = Need::optional;
  /// The words that it may be, separated by blanks, `*` for any characters; "" = anything.
  std::string_view values = {};
  std::size_t most = 0;        ///< longest value, in code points; 0 = no limit
  std::string_view rule = {};  ///< reports wrong values instead of wrong-type and invalid-enum
};

/// The tools of a host, as definitions name them; sorted.
struct Tools {
  std::span<const std::string_view> known;
  std::span<const std::string_view> removed;   ///< had once, now ignored
  std::span<const std::string_view> patterns;  ///< `mcp__*`: always good
};

/// How a file is written.
enum class Syntax : std::uint8_t { frontmatter, mdc, toml, json };

/// What one host says of one kind of definition. Updating a host is editing its table in hosts/.
struct Spec {
  Format format;
  std::string_view source;    ///< product, version and page that the table was taken from
  std::string_view reader;    ///< who reads it: "Claude Code"
  std::string_view unloaded;  ///< what happens to one that is broken: "Claude Code skips …"
  std::span<const Field> fields;
  Syntax syntax = Syntax::frontmatter;
  bool needs_frontmatter = false;
  bool has_documents = false;    ///< Markdown without a field of the kind is a document beside it
  bool refuses_unknown = false;  ///< an unknown key keeps the definition from loading
  const Tools* tools = nullptr;  ///< null: any name may be a tool
  std::string_view tools_field = {};
  std::size_t most_body = 0;  ///< code points; 0 = no limit
  /// Rules that a profile of this host raises to errors, sorted: what its own checker refuses.
  std::span<const std::string_view> refused = {};
};

/// The table of a format; null for formats that are recognised and left alone.
const Spec* find_spec(Format format);
std::span<const Spec* const> specs();

const Field* find_field(const Spec& spec, std::string_view word);

/// Does `word` fit one of the blank-separated `patterns`, in which `*` stands for any characters?
bool fits_words(std::string_view patterns, std::string_view word);

}  // namespace agent
