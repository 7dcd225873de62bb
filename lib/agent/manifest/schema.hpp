#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "agent/fields.hpp"
#include "base/diagnostic.hpp"
#include "syntax/document.hpp"

namespace agent::manifest {

struct Member;
struct Case;
class Walk;

/// The way from the root of a file to one of its values.
struct Place {
  const Place* up = nullptr;
  std::string_view word = {};  ///< the key; "" in a list
  std::size_t index = 0;
};
/// "plugins[0].author.name"; "" for the root.
std::string to_string(const Place& place);

enum class Want : std::uint8_t {
  any,
  text,
  path,  ///< starts with "./" and ends with one of `words`, where there are any
  boolean,
  number,
  positive,  ///< a number above zero
  count,     ///< a whole number above zero
  natural,   ///< a whole number, zero included
  list,
  object,
  either,  ///< the one of `choices` that is of the value's kind
};

/// What comes of keys that an object does not have.
enum class Keys : std::uint8_t { open, named, closed };

/// What comes of a wrong value.
enum class Weight : std::uint8_t {
  refused,  ///< as the walk says
  shown,    ///< the field is for display: validators refuse the file, readers drop the field
  ignored,  ///< the field is ignored, nothing refuses it
};

/// What a value in a manifest must be. Null is a value and fits `any` alone.
struct Schema {
  Want want = Want::any;
  /// Of text: what it may be; of a path: how it may end; separated by blanks.
  std::string_view words = {};
  bool filled = false;  ///< not the empty string
  /// Of text: what else it must be; of an object: what its keys must be.
  bool (*fits)(std::string_view) = nullptr;
  std::string_view must = {};  ///< "be a URL", what `fits` asks for
  std::string_view rule = "wrong-type";
  std::span<const Member> members = {};
  std::span<const Member> more = {};  ///< those of `members` come first
  Keys keys = Keys::open;
  const Schema* each = nullptr;  ///< of a list, or of all values of an object
  std::span<const Schema* const> choices = {};
  std::string_view noun = {};  ///< what `choices` are together
  std::string_view tag = {};   ///< the member of an object that tells its case
  std::span<const Case> cases = {};
  /// What no table can say; called where the rest fits.
  void (*check)(const Walk&, const syntax::Node&, const Place&) = nullptr;
  Weight weight = Weight::refused;
};

struct Member {
  std::string_view word;
  const Schema* schema;
  bool required = false;
};

struct Case {
  std::string_view word;  ///< of the tag; "" where it is absent
  const Schema* schema;
};

/// Compares values with schemas and reports what does not fit.
class Walk {
 public:
  Walk(const Fields& fields, base::Severity severity, std::string consequence, bool unloads)
      : fields_(fields),
        severity_(severity),
        consequence_(std::move(consequence)),
        unloads_(unloads) {}

  const Fields& fields() const { return fields_; }
  base::Severity severity() const { return severity_; }

  void check(const Schema& schema, const syntax::Node& node, const Place& place) const;
  void report(std::string_view rule, const syntax::Node& node, std::string message,
              std::string hint) const;
  /// Reports what keeps nothing from loading.
  void report(std::string_view rule, const syntax::Node& node, std::string message,
              std::string consequence, std::string hint, base::Severity severity) const;

 private:
  void mismatch(const Schema& schema, const syntax::Node& node, const Place& place) const;
  /// False where it reports something.
  bool check_text(const Schema& schema, const syntax::Node& node, const Place& place) const;
  void check_path(const Schema& schema, const syntax::Node& node, const Place& place) const;
  void check_object(const Schema& schema, const syntax::Node& node, const Place& place) const;
  void check_keys(const Schema& schema, const syntax::Node& node, const Place& place) const;
  void check_case(const Schema& schema, const syntax::Node& node, const Place& place) const;
  void missing(std::string_view word, const syntax::Node& node, const Place& place) const;
  Walk lighter(Weight weight) const;

  const Fields& fields_;
  base::Severity severity_;
  std::string consequence_;
  bool unloads_;
};

/// Is it of the right type, whatever it says?
bool has_kind(const Schema& schema, const syntax::Node& node);
/// At most 80 bytes, cut between two characters, in quotes.
std::string excerpt(std::string_view word);
/// "a, b or c", each in quotes, of blank-separated words.
std::string alternatives(std::string_view words);
/// "a string", "an object", "null": what a value of JSON is.
std::string type_name(const syntax::Node& node);
/// Has the path a part that is '..'?
bool has_parent_part(std::string_view path);

}  // namespace agent::manifest
