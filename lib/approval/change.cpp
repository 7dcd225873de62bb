#include "approval/change.hpp"

#include <charconv>

#include "base/error.hpp"
#include "base/text.hpp"
#include "git/failure.hpp"
#include "git/records.hpp"
#include "os/digest.hpp"

namespace approval {
namespace {

constexpr std::string_view digest_prefix = "ga-change-v1:sha256:";

/// Runs git on what is really in the object database.
os::Result run_unreplaced(const git::Repository& repository, std::vector<std::string> arguments) {
  os::Command git = git::command(repository, std::move(arguments));
  git.environment.emplace_back("GIT_NO_REPLACE_OBJECTS", "1");
  git.environment.emplace_back("GIT_REPLACE_REF_BASE", std::nullopt);
  git.environment.emplace_back("GIT_GRAFT_FILE", "/dev/null");
  return os::run(git);
}

std::vector<std::string> diff_tree(std::string format, const std::string& from,
                                   const std::string& to) {
  return {"diff-tree",
          "-r",
          "-z",
          std::move(format),
          "--no-abbrev",
          "--no-renames",
          "--no-relative",
          "--no-ext-diff",
          "--no-textconv",
          "--ignore-submodules=none",
          from,
          to,
          "--"};
}

std::uint64_t number(std::string_view digits) {
  std::uint64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

}  // namespace

std::string raw_change(const git::Repository& repository, const std::string& from,
                       const std::string& to) {
  const auto arguments = diff_tree("--raw", from, to);
  os::Result result = run_unreplaced(repository, arguments);
  if (!result.ok()) throw git::failure(arguments, result);
  return std::move(result.output);
}

std::string change_digest(std::string_view identity, std::string_view target_ref,
                          std::string_view raw) {
  if (raw.empty()) throw base::Error(base::ErrorCode::invalid, "the change is empty");
  os::Sha256 hash;
  hash.update("git-agents-change-v1\nrepo ");
  hash.update(identity);
  hash.update("\nref ");
  hash.update(target_ref);
  hash.update("\n");
  hash.update(raw);
  return std::string(digest_prefix) + hash.hex();
}

std::string_view digest_hex(std::string_view digest) {
  return digest.substr(std::min(digest_prefix.size(), digest.size()));
}

std::optional<LineCounts> line_counts(const git::Repository& repository, const std::string& from,
                                      const std::string& to) {
  const os::Result result = run_unreplaced(repository, diff_tree("--numstat", from, to));
  if (!result.ok()) return std::nullopt;
  LineCounts counts;
  git::for_each_record(result.output, [&](std::string_view record) {
    std::string_view rest = record;
    counts.insertions += number(git::take(rest, '\t', record));
    counts.deletions += number(git::take(rest, '\t', record));
  });
  return counts;
}

std::vector<Commit> commits_between(const git::Repository& repository, const std::string& base,
                                    const std::string& head, std::size_t most) {
  std::vector<std::string> arguments = {"rev-list", "--encoding=UTF-8",
                                        "--format=%H%n%an <%ae>%n%s",
                                        "--max-count=" + std::to_string(most), head};
  if (!base.empty()) arguments.push_back("^" + base);
  arguments.emplace_back("--");
  const os::Result result = run_unreplaced(repository, std::move(arguments));
  if (!result.ok()) return {};
  std::vector<Commit> commits;
  for (std::string_view rest = result.output; !rest.empty();) {
    git::take(rest, '\n', rest);  // "commit <id>"
    Commit& commit = commits.emplace_back();
    commit.id = git::take(rest, '\n', rest);
    commit.author = git::take(rest, '\n', rest);
    commit.subject = git::take(rest, '\n', rest);
  }
  return commits;
}

std::optional<std::string> base_of(const git::Repository& repository, const std::string& tip,
                                   const std::string& head) {
  const os::Result result = run_unreplaced(repository, {"merge-base", tip, head});
  if (!result.ok()) return std::nullopt;
  return std::string(base::trim(result.output));
}

}  // namespace approval
