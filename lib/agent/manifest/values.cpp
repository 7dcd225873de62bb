#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "agent/manifest/schema.hpp"
#include "base/edit_distance.hpp"

namespace agent::manifest {
namespace {

bool is_number(const syntax::Node& node) {
  return node.type == syntax::Type::integer || node.type == syntax::Type::floating;
}

bool is_positive(const syntax::Node& node) {
  return is_number(node) && !node.value.starts_with('-') &&
         node.value.substr(0, node.value.find_first_of("eE")).find_first_of("123456789") !=
             std::string::npos;
}

std::string_view wanted(const Schema& schema) {
  switch (schema.want) {
    case Want::boolean:
      return "true or false";
    case Want::number:
      return "a number";
    case Want::positive:
      return "a number above 0";
    case Want::count:
      return "a whole number above 0";
    case Want::natural:
      return "a whole number";
    case Want::list:
      return "a list";
    case Want::object:
      return "an object";
    case Want::either:
      return schema.noun;
    default:
      return "a string";
  }
}

template <typename Visit>
void for_each_word(std::string_view words, Visit visit) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    visit(words.substr(0, end));
    words.remove_prefix(std::min(words.size(), end + 1));
  }
}

/// Paths that only lack the "./" in front.
bool is_plain_path(std::string_view path) {
  return !path.empty() && path.front() != '/' && path.front() != '~' && path.front() != ' ' &&
         path.find_first_of(":\\*?$") == path.npos && !has_parent_part(path);
}

}  // namespace

bool has_kind(const Schema& schema, const syntax::Node& node) {
  switch (schema.want) {
    case Want::any:
      return true;
    case Want::text:
    case Want::path:
      return node.is_string();
    case Want::boolean:
      return node.type == syntax::Type::boolean;
    case Want::number:
      return is_number(node);
    case Want::positive:
      return is_positive(node);
    case Want::count:
      return node.type == syntax::Type::integer && is_positive(node);
    case Want::natural:
      return node.type == syntax::Type::integer && !node.value.starts_with('-');
    case Want::list:
      return node.kind == syntax::Kind::sequence;
    case Want::object:
      return node.kind == syntax::Kind::mapping;
    case Want::either:
      return std::ranges::any_of(schema.choices,
                                 [&](const Schema* choice) { return has_kind(*choice, node); });
  }
  return false;
}

std::string excerpt(std::string_view word) {
  std::size_t most = 80;
  if (word.size() <= most) return in_quotes(word);
  while (most > 0 && (static_cast<unsigned char>(word[most]) & 0xC0) == 0x80) --most;
  return in_quotes(std::string(word.substr(0, most)) + "…");
}

std::string alternatives(std::string_view words) {
  std::vector<std::string> quoted;
  for_each_word(words, [&](std::string_view word) { quoted.push_back(in_quotes(word)); });
  std::string text;
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    if (i > 0) text += i + 1 == quoted.size() ? " or " : ", ";
    text += quoted[i];
  }
  return text;
}

std::string type_name(const syntax::Node& node) {
  switch (node.type) {
    case syntax::Type::null:
      return "null";
    case syntax::Type::mapping:
      return "an object";
    case syntax::Type::integer:
    case syntax::Type::floating:
      return "a number";
    default:
      return std::string("a ") + syntax::to_string(node.type);
  }
}

bool has_parent_part(std::string_view path) {
  while (!path.empty()) {
    const std::size_t end = std::min(path.find_first_of("/\\"), path.size());
    if (path.substr(0, end) == "..") return true;
    path.remove_prefix(std::min(path.size(), end + 1));
  }
  return false;
}

void Walk::mismatch(const Schema& schema, const syntax::Node& node, const Place& place) const {
  const std::string want(wanted(schema));
  const bool unquoted =
      want == "a string" && node.kind == syntax::Kind::scalar && node.type != syntax::Type::null;
  const bool is_number_too = is_number(node) && want.find("number") != want.npos;
  report("wrong-type", node,
         in_quotes(to_string(place)) + " must be " + want +
             (is_number_too ? "" : ", this is " + type_name(node)),
         unquoted ? "put the value in quotes" : "write " + want + ", or remove it");
}

bool Walk::check_text(const Schema& schema, const syntax::Node& node, const Place& place) const {
  const std::string where = in_quotes(to_string(place));
  if (schema.filled && node.value.empty()) {
    const bool is_name = place.word == "name";
    report(is_name ? "name-missing" : "wrong-type", node, where + " is empty", "write one");
    return false;
  }
  if (schema.fits && !schema.fits(node.value)) {
    report(schema.rule, node, where + " must " + std::string(schema.must),
           "this is " + excerpt(node.value));
    return false;
  }
  if (schema.words.empty() || fits_words(schema.words, node.value)) return true;
  std::vector<std::string_view> words;
  for_each_word(schema.words, [&](std::string_view word) { words.push_back(word); });
  const auto near = base::nearest(node.value, words);
  report("invalid-enum", node, where + " must be " + alternatives(schema.words),
         near ? "did you mean " + in_quotes(*near) + "?" : "this is " + excerpt(node.value));
  return false;
}

void Walk::check_path(const Schema& schema, const syntax::Node& node, const Place& place) const {
  const std::string where = in_quotes(to_string(place));
  const std::string_view path = node.value;
  if (schema.fits && schema.fits(path)) return;
  if (has_parent_part(path)) {
    // In a marketplace the validator lets it pass, and the plugin does not load without the file.
    const bool refused = fields_.kind() == Kind::plugin || !path.starts_with("./");
    Walk walk = *this;
    if (!refused) walk.severity_ = base::Severity::warning;
    return walk.report("link-escapes-repo", node, where + " contains '..'",
                       "a plugin has its own files only: move what it needs into its directory");
  }
  if (!path.starts_with("./")) {
    return report("invalid-globs", node, where + " must start with './'",
                  is_plain_path(path) ? "write './" + std::string(path) + "'"
                                      : "write the path from the root of the plugin");
  }
  if (path.find('*') != path.npos && fields_.kind() == Kind::plugin) {
    return report("invalid-globs", node, where + " is a pattern", "name each path");
  }
  bool ends = schema.words.empty();
  for_each_word(schema.words, [&](std::string_view word) { ends |= path.ends_with(word); });
  if (ends) return;
  report("invalid-globs", node, where + " must end with " + alternatives(schema.words),
         schema.words == ".md" ? "name each file; directories and patterns are not taken here"
                               : "name a file that does");
}

}  // namespace agent::manifest
