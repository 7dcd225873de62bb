#include "sync/lock.hpp"

#include "base/error.hpp"
#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "git/blob_reader.hpp"
#include "os/digest.hpp"

namespace syncing {
namespace {

constexpr std::size_t max_blob_bytes = std::size_t{256} << 20;

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
                      base::quoted_command("git agents source set " +
                                           base::shell_word(source.name) + " --path DIR") +
                          " names another");
  }
  std::vector<std::string> ids, paths;
  for (const auto& entry : *entries) {
    if (!is_regular(entry)) continue;
    ids.push_back(entry.id);
    paths.push_back(entry.path);
  }
  git::BlobReader reader(cache);
  reader.read(
      ids, max_blob_bytes, [&](std::size_t i, git::BlobReader::Status status, std::string content) {
        if (status != git::BlobReader::Status::ok) {
          throw base::Error(
              base::ErrorCode::invalid,
              "'" + source.name + "': the content of '" + paths[i] + "' cannot be read",
              base::quoted_command("git agents cache verify " + base::shell_word(source.name)) +
                  " looks at it");
        }
        locked.files[key_of(paths[i])] = os::sha256_hex(lf_normalised(content));
      });
  locked.hash = hash_of(locked.files);
  return locked;
}

bool is_whole(const Locked& locked) {
  return hash_of(locked.files) == locked.hash;
}

std::vector<std::string> differences(const git::Repository& cache, const Source& source,
                                     const std::string& local, const Locked& locked) {
  std::vector<std::string> sentences;
  if (!is_whole(locked)) {
    sentences.push_back("its entry in the lock was changed by hand or by a merge: " +
                        base::quoted_command("git agents pull " + base::shell_word(source.name)) +
                        " writes it anew");
    return sentences;
  }
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
  return sentences;
}

}  // namespace syncing
