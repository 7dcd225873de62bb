#include "objects/tree_format.hpp"

#include <algorithm>
#include <iterator>

#include "base/error.hpp"
#include "base/text.hpp"

namespace objects {
namespace {

constexpr std::size_t id_bytes = 20;
constexpr std::string_view digits = "0123456789abcdef";

void append_binary(std::string& out, const std::string& hex) {
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    out.push_back(static_cast<char>(digits.find(hex[i]) << 4 | digits.find(hex[i + 1])));
  }
}

std::string to_hex(std::string_view bytes) {
  std::string hex;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    hex.push_back(digits[byte >> 4]);
    hex.push_back(digits[byte & 15]);
  }
  return hex;
}

bool is_possible_name(std::string_view name) {
  return !name.empty() && name != "." && name != ".." && base::to_lower_ascii(name) != ".git" &&
         name.find('\0') == std::string_view::npos;
}

/// "Name <address>" without what would end the line or the address early.
std::string format_person(const std::string& author) {
  const auto clean = [](std::string_view text) {
    std::string kept;
    for (const char c : base::trim(text)) {
      const bool allowed = static_cast<unsigned char>(c) >= 0x20 && c != '<' && c != '>';
      if (allowed) kept.push_back(c);
    }
    return std::string(base::trim(kept));
  };
  const std::size_t open = author.find('<');
  std::string name = clean(author.substr(0, open));
  if (name.empty()) name = "unknown";
  const std::string address = open == std::string::npos ? "" : clean(author.substr(open));
  return name + " <" + address + ">";
}

/// The value of a header line `key`, which is taken from the front; nothing where it is another.
std::optional<std::string> take_header(std::string_view& content, std::string_view key) {
  const std::size_t end = content.find('\n');
  if (end == std::string_view::npos || !content.starts_with(key)) return std::nullopt;
  const std::string_view value = content.substr(key.size(), end - key.size());
  content.remove_prefix(end + 1);
  return std::string(value);
}

}  // namespace

void Directory::add(std::string_view path, const std::string& id) {
  Directory* directory = this;
  std::string_view rest = path;
  for (;;) {
    const std::size_t slash = rest.find('/');
    const std::string name(rest.substr(0, slash));
    const bool is_last = slash == std::string_view::npos;
    const bool taken =
        directory->files.contains(name) || (is_last && directory->directories.contains(name));
    if (!is_possible_name(name) || taken) {
      throw base::Error(
          base::ErrorCode::invalid,
          std::string(taken ? "two images are named '" : "an image cannot be named '") +
              std::string(path) + "'");
    }
    if (is_last) {
      directory->files.emplace(name, id);
      return;
    }
    directory = &directory->directories[name];
    rest.remove_prefix(slash + 1);
  }
}

std::string format_tree(std::vector<TreeEntry> entries) {
  const auto key = [](const TreeEntry& entry) {
    return entry.is_directory ? entry.name + "/" : entry.name;
  };
  std::ranges::sort(entries, {}, key);
  std::string content;
  for (const TreeEntry& entry : entries) {
    content.append(entry.is_directory ? "40000 " : "100644 ").append(entry.name).push_back('\0');
    append_binary(content, entry.id);
  }
  return content;
}

std::optional<std::vector<TreeEntry>> parse_tree(std::string_view content) {
  std::vector<TreeEntry> entries;
  while (!content.empty()) {
    const std::size_t space = content.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    const std::size_t end = content.find('\0', space);
    if (end == std::string_view::npos || content.size() - end - 1 < id_bytes) return std::nullopt;
    entries.push_back({std::string(content.substr(space + 1, end - space - 1)),
                       to_hex(content.substr(end + 1, id_bytes)),
                       content.substr(0, space) == "40000"});
    content.remove_prefix(end + 1 + id_bytes);
  }
  return entries;
}

std::string format_commit(const Commit& commit, const std::string& author, std::int64_t seconds,
                          const std::string& message) {
  const std::string person = format_person(author) + " " + std::to_string(seconds) + " +0000\n";
  std::string content = "tree " + commit.tree + "\n";
  for (const std::string& parent : commit.parents) content += "parent " + parent + "\n";
  content += "author " + person + "committer " + person + "\n";
  std::ranges::remove_copy(message, std::back_inserter(content), '\0');
  if (!content.ends_with('\n')) content.push_back('\n');
  return content;
}

std::optional<Commit> parse_commit(std::string_view content) {
  const std::optional<std::string> tree = take_header(content, "tree ");
  if (!tree) return std::nullopt;
  Commit commit{*tree, {}};
  while (std::optional<std::string> parent = take_header(content, "parent ")) {
    commit.parents.push_back(std::move(*parent));
  }
  return commit;
}

}  // namespace objects
