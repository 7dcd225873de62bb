#include <algorithm>

#include "agent/discovery.hpp"
#include "agent/names.hpp"
#include "base/text.hpp"
#include "build/stale.hpp"
#include "hooks/checks.hpp"
#include "hooks/here.hpp"
#include "hooks/passed.hpp"
#include "index/memo.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"
#include "source/validation.hpp"
#include "telemetry/trace.hpp"

namespace hooks {
namespace {

struct Staged {
  std::vector<std::string> paths;
  std::vector<git::Entry> entries;  ///< that the commit will hold
  std::string key;
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
  if (staged.entries.size() != count) {
    // The listing shows what is only intended to be added like an empty file.
    for (const auto& entry : staged.entries) listing += entry.path + '\0';
  }
  staged.key = verdict_key(listing, paths);
  staged.paths = std::move(paths);
  return staged;
}

std::unique_ptr<source::Tree> tree_of(const git::Repository& repository, const Staged& staged) {
  return source::staged_tree(repository, {staged.paths, staged.entries});
}

/// Names the files whose staged content is wrong, or governs, while the work tree has something
/// else.
std::string unstaged_note(const git::Repository& repository, const source::Validation& validation) {
  std::vector<std::string> arguments = {"diff-files", "--name-only", "-z", "--",
                                        std::string(agent::settings_file)};
  for (const auto& diagnostic : validation.diagnostics) {
    if (diagnostic.severity < validation.settings.validate.fail_on) continue;
    if (std::ranges::find(arguments, diagnostic.path) == arguments.end()) {
      arguments.push_back(diagnostic.path);
    }
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

std::string stale_note(source::Tree& tree, const source::Validation& validation,
                       indexing::MemoDb* memo) {
  build::ComposedMemo cache;
  if (memo) {
    cache.find = [memo](const std::string& key) { return memo->composed(key); };
    cache.remember = [memo](const std::string& key, const std::string& blob) {
      memo->remember_composed(key, blob);
    };
  }
  const auto stale = build::stale_outputs(tree, validation.listing, validation.settings, cache);
  if (stale.empty()) return {};
  return "git agents: warning: " + std::to_string(stale.size()) +
         (stale.size() == 1 ? " built file is" : " built files are") + " stale, first " +
         base::quote_path(stale.front()) + "\nhint: run 'git agents build' and commit the result\n";
}

struct Judgement {
  bool failed = false;
  std::string text;
  bool cacheable = true;
};

Judgement judge(const git::Repository& repository, source::Tree& tree, indexing::MemoDb* memo) {
  const telemetry::Span span("validate the staged definitions");
  source::ValidationOptions options;
  options.memo = memo;
  const auto validation = source::validate(tree, options);
  Judgement judgement;
  judgement.failed = !validation.usable || validation.failed();
  judgement.cacheable = depends_on_listing_only(validation);
  judgement.text = refusal(validation, "the commit");
  if (judgement.failed) {
    // The note speaks of the work tree, which the key does not cover.
    judgement.cacheable = false;
    judgement.text += unstaged_note(repository, validation);
  } else if (!validation.settings.build.output.empty()) {
    judgement.text = stale_note(tree, validation, memo);
  }
  return judgement;
}

int answer(const git::Repository& repository, const Staged& staged, bool merging,
           const Judgement& judgement) {
  const auto& [failed, text, cacheable] = judgement;
  if (text.empty()) {
    if (cacheable) Passed{staged.key, staged.paths}.save(repository);
    return 0;
  }
  if (switched_off(repository)) return 0;
  say(text);
  if (failed) {
    // `git commit -a` and `git commit PATH` judge an index that is gone afterwards.
    const auto index_file = os::variable("GIT_INDEX_FILE").value_or("index");
    const bool lasts = os::file_name(index_file) == "index";
    say(std::string("hint: 'git agents validate") + (lasts ? " --staged" : "") +
        "' shows this again; 'git commit --no-verify' skips the check once; "
        "'git agents validate --write-baseline' accepts old errors\n");
    // Git writes MERGE_HEAD after pre-merge-commit only.
    if (merging || os::exists(os::join(repository.git_dir, "MERGE_HEAD"))) {
      say("hint: the merge is not committed: correct the files, 'git add' them and 'git commit', "
          "or "
          "give it up with 'git merge --abort'\n");
    }
  }
  return failed ? 1 : 0;
}

int check(bool merging) {
  const auto repository = here();
  const auto passed = Passed::load(repository);
  auto staged =
      list_staged(repository, passed ? passed->paths : source::listed_paths(settings::Settings()));
  if (passed && passed->key == staged.key) return 0;

  auto tree = tree_of(repository, staged);
  const auto governance = source::govern(*tree);
  if (auto paths = source::listed_paths(governance.loaded.settings); paths != staged.paths) {
    staged = list_staged(repository, std::move(paths));
    tree = tree_of(repository, staged);
  }
  const auto memo = indexing::MemoDb::open(repository);
  if (memo) {
    if (const auto verdict = memo->verdict(staged.key)) {
      return answer(repository, staged, merging, {verdict->failed, verdict->text, true});
    }
  }
  const auto judgement = judge(repository, *tree, memo.get());
  if (memo && judgement.cacheable) {
    memo->remember_verdict(staged.key, {judgement.failed, judgement.text});
  }
  return answer(repository, staged, merging, judgement);
}

}  // namespace

int check_staged(std::span<const std::string>) {
  return check(false);
}
int check_merged(std::span<const std::string>) {
  return check(true);
}

}  // namespace hooks
