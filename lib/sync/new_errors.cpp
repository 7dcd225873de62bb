#include "sync/new_errors.hpp"

#include <algorithm>
#include <set>

#include "agent/baseline.hpp"
#include "base/text.hpp"
#include "git/blob_reader.hpp"
#include "source/validation.hpp"

namespace syncing {
namespace {

constexpr std::size_t max_text_bytes = std::size_t{8} << 20;

agent::BaselineEntry entry_of(const base::Diagnostic& diagnostic) {
  return {diagnostic.rule, diagnostic.path, agent::fingerprint(diagnostic)};
}

std::multiset<agent::BaselineEntry> errors_of(const git::Repository& cache,
                                              const std::string& commit) {
  std::multiset<agent::BaselineEntry> errors;
  if (commit.empty()) return errors;
  source::ValidationOptions options;
  options.use_baseline = false;
  const auto validation = source::validate(*source::commit_tree(cache, commit), options);
  for (const auto& diagnostic : validation.diagnostics) errors.insert(entry_of(diagnostic));
  return errors;
}

}  // namespace

base::Diagnostics new_errors(const git::Repository& cache, const std::string& tree,
                             const std::string& upstream) {
  const auto validation = source::validate(*source::tree_by_id(cache, tree), {});
  base::Diagnostics errors;
  std::ranges::copy_if(validation.diagnostics, std::back_inserter(errors),
                       [](const auto& found) { return found.severity == base::Severity::error; });
  if (errors.empty()) return errors;
  auto known = errors_of(cache, upstream);
  std::erase_if(errors, [&](const auto& found) {
    const auto old = known.find(entry_of(found));
    if (old == known.end()) return false;
    known.erase(old);
    return true;
  });
  return errors;
}

std::size_t conflict_line(std::string_view text) {
  std::size_t number = 0, begin = 0;
  bool parted = false;
  while (!text.empty()) {
    ++number;
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with("<<<<<<< ")) {
      begin = number;
      parted = false;
    } else if (line == "=======") {
      parted = begin != 0;
    } else if (parted && line.starts_with(">>>>>>> ")) {
      return begin;
    }
  }
  return 0;
}

std::optional<std::string> left_conflict(const git::Repository& cache,
                                         const std::vector<git::Change>& changes) {
  git::BlobReader blobs(cache);
  const auto line_in = [&](const std::string& id, std::uint32_t mode) -> std::size_t {
    if ((mode & 0170000) != 0100000) return 0;
    std::size_t line = 0;
    blobs.read({id}, max_text_bytes, [&](std::size_t, git::BlobReader::Status status, auto text) {
      if (status == git::BlobReader::Status::ok) line = conflict_line(text);
    });
    return line;
  };
  for (const auto& change : changes) {
    if (change.status == 'D') continue;
    const std::size_t line = line_in(change.new_id, change.new_mode);
    if (line == 0) continue;
    if (change.status != 'A' && line_in(change.old_id, change.old_mode) != 0) continue;
    return base::quote_path(change.path) + ":" + std::to_string(line);
  }
  return std::nullopt;
}

}  // namespace syncing
