#include <algorithm>

#include "agent/discovery.hpp"
#include "agent/names.hpp"
#include "base/text.hpp"
#include "git/replaced.hpp"
#include "hooks/checks.hpp"
#include "hooks/here.hpp"
#include "hooks/judge.hpp"
#include "hooks/passed.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"
#include "telemetry/trace.hpp"

namespace hooks {
namespace {

struct Staged {
  std::vector<std::string> paths;
  std::vector<git::Entry> entries;  ///< that the commit will hold
  std::string listing;              ///< the same as git lists them
};

/// Of a listing of everything only what may be a definition, so that other files do not change its
/// key.
void keep_relevant(std::string& listing) {
  std::string kept;
  for (std::size_t begin = 0; begin < listing.size();) {
    const std::size_t end = std::min(listing.find('\0', begin), listing.size());
    const std::string_view record = std::string_view(listing).substr(begin, end - begin);
    const std::size_t tab = record.find('\t');
    const bool special = record.starts_with("12") || record.starts_with("16");
    if (special || (tab != record.npos && source::is_listed(record.substr(tab + 1), 0))) {
      kept.append(listing, begin, end - begin + 1);
    }
    begin = end + 1;
  }
  listing = std::move(kept);
}

/// `git ls-files` of these paths; of the whole index git itself leaves out most other files.
std::string listed(const git::Repository& repository, const std::vector<std::string>& paths) {
  const bool whole = std::ranges::find(paths, std::string()) != paths.end();
  std::vector<std::string> arguments = {"ls-files", "-s", "-z", "--"};
  if (!whole) {
    arguments.insert(arguments.end(), paths.begin(), paths.end());
    return git::query(repository, std::move(arguments));
  }
  arguments.insert(arguments.begin(), "--no-literal-pathspecs");
  for (const auto& pathspec : agent::definition_pathspecs()) arguments.emplace_back(pathspec);
  std::string listing = git::query(repository, std::move(arguments));
  keep_relevant(listing);
  return listing;
}

Staged list_staged(const git::Repository& repository, std::vector<std::string> paths) {
  const telemetry::Span span("git ls-files");
  Staged staged;
  std::string listing = listed(repository, paths);
  const auto count = static_cast<std::size_t>(std::ranges::count(listing, '\0'));
  staged.entries = git::committed_entries(repository, listing);
  // The listing shows what is only intended to be added like an empty file.
  if (staged.entries.size() != count) listing = listing_text(staged.entries);
  staged.listing = std::move(listing);
  staged.paths = std::move(paths);
  return staged;
}

std::unique_ptr<source::Tree> tree_of(const git::Repository& repository, const Staged& staged) {
  return source::staged_tree(repository, {staged.paths, staged.entries});
}

/// Names the files whose staged content is wrong, or governs, while the work tree has something
/// else.
std::string unstaged_note(const git::Repository& repository, const Verdict& verdict) {
  std::vector<std::string> arguments = {"diff-files", "--name-only", "-z", "--",
                                        std::string(agent::settings_file)};
  for (const auto& path : verdict.paths) {
    if (path != agent::settings_file) arguments.push_back(path);
  }
  const auto changed = git::query_if(repository, std::move(arguments));
  if (!changed || changed->empty()) return {};
  std::string text;
  for (std::size_t begin = 0; begin < changed->size();) {
    const auto end = changed->find('\0', begin);
    text += " " + base::quote_path(changed->substr(begin, end - begin));
    begin = end + 1;
  }
  return "note: the staged content was checked, and the work tree differs: git add" + text + "\n";
}

std::string hints(const git::Repository& repository, bool merging) {
  // `git commit -a` and `git commit PATH` judge an index that is gone afterwards.
  const bool lasts = os::file_name(os::variable("GIT_INDEX_FILE").value_or("index")) == "index";
  std::string text = std::string("hint: 'git agents validate") + (lasts ? " --staged" : "") +
                     "' shows this again; 'git commit --no-verify' skips the check once; "
                     "'git agents validate --write-baseline' accepts old errors\n";
  // Git writes MERGE_HEAD after pre-merge-commit only.
  if (merging || os::exists(os::join(repository.git_dir, "MERGE_HEAD"))) {
    text +=
        "hint: the merge is not committed: correct the files, 'git add' them and 'git commit', or "
        "give it up with 'git merge --abort'\n";
  }
  return text;
}

int tell(const git::Repository& repository, const Verdict& verdict, bool merging) {
  if (verdict.is_silent() || switched_off(repository)) return 0;
  if (!verdict.failed) {
    say(stale_note(verdict.stale, ""));
    return 0;
  }
  say(refusal(verdict, "the commit") + unstaged_note(repository, verdict) +
      hints(repository, merging));
  return 1;
}

/// Did exactly this pass last time?
bool has_passed(const git::Repository& repository, const std::optional<Passed>& passed,
                const Staged& staged) {
  Rulebook rules = rulebook();
  rules.skipped = skipped_rules();
  return passed && passed->key == verdict_key(rules, staged.listing, staged.paths) &&
         !git::objects_may_be_replaced(repository);
}

int check(bool merging) {
  const auto repository = here();
  const auto passed = Passed::load(repository);
  auto staged =
      list_staged(repository, passed ? passed->paths : source::listed_paths(settings::Settings()));
  if (has_passed(repository, passed, staged)) return 0;
  Judge judge(repository);
  Judge::Answer answer;
  // Under these paths it is only remembered where they are those of its own settings.
  auto key = judge.key(staged.paths, staged.listing);
  if (auto verdict = judge.remembered(key)) {
    answer.verdict = std::move(*verdict);
  } else {
    auto tree = tree_of(repository, staged);
    const auto governance = source::govern(*tree);
    if (auto paths = source::listed_paths(governance.loaded.settings); paths != staged.paths) {
      staged = list_staged(repository, std::move(paths));
      tree = tree_of(repository, staged);
      key = judge.key(staged.paths, staged.listing);
    }
    answer = judge.judge(*tree, key);
  }
  if (answer.verdict.is_silent() && answer.lasting) Passed{key, staged.paths}.save(repository);
  return tell(repository, answer.verdict, merging);
}

}  // namespace

int check_staged(std::span<const std::string>) {
  return check(false);
}
int check_merged(std::span<const std::string>) {
  return check(true);
}

}  // namespace hooks
