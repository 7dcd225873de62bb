#include "sync/lock.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "git/blob_reader.hpp"
#include "os/digest.hpp"
#include "syntax/document.hpp"

namespace syncing {
namespace {

constexpr std::size_t max_blob_bytes = std::size_t{256} << 20;
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

/// A path may hold any byte and YAML only characters.
std::string key_of(const std::string& path) {
  return base::first_invalid_utf8(path) ? base::quote_path(path) : path;
}

std::string hash_of(const std::map<std::string, std::string>& files) {
  os::Sha256 hash;
  for (const auto& [path, content] : files) {
    hash.field(path);
    hash.field(content);
  }
  return hash.hex();
}

bool is_regular(const git::Entry& entry) {
  return (entry.mode & 0170000) == 0100000;
}

}  // namespace

Lock parse_lock(std::string_view text, const std::string& path) {
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
      text += "      " + syntax::quoted(path) + ": \"" + hash + "\"\n";
    }
  }
  return text;
}

std::string lf_normalised(std::string_view bytes) {
  constexpr std::size_t looked_at = 8000;
  if (bytes.substr(0, looked_at).find('\0') != std::string_view::npos) return std::string(bytes);
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n') continue;
    text += bytes[i];
  }
  return text;
}

Locked locked_content(const git::Repository& cache, const Source& source, const std::string& local,
                      const std::string& upstream) {
  Locked locked;
  locked.url = source.url;
  locked.ref = source.configured.ref;
  locked.path = source.configured.path;
  locked.commit = upstream;
  locked.tree = git::object_ids(
      cache, {locked.path.empty() ? local + "^{tree}" : local + ":" + locked.path})[0];
  const auto entries =
      locked.tree.empty() ? std::nullopt : git::tree_entries(cache, locked.tree, {});
  if (!entries) {
    throw base::Error(base::ErrorCode::not_found,
                      "'" + source.name + "' has no directory '" + locked.path + "'",
                      "'git agents source set " + source.name + " --path DIR' names another");
  }
  std::vector<std::string> ids, paths;
  for (const auto& entry : *entries) {
    if (!is_regular(entry)) continue;
    ids.push_back(entry.id);
    paths.push_back(entry.path);
  }
  git::BlobReader reader(cache);
  reader.read(ids, max_blob_bytes,
              [&](std::size_t i, git::BlobReader::Status status, std::string content) {
                if (status != git::BlobReader::Status::ok) {
                  throw base::Error(
                      base::ErrorCode::invalid,
                      "'" + source.name + "': the content of '" + paths[i] + "' cannot be read",
                      "'git agents cache verify " + source.name + "' looks at it");
                }
                locked.files[key_of(paths[i])] = os::sha256_hex(lf_normalised(content));
              });
  locked.hash = hash_of(locked.files);
  return locked;
}

std::vector<std::string> differences(const git::Repository& cache, const Source& source,
                                     const std::string& local, const Locked& locked) {
  std::vector<std::string> sentences;
  Source as_locked = source;
  as_locked.configured.path = locked.path;
  const auto found = locked_content(cache, as_locked, local, locked.commit);
  for (const auto& [path, hash] : locked.files) {
    const auto at = found.files.find(path);
    if (at == found.files.end()) {
      sentences.push_back(base::quote_path(path) + " is missing");
    } else if (at->second != hash) {
      sentences.push_back(base::quote_path(path) + " has other content than the lock says");
    }
  }
  for (const auto& [path, hash] : found.files) {
    if (!locked.files.contains(path)) {
      sentences.push_back(base::quote_path(path) + " is not in the lock");
    }
  }
  if (sentences.empty() && found.tree != locked.tree) {
    sentences.push_back("its tree is " + found.tree + ", and the lock says " + locked.tree);
  }
  if (sentences.empty() && found.hash != locked.hash) {
    sentences.push_back("the lock's own hash is not that of its files");
  }
  return sentences;
}

}  // namespace syncing
