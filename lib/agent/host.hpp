#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "agent/kind.hpp"
#include "base/diagnostic.hpp"

namespace agent {

/// What a field's value must be. Hosts read `null` as absent everywhere.
enum class Shape : std::uint8_t {
  any,
  name,            ///< a string: numbers, booleans and dates are refused
  filled,          ///< a string that is not empty
  url,             ///< a string that JavaScript takes for a URL
  json_text,       ///< a string that holds JSON
  text,            ///< no list or mapping
  boolean,         ///< true, false, yes, no, on, off, 1, 0
  strict_boolean,  ///< true or false
  integer,         ///< also in quotes
  number,
  count,              ///< a whole number above 0, also written 5.0
  list,               ///< a list or a string
  string_or_strings,  ///< a string or a list of strings
  sequence,           ///< a list only
  strings,            ///< a list of strings
  mapping,
  string_map,  ///< a mapping to strings
  ignored,     ///< read elsewhere, but not here: any value is reported
};

enum class Need : std::uint8_t {
  optional,
  advised,   ///< a warning where it is missing
  required,  ///< the definition does not load without it
  present,   ///< as `required`, but an empty text will do
};

struct Field {
  std::string_view word;
  Shape shape = Shape::any;
  Need need = Need::optional;
  /// The words that it may be, separated by blanks, `*` for any characters; "" = anything.
  std::string_view values = {};
  std::size_t most = 0;        ///< longest value, in code points; 0 = no limit
  std::string_view rule = {};  ///< reports wrong values instead of wrong-type and invalid-enum
  /// Of a wrong value where `rule` does not say: an error where it costs more than the field.
  base::Severity wrong = base::Severity::error;
};

/// A field whose wrong value is ignored, and nothing else happens.
constexpr Field lenient(Field field) {
  field.wrong = base::Severity::warning;
  return field;
}

/// The tools of a host, as definitions name them; sorted.
struct Tools {
  std::span<const std::string_view> known;
  std::span<const std::string_view> removed;   ///< had once, now ignored
  std::span<const std::string_view> patterns;  ///< `mcp__*`: always good
  /// Takes the names beside `known` where patterns cannot say which; entries are then whole names.
  bool (*accepts)(std::string_view name) = nullptr;
};

/// How a file is written.
enum class Syntax : std::uint8_t { frontmatter, mdc, toml, json };

/// What a host takes for a name.
enum class NameRule : std::uint8_t {
  free,
  claude,  ///< no ':', no '-' in front
  slug,    ///< a-z, 0-9, '-' and '_'
};

/// What one host says of one kind of definition. Updating a host is editing its table in hosts/.
struct Spec {
  Format format;
  std::string_view source;    ///< product, version and page that the table was taken from
  std::string_view reader;    ///< who reads it: "Claude Code"
  std::string_view unloaded;  ///< what happens to one that is broken: "Claude Code skips …"
  std::span<const Field> fields;
  Syntax syntax = Syntax::frontmatter;
  bool needs_frontmatter = false;
  bool has_documents = false;  ///< Markdown without a field of the kind is a document beside it
  /// The first bytes must be `---` and a line end: no byte order mark, no blanks.
  bool exact_fence = false;
  /// Read by a strict schema: unknown keys and tools, null and YAML that needs repair keep the
  /// definition from loading.
  bool strict = false;
  bool fatal_types = false;  ///< a wrong type keeps the definition from loading, as in `strict`
  NameRule names = NameRule::free;
  const Tools* tools = nullptr;  ///< null: any name may be a tool
  std::string_view tools_field = {};
  std::size_t most_body = 0;  ///< code points; 0 = no limit
  /// Rules that a profile of this host raises to errors, sorted: what its own checker refuses.
  std::span<const std::string_view> refused = {};
  const Spec* remote = nullptr;  ///< of agents that run elsewhere, with fields of their own
};

/// The table of a format; null for formats that are recognised and left alone.
const Spec* find_spec(Format format);
std::span<const Spec* const> specs();

const Field* find_field(const Spec& spec, std::string_view word);

/// Does `word` fit one of the blank-separated `patterns`, in which `*` stands for any characters?
bool fits_words(std::string_view patterns, std::string_view word);

}  // namespace agent
