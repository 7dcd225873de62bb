#include "settings/reader.hpp"

#include <charconv>

#include "base/edit_distance.hpp"
#include "os/file.hpp"
#include "os/git_component.hpp"
#include "settings/lookup.hpp"

namespace settings {
namespace {

std::string list_of(std::span<const std::string_view> words) {
  std::string text;
  for (const auto word : words) {
    if (!text.empty()) text += ", ";
    text += word;
  }
  return text;
}

std::string with_article(syntax::Type type) {
  const std::string word = to_string(type);
  return (type == syntax::Type::integer ? "an " : "a ") + word;
}

bool has_upward_component(std::string_view path) {
  return ("/" + std::string(path) + "/").find("/../") != std::string::npos;
}

/// "warn" for "warning", "claude-code" for "claude": too far apart for the edit distance.
bool begins_alike(std::string_view word, std::string_view candidate) {
  constexpr std::size_t shortest = 3;
  return word.size() >= shortest && candidate.size() >= shortest &&
         (candidate.starts_with(word) || word.starts_with(candidate));
}

std::string suggestion(std::string_view word, std::span<const std::string_view> allowed) {
  constexpr std::size_t most_listed = 24;
  auto near = base::nearest(word, allowed);
  for (const auto candidate : allowed) {
    if (!near && begins_alike(word, candidate)) near = candidate;
  }
  if (near) return "did you mean '" + std::string(*near) + "'?";
  if (allowed.size() > most_listed) {
    return "none of the " + std::to_string(allowed.size()) + " that are known is like it";
  }
  return "possible: " + list_of(allowed);
}

}  // namespace

void Reader::error(const syntax::Node& node, std::string message, std::string hint) {
  error(node.begin, node.end, std::move(message), std::move(hint));
}

void Reader::error(std::size_t begin, std::size_t end, std::string message, std::string hint) {
  base::Diagnostic diagnostic;
  diagnostic.rule = "configuration";
  diagnostic.severity = base::Severity::error;
  diagnostic.path = path_;
  diagnostic.place = lines_.place(begin, end);
  diagnostic.message = std::move(message);
  diagnostic.consequence = "the configuration is not used, and nothing is checked or deployed";
  diagnostic.hint = std::move(hint);
  diagnostics_.push_back(std::move(diagnostic));
}

std::optional<std::string> Reader::text(const syntax::Node& node, std::string_view key) {
  if (node.kind != syntax::Kind::scalar || node.type == syntax::Type::null) {
    error(node, "'" + std::string(key) + "' must be a string, not " + with_article(node.type));
    return std::nullopt;
  }
  return node.value;
}

std::optional<std::string> Reader::word(const syntax::Node& node, std::string_view key,
                                        std::span<const std::string_view> allowed) {
  auto value = text(node, key);
  if (!value) return std::nullopt;
  for (const auto candidate : allowed) {
    if (candidate == *value) return value;
  }
  error(node, "'" + *value + "' is not a value of '" + std::string(key) + "'",
        suggestion(*value, allowed));
  return std::nullopt;
}

std::optional<bool> Reader::boolean(const syntax::Node& node, std::string_view key) {
  if (node.kind == syntax::Kind::scalar && node.type == syntax::Type::boolean) {
    return base::to_lower_ascii(node.value) == "true";
  }
  error(node, "'" + std::string(key) + "' must be true or false");
  return std::nullopt;
}

std::optional<long long> Reader::integer(const syntax::Node& node, std::string_view key) {
  long long number = 0;
  const auto* end = node.value.data() + node.value.size();
  if (node.type != syntax::Type::integer ||
      std::from_chars(node.value.data(), end, number).ptr != end) {
    error(node, "'" + std::string(key) + "' must be a whole number");
    return std::nullopt;
  }
  return number;
}

std::optional<long long> Reader::within(const syntax::Node& node, const Key& key) {
  const auto number = integer(node, key.name);
  if (!number || (*number >= key.least && *number <= key.most)) return number;
  error(node, "'" + std::string(key.name) + "' must be from " + std::to_string(key.least) + " to " +
                  std::to_string(key.most));
  return std::nullopt;
}

std::vector<std::string> Reader::texts(const syntax::Node& node, std::string_view key) {
  std::vector<std::string> values;
  if (node.kind == syntax::Kind::sequence) {
    for (const auto& item : node.items) {
      if (auto value = text(item, key)) values.push_back(std::move(*value));
    }
  } else if (auto value = text(node, key)) {
    values.push_back(std::move(*value));
  }
  return values;
}

std::optional<std::string> Reader::path(const syntax::Node& node, std::string_view key) {
  const auto value = text(node, key);
  if (!value) return std::nullopt;
  const std::string inside = os::normalise(*value);
  if (value->starts_with('/') || value->starts_with('~') || !os::stays_inside(inside)) {
    error(node, "'" + std::string(key) + "' leads out of the repository: '" + *value + "'",
          "give a path relative to the repository's root");
    return std::nullopt;
  }
  // Also where it stays inside, so that what the path means can be seen without resolving it.
  if (has_upward_component(*value)) {
    error(node, "'" + std::string(key) + "' must be written without '..': '" + *value + "'");
    return std::nullopt;
  }
  if (os::has_git_component(inside)) {
    error(node, "'" + std::string(key) + "' leads into git's own directory: '" + *value + "'");
    return std::nullopt;
  }
  return inside;
}

const std::vector<syntax::Node>& Reader::mappings(const syntax::Node& node, std::string_view key) {
  if (node.kind != syntax::Kind::sequence && node.type != syntax::Type::null) {
    const std::vector<std::string_view> names = names_in(key);
    error(node, "'" + std::string(key) + "' must be a list of {" + list_of(names) + "}");
  }
  return node.items;
}

void Reader::hide(const syntax::Node& node) {
  const std::uint32_t last = lines_.line_of(node.end);
  for (std::uint32_t line = lines_.line_of(node.begin); line <= last; ++line) {
    hidden_lines_.insert(line);
  }
}

base::Diagnostics Reader::take() {
  for (auto& diagnostic : diagnostics_) {
    if (hidden_lines_.contains(diagnostic.place.line)) diagnostic.place.excerpt.clear();
  }
  return std::move(diagnostics_);
}

bool Reader::mapping(const syntax::Node& node, std::string_view key,
                     std::span<const std::string_view> allowed) {
  if (node.kind != syntax::Kind::mapping) {
    error(node, (key.empty() ? std::string("the file") : "'" + std::string(key) + "'") +
                    " must be a mapping, not " + with_article(node.type));
    return false;
  }
  for (const auto& [name, value] : node.entries) {
    bool known = false;
    for (const auto candidate : allowed) known = known || candidate == name.value;
    if (!known) {
      const std::string full = key.empty() ? name.value : std::string(key) + "." + name.value;
      error(name, "unknown key '" + full + "'", suggestion(name.value, allowed));
    }
  }
  return true;
}

}  // namespace settings
