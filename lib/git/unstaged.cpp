#include "git/unstaged.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>

#include "git/records.hpp"

namespace git {
namespace {

/// More would not fit on a command line of the least that systems allow.
constexpr std::size_t most_path_arguments = 1000;

/// Undoes the quoting of a path (core.quotePath in git-config(1)).
std::string unquoted(std::string_view text) {
  if (text.size() < 2 || text.front() != '"') {
    if (text.ends_with('\t')) text.remove_suffix(1);
    return std::string(text);
  }
  text = text.substr(1, text.size() - 2);
  static constexpr std::string_view letters = "abtnvfr", bytes = "\a\b\t\n\v\f\r";
  std::string path;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      path.push_back(text[i]);
      continue;
    }
    const char c = text[++i];
    const std::size_t letter = letters.find(c);
    if (c >= '0' && c <= '3' && i + 2 < text.size()) {
      path.push_back(static_cast<char>(octal(text.substr(i, 3), text)));
      i += 2;
    } else {
      path.push_back(letter == letters.npos ? c : bytes[letter]);
    }
  }
  return path;
}

/// Takes "3,2" or "3", which counts 1, from the front.
LineRange take_range(std::string_view& text, std::string_view record) {
  LineRange range{0, 1};
  const auto number = [&](std::size_t& value) {
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc()) malformed(record);
    text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  };
  number(range.first);
  if (text.starts_with(',')) {
    text.remove_prefix(1);
    number(range.count);
  }
  return range;
}

struct Hunk {
  std::size_t removed = 0;
  LineRange added;
};

/// "@@ -1,2 +3,4 @@ …".
Hunk parse_hunk(std::string_view line) {
  std::string_view rest = line;
  Hunk hunk;
  rest.remove_prefix(std::min<std::size_t>(rest.size(), 4));
  hunk.removed = take_range(rest, line).count;
  if (!rest.starts_with(" +")) malformed(line);
  rest.remove_prefix(2);
  hunk.added = take_range(rest, line);
  return hunk;
}

}  // namespace

Unstaged parse_unstaged(std::string_view patch) {
  // The first where there is nothing to show, else a combined diff.
  constexpr std::string_view unmerged[] = {"* Unmerged path ", "diff --cc "};
  Unstaged found;
  std::optional<std::string> path;
  bool is_new = false;
  std::size_t body = 0;  // lines of the hunk that are still to come
  while (!patch.empty()) {
    const std::size_t end = std::min(patch.find('\n'), patch.size());
    const std::string_view line = patch.substr(0, end);
    patch.remove_prefix(std::min(end + 1, patch.size()));
    if (body > 0) {
      if (!line.starts_with('\\')) --body;
    } else if (const auto* prefix = std::ranges::find_if(
                   unmerged, [&](std::string_view start) { return line.starts_with(start); });
               prefix != std::end(unmerged)) {
      found.unmerged.insert(unquoted(line.substr(prefix->size())));
      path.reset();
    } else if (line.starts_with("diff --git ")) {
      path.reset();
      is_new = false;
    } else if (line.starts_with("new file mode ")) {
      is_new = true;
    } else if (line.starts_with("+++ ")) {
      const std::string name = unquoted(line.substr(4));
      if (name.starts_with("b/")) path = name.substr(2);
    } else if (line.starts_with("@@ -")) {
      const Hunk hunk = parse_hunk(line);
      body = hunk.removed + hunk.added.count;
      if (path && !is_new) found.lines[*path].push_back(hunk.added);
    }
  }
  return found;
}

Unstaged unstaged_lines(const Repository& repository, const std::vector<std::string>& paths) {
  if (paths.empty()) return {};
  std::vector<std::string> arguments = {"diff-files",
                                        "-p",
                                        "-U0",
                                        "--text",
                                        "--no-color",
                                        "--no-renames",
                                        "--no-ext-diff",
                                        "--no-textconv",
                                        "--ignore-submodules=all",
                                        "--src-prefix=a/",
                                        "--dst-prefix=b/",
                                        "--"};
  if (paths.size() <= most_path_arguments) {
    arguments.insert(arguments.end(), paths.begin(), paths.end());
  }
  return parse_unstaged(query(repository, std::move(arguments)));
}

}  // namespace git
