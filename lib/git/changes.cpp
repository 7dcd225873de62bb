#include "git/failure.hpp"
#include "git/records.hpp"
#include "git/repository.hpp"

namespace git {

std::vector<Change> parse_changes(std::string_view raw) {
  std::vector<Change> found;
  bool is_path = false;
  for_each_record(raw, [&](std::string_view record) {
    if (is_path) {
      found.back().path = record;
    } else {
      std::string_view rest = record;
      take(rest, ':', record);
      Change& change = found.emplace_back();
      change.old_mode = octal(take(rest, ' ', record), record);
      change.new_mode = octal(take(rest, ' ', record), record);
      change.old_id = take(rest, ' ', record);
      change.new_id = take(rest, ' ', record);
      if (rest.empty()) malformed(record);
      change.status = rest.front();
    }
    is_path = !is_path;
  });
  return found;
}

std::optional<std::vector<Change>> changes(const Repository& repository, const std::string& from,
                                           const std::string& to,
                                           const std::vector<std::string>& roots) {
  if (!is_revision_argument(from) || !is_revision_argument(to)) return std::nullopt;
  std::vector<std::string> arguments = {"diff-tree",     "-r", "-z", "--raw", "--no-renames",
                                        "--no-ext-diff", from, to};
  append_roots(arguments, roots);
  if (arguments.back() == to) arguments.emplace_back("--");
  const std::optional<std::string> listing =
      query_unless(repository, std::move(arguments),
                   {"bad revision", "bad object", "unable to read tree", "Not a valid object"});
  if (!listing) return std::nullopt;
  return parse_changes(*listing);
}

std::optional<Head> head(const Repository& repository, const std::vector<std::string>& roots) {
  std::vector<std::string> arguments = {"diff-tree",
                                        "--always",
                                        "--root",
                                        "-r",
                                        "-z",
                                        "--raw",
                                        "--no-abbrev",
                                        "--no-renames",
                                        "--no-ext-diff",
                                        "--format=%H %T %P",
                                        "HEAD"};
  append_roots(arguments, roots);
  const auto output = query_if(repository, std::move(arguments));
  if (!output) return std::nullopt;
  std::string_view raw = *output;
  const std::string_view header = raw;
  std::string_view ids = take(raw, '\0', header);
  Head found;
  found.commit = take(ids, ' ', header);
  found.tree = take(ids, ' ', header);
  const bool single = ids.find(' ') == std::string_view::npos;
  if (single) found.only_parent = ids;
  if (raw.starts_with('\n')) raw.remove_prefix(1);
  if (single) found.changes = parse_changes(raw);
  return found;
}

}  // namespace git
