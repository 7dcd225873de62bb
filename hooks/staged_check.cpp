#include <algorithm>

#include "agent/discovery.hpp"
#include "agent/names.hpp"
#include "base/text.hpp"
#include "git/replaced.hpp"
#include "hooks/checks.hpp"
#include "hooks/here.hpp"
#include "hooks/judge.hpp"
#include "hooks/passed.hpp"
#include "hooks/small_change.hpp"
#include "hooks/stage_built.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"
#include "telemetry/trace.hpp"

namespace hooks {
namespace {

/// Of fewer definitions all are judged as fast.
constexpr std::size_t least_for_difference = 200;

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

/// Names the files whose staged content is wrong, or governs, while the work tree has something
/// else.
std::string unstaged_note(const git::Repository& repository, const Verdict& verdict) {
  std::vector<std::string> paths = verdict.paths;
  for (const auto file : {agent::settings_file, agent::baseline_file}) {
    if (std::ranges::find(paths, file) == paths.end()) paths.emplace_back(file);
  }
  std::vector<std::string> arguments = {"diff-files", "--name-only", "-z", "--"};
  arguments.insert(arguments.end(), paths.begin(), paths.end());
  std::string changed = git::query_if(repository, std::move(arguments)).value_or("");
  // Written by --write-baseline, and not added yet.
  const std::string baseline(agent::baseline_file);
  if (os::exists(os::join(repository.work_tree, baseline)) &&
      git::query_if(repository, {"ls-files", "-z", "--", baseline}) == "") {
    changed += baseline + '\0';
  }
  if (changed.empty()) return {};
  std::string text;
  for (std::size_t begin = 0; begin < changed.size();) {
    const auto end = changed.find('\0', begin);
    text += " " + base::quote_path(changed.substr(begin, end - begin));
    begin = end + 1;
  }
  return "note: the staged content was checked, and the work tree differs: git add" + text + "\n";
}

/// Names the files that are as the merged branch has them: the findings came with the merge.
std::string merge_note(const git::Repository& repository, const Staged& staged,
                       const Verdict& verdict) {
  const auto merged = os::read_file_if_exists(os::join(repository.git_dir, "MERGE_HEAD"), 1 << 20);
  if (!merged) return {};
  const std::string head = merged->substr(0, merged->find('\n'));
  std::vector<std::string> names;
  for (const auto& path : verdict.paths) names.push_back(head + ":" + path);
  const auto ids = git::object_ids(repository, names);
  std::string text;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto entry = source::find_entry(staged.entries, verdict.paths[i]);
    if (entry == staged.entries.end() || entry->id != ids[i]) continue;
    text += " " + base::quote_path(verdict.paths[i]);
  }
  return text.empty() ? text : "note: this came with the merge (MERGE_HEAD):" + text + "\n";
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

class StagedCheck {
 public:
  explicit StagedCheck(bool merging)
      : repository_(here()), merging_(merging), passed_(Passed::load(repository_)) {
    rules_.skipped = skipped_rules();
  }

  int run() {
    staged_ = list_staged(repository_,
                          passed_ ? passed_->paths : source::listed_paths(settings::Settings()));
    if (has_passed()) return 0;
    Judge judge(repository_);
    auto answer = this->judge(judge);
    if (!answer.verdict.failed && !answer.verdict.stale.empty()) {
      const auto outcome = stage_built(repository_, *tree(), staged_.entries, answer.verdict.stale,
                                       judge.memo(), merging_);
      notes_ = outcome.notes;
      if (outcome.empty) return refuse_empty();
      if (outcome.changed) {
        staged_ = list_staged(repository_, staged_.paths);
        tree_.reset();
        answer = this->judge(judge);
      }
    }
    if (answer.verdict.is_silent() && answer.lasting) {
      Passed{key_, staged_.paths}.save(repository_);
      if (staged_.entries.size() >= least_for_difference) {
        PassedListing{key_, staged_.listing}.save(repository_);
      }
    }
    return tell(answer.verdict);
  }

 private:
  /// Did exactly this pass last time?
  bool has_passed() const {
    return passed_ && passed_->key == verdict_key(rules_, staged_.listing, staged_.paths) &&
           !git::objects_may_be_replaced(repository_);
  }

  source::Tree* tree() {
    if (!tree_) tree_ = source::staged_tree(repository_, {staged_.paths, staged_.entries});
    return tree_.get();
  }

  Judge::Answer judge(Judge& judge) {
    // Under these paths it is only remembered where they are those of its own settings.
    key_ = judge.key(staged_.paths, staged_.listing);
    if (auto verdict = judge.remembered(key_)) return {std::move(*verdict), true};
    const auto governance = source::govern(*tree());
    if (auto paths = source::listed_paths(governance.loaded.settings); paths != staged_.paths) {
      staged_ = list_staged(repository_, std::move(paths));
      tree_.reset();
      key_ = judge.key(staged_.paths, staged_.listing);
    }
    if (auto answer = judge_the_difference(judge, governance)) return std::move(*answer);
    return judge.judge(*tree(), key_);
  }

  /// Where the last commit passed and this one differs a little.
  std::optional<Judge::Answer> judge_the_difference(Judge& judge,
                                                    const source::Governance& governance) {
    if (!judge.memo() || staged_.entries.size() < least_for_difference) return std::nullopt;
    const auto before = PassedListing::load(repository_);
    // Under these rules and paths?
    if (before.key != judge.key(staged_.paths, before.listing)) return std::nullopt;
    const telemetry::Span span("validate the difference");
    if (!surely_passes({*tree(), governance, before.listing, staged_.listing, *judge.memo()}) ||
        tree()->lacked_content()) {
      return std::nullopt;
    }
    judge.remember(key_, Verdict());
    return Judge::Answer();
  }

  /// Git has looked already whether there is something to commit.
  int refuse_empty() const {
    if (switched_off(repository_)) return 0;
    say(notes_ +
        "git agents: the commit was refused: it holds nothing but built files, and these are now "
        "as HEAD has them\nhint: 'git status' shows what there is to commit; 'git commit "
        "--no-verify' takes them as they are\n");
    return 1;
  }

  int tell(const Verdict& verdict) const {
    if ((verdict.is_silent() && notes_.empty()) || switched_off(repository_)) return 0;
    if (!verdict.failed) {
      say(notes_ + stale_note(verdict.stale, ""));
      return 0;
    }
    say(refusal(verdict, "the commit") + unstaged_note(repository_, verdict) +
        merge_note(repository_, staged_, verdict) + hints(repository_, merging_));
    return 1;
  }

  git::Repository repository_;
  bool merging_;
  std::optional<Passed> passed_;
  Rulebook rules_ = rulebook();
  Staged staged_;
  std::unique_ptr<source::Tree> tree_;
  std::string key_, notes_;
};

}  // namespace

int check_staged(std::span<const std::string>) {
  return StagedCheck(false).run();
}
int check_merged(std::span<const std::string>) {
  return StagedCheck(true).run();
}

}  // namespace hooks
