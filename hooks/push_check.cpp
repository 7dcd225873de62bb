#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "approval/push_questions.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "git/push.hpp"
#include "hooks/checks.hpp"
#include "hooks/here.hpp"
#include "hooks/push_approval.hpp"
#include "index/memo.hpp"
#include "source/validation.hpp"
#include "telemetry/trace.hpp"

namespace hooks {
namespace {

constexpr std::size_t max_input = 64 << 20;

std::string read_stdin() {
  std::string input;
  char buffer[65536];
  for (ssize_t n = 0; (n = ::read(STDIN_FILENO, buffer, sizeof buffer)) > 0;) {
    input.append(buffer, static_cast<std::size_t>(n));
    if (input.size() > max_input) {
      throw base::Error(base::ErrorCode::invalid, "git names too many refs to push");
    }
  }
  return input;
}

/// Refs that git itself keeps things in, and that nobody works from.
bool holds_no_work(std::string_view ref) {
  static constexpr std::string_view namespaces[] = {"refs/notes/", "refs/remotes/", "refs/stash",
                                                    "refs/replace/", "refs/agents/"};
  return ref == approval::record_branch ||
         std::ranges::any_of(namespaces, [&](auto prefix) { return ref.starts_with(prefix); });
}

/// What a push brings, from one question to git.
struct Brought {
  std::map<std::string, std::string> trees;  ///< each with the first ref that brings it
  std::vector<approval::PushedCommit> commits;
};
Brought brought_by(const git::Repository& repository, const std::vector<git::PushedRef>& refs,
                   const std::string& remote) {
  const approval::PushQuestions questions(remote, refs);
  std::vector<std::string> names = questions.names();
  for (const auto& ref : refs) names.push_back(ref.local_id + "^{tree}");
  auto ids = git::object_ids(repository, names);
  Brought brought;
  for (std::size_t i = 0; i < refs.size(); ++i) {
    const auto& tree = ids[questions.names().size() + i];
    if (!tree.empty()) brought.trees.emplace(tree, refs[i].remote_ref);
  }
  brought.commits = questions.answers(ids);
  return brought;
}

struct Pushed {
  bool failed = false;
  std::string text;
};

/// What `tree` holds at the paths that matter, as one text: equal for trees that differ elsewhere.
std::string listing_of(const std::vector<git::Entry>& entries) {
  std::string text;
  for (const auto& entry : entries) {
    text += std::to_string(entry.mode) + " " + entry.id + "\t" + entry.path + '\0';
  }
  return text;
}

class PushCheck {
 public:
  explicit PushCheck(const git::Repository& repository)
      : repository_(repository), memo_(indexing::MemoDb::open(repository)) {}

  Pushed check(const std::string& tree_id, const std::string& ref) {
    const telemetry::Span span("validate a pushed tree");
    const auto tree = source::tree_by_id(repository_, tree_id);
    const auto governance = source::govern(*tree);
    judged_.emplace(tree_id, governance.loaded.settings);
    const auto paths = source::listed_paths(governance.loaded.settings);
    const auto key = verdict_key("push" + listing_of(tree->list(paths)), paths);
    std::optional<indexing::MemoDb::Verdict> verdict;
    if (const auto known = seen_.find(key); known != seen_.end()) {
      verdict = known->second;
    } else if (memo_) {
      verdict = memo_->verdict(key);
    }
    if (!verdict) {
      source::ValidationOptions options;
      options.memo = memo_.get();
      const auto validation = source::validate(*tree, options);
      verdict = {!validation.usable || validation.failed(), refusal(validation, "the push")};
      if (memo_ && depends_on_listing_only(validation)) memo_->remember_verdict(key, *verdict);
    }
    const bool is_first = seen_.emplace(key, *verdict).second;
    if (!verdict->failed) return {};
    return {true, (is_first ? verdict->text : std::string()) + "git agents: refused because of " +
                      base::to_valid_utf8(ref) + "\n"};
  }

  /// The settings of all trees that were checked.
  const SettingsByTree& judged() {
    if (memo_) memo_->flush();
    return judged_;
  }

 private:
  git::Repository repository_;
  std::unique_ptr<indexing::MemoDb> memo_;
  std::map<std::string, indexing::MemoDb::Verdict> seen_;
  SettingsByTree judged_;
};

}  // namespace

int check_push(std::span<const std::string> arguments) {
  auto refs = git::parse_pushed_refs(read_stdin());
  std::erase_if(refs,
                [](const auto& ref) { return ref.deletes() || holds_no_work(ref.remote_ref); });
  if (refs.empty()) return 0;
  // Git pushes the objects themselves, not those that `git replace` shows here instead.
  ::setenv("GIT_NO_REPLACE_OBJECTS", "1", 1);
  const auto repository = here();
  std::string text;
  PushCheck checker(repository);
  const auto brought = brought_by(repository, refs, arguments.empty() ? "" : arguments[0]);
  for (const auto& [tree, ref] : brought.trees) text += checker.check(tree, ref).text;
  if (text.empty()) record_approvals(repository, arguments, brought.commits, checker.judged());
  if (text.empty() || switched_off(repository)) return 0;
  say(text);
  say("hint: correct the definitions, commit and push again; 'git push --no-verify' skips the "
      "check "
      "once\n");
  return 1;
}

}  // namespace hooks
