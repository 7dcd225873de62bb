#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "sync/lock.hpp"
#include "syntax/document.hpp"

namespace syncing {
namespace {

constexpr syntax::Limits limits{.depth = 8, .nodes = 4'000'000};

[[noreturn]] void refuse(std::string_view text, const std::string& path, std::size_t at,
                         const std::string& problem) {
  const auto place = base::Lines(text).place(at, at);
  throw base::Error(base::ErrorCode::invalid,
                    base::quote_path(path) + ":" + std::to_string(place.line) + ":" +
                        std::to_string(place.column) + ": " + problem,
                    "resolve a conflict by taking either side, or delete the file; then "
                    "'git agents pull' writes it anew");
}

bool is_hex(std::string_view text, std::initializer_list<std::size_t> lengths) {
  return std::ranges::find(lengths, text.size()) != lengths.end() &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

class Parser {
 public:
  Parser(std::string_view text, const std::string& path)
      : text_(text), path_(path), document_(syntax::parse_yaml(text, limits)) {}

  Lock parse() {
    Lock lock;
    if (!document_.problems.empty()) {
      refuse(text_, path_, document_.problems.front().begin, document_.problems.front().message);
    }
    if (!document_.root || document_.root->type == syntax::Type::null) return lock;
    const auto& root = mapping(*document_.root);
    const auto* version = root.find("version");
    if (version == nullptr || version->value != "1") {
      wrong(version == nullptr ? root : *version, "this is no lock of version 1");
    }
    const auto* sources = root.find("sources");
    if (sources == nullptr || sources->type == syntax::Type::null) return lock;
    for (const auto& [id, node] : mapping(*sources).entries) {
      if (!lock.emplace(id.value, source(node)).second)
        wrong(id, "'" + id.value + "' is there twice");
    }
    return lock;
  }

 private:
  [[noreturn]] void wrong(const syntax::Node& node, const std::string& problem) const {
    refuse(text_, path_, node.begin, problem);
  }
  const syntax::Node& mapping(const syntax::Node& node) const {
    if (node.kind != syntax::Kind::mapping) wrong(node, "a mapping was expected");
    return node;
  }
  std::string text(const syntax::Node& node, const char* key, bool required) const {
    const auto* value = node.find(key);
    if (value == nullptr) {
      if (required) wrong(node, std::string("'") + key + "' is missing");
      return {};
    }
    if (value->kind != syntax::Kind::scalar)
      wrong(*value, std::string("'") + key + "' must be a text");
    return value->value;
  }
  std::string id(const syntax::Node& node, const char* key,
                 std::initializer_list<std::size_t> lengths) const {
    auto value = text(node, key, true);
    if (!is_hex(value, lengths)) wrong(*node.find(key), std::string("'") + key + "' is no id");
    return value;
  }

  Locked source(const syntax::Node& node) const {
    mapping(node);
    Locked locked;
    locked.url = text(node, "url", true);
    locked.ref = text(node, "ref", false);
    locked.path = text(node, "path", false);
    locked.commit = id(node, "commit", {40, 64});
    locked.tree = id(node, "tree", {40, 64});
    locked.hash = id(node, "hash", {64});
    if (const auto* files = node.find("files");
        files != nullptr && files->type != syntax::Type::null) {
      for (const auto& [path, hash] : mapping(*files).entries) {
        if (!is_hex(hash.value, {64})) wrong(hash, "this is no hash");
        if (!locked.files.emplace(path.value, hash.value).second) {
          wrong(path, "'" + path.value + "' is there twice");
        }
      }
    }
    return locked;
  }

  std::string_view text_;
  const std::string& path_;
  syntax::Document document_;
};

/// Reads a lock as format_lock() writes it, line by line: yaml-cpp takes 5 µs for every file of
/// every source. Anything else that is a lock, too, such as one that was edited, is for the other
/// parser.
class LineParser {
 public:
  explicit LineParser(std::string_view text) : rest_(text) {}

  std::optional<Lock> parse() {
    Lock lock;
    while (rest_.starts_with("#")) next();
    if (next() != "version: 1" || next() != "sources:") return std::nullopt;
    while (!rest_.empty()) {
      auto id = take("  \"", "\":");
      auto locked = source();
      if (!id || !locked || !lock.emplace(std::move(*id), std::move(*locked)).second) {
        return std::nullopt;
      }
    }
    return lock;
  }

 private:
  std::string_view next() {
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return line;
  }
  /// What stands between these two in the next line, which is taken only then; nothing where it is
  /// otherwise, or where it holds an escape.
  std::optional<std::string> take(std::string_view before, std::string_view after) {
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    std::string_view line = rest_.substr(0, end);
    if (!line.starts_with(before) || !line.ends_with(after)) return std::nullopt;
    if (line.size() < before.size() + after.size()) return std::nullopt;
    line = line.substr(before.size(), line.size() - before.size() - after.size());
    if (line.find_first_of("\"\\") != std::string_view::npos) return std::nullopt;
    if (base::first_invalid_utf8(line)) return std::nullopt;
    next();
    return std::string(line);
  }

  std::optional<Locked> source() {
    Locked locked;
    const auto url = take("    url: \"", "\"");
    locked.ref = take("    ref: \"", "\"").value_or("");
    locked.path = take("    path: \"", "\"").value_or("");
    const auto commit = take("    commit: \"", "\""), tree = take("    tree: \"", "\""),
               hash = take("    hash: \"", "\"");
    if (!url || !commit || !tree || !hash || next() != "    files:") return std::nullopt;
    if (!is_hex(*commit, {40, 64}) || !is_hex(*tree, {40, 64}) || !is_hex(*hash, {64})) {
      return std::nullopt;
    }
    locked.url = *url;
    locked.commit = *commit;
    locked.tree = *tree;
    locked.hash = *hash;
    while (rest_.starts_with("      \"")) {
      if (!file(locked)) return std::nullopt;
    }
    return locked;
  }

  bool file(Locked& locked) {
    constexpr std::size_t digits = 64;
    constexpr std::string_view before = "      \"", between = "\": \"";
    std::string_view line = next();
    if (line.size() < before.size() + between.size() + digits + 1 || !line.ends_with('"'))
      return false;
    const std::string_view hash = line.substr(line.size() - 1 - digits, digits);
    line = line.substr(before.size(), line.size() - before.size() - 1 - digits);
    if (!line.ends_with(between) || !is_hex(hash, {digits})) return false;
    line.remove_suffix(between.size());
    if (line.find_first_of("\"\\") != std::string_view::npos) return false;
    const auto at = locked.files.emplace_hint(locked.files.end(), line, hash);
    return at->second == hash && !base::first_invalid_utf8(line);
  }

  std::string_view rest_;
};

}  // namespace

Lock parse_lock(std::string_view text, const std::string& path) {
  if (auto lock = LineParser(text).parse()) return std::move(*lock);
  return Parser(text, path).parse();
}

std::string format_lock(const Lock& lock) {
  std::string text =
      "# Written by 'git agents pull', which pins here what it pulled. Commit it.\n"
      "version: 1\nsources:";
  if (lock.empty()) return text + " {}\n";
  text += "\n";
  for (const auto& [id, locked] : lock) {
    text += "  " + syntax::quoted(id) + ":\n";
    text += "    url: " + syntax::quoted(locked.url) + "\n";
    if (!locked.ref.empty()) text += "    ref: " + syntax::quoted(locked.ref) + "\n";
    if (!locked.path.empty()) text += "    path: " + syntax::quoted(locked.path) + "\n";
    // Quoted, since one of digits alone, or with one "e", is a number to YAML.
    text += "    commit: \"" + locked.commit + "\"\n    tree: \"" + locked.tree +
            "\"\n    hash: \"" + locked.hash + "\"\n    files:";
    text += locked.files.empty() ? " {}\n" : "\n";
    for (const auto& [path, hash] : locked.files) {
      const std::string key = syntax::quoted(path);
      // YAML wants longer keys to be told as such (yaml.org/spec/1.2.2, 7.4.3).
      constexpr std::size_t longest_simple_key = 1000;
      text += key.size() > longest_simple_key ? "      ? " + key + "\n      : \""
                                              : "      " + key + ": \"";
      text += hash + "\"\n";
    }
  }
  return text;
}

}  // namespace syncing
