#include <unistd.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "git/push.hpp"
#include "hooks/checks.hpp"
#include "hooks/here.hpp"
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
  return std::ranges::any_of(namespaces, [&](auto prefix) { return ref.starts_with(prefix); });
}

/// The trees that a push brings, each with the first ref that brings it.
std::map<std::string, std::string> pushed_trees(const git::Repository& repository,
                                                const std::vector<git::PushedRef>& refs) {
  std::vector<std::string> names, ref_names;
  for (const auto& ref : refs) {
    if (ref.deletes()) continue;
    const auto& name = ref.remote_ref;
    if (holds_no_work(name)) continue;
    names.push_back(ref.local_id + "^{tree}");
    ref_names.push_back(name);
  }
  std::map<std::string, std::string> trees;
  if (names.empty()) return trees;
  const auto ids = git::object_ids(repository, names);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (!ids[i].empty()) trees.emplace(ids[i], ref_names[i]);
  }
  return trees;
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

 private:
  git::Repository repository_;
  std::unique_ptr<indexing::MemoDb> memo_;
  std::map<std::string, indexing::MemoDb::Verdict> seen_;
};

}  // namespace

int check_push(std::span<const std::string>) {
  const auto refs = git::parse_pushed_refs(read_stdin());
  if (refs.empty()) return 0;
  const auto repository = here();
  std::string text;
  PushCheck checker(repository);
  for (const auto& [tree, ref] : pushed_trees(repository, refs)) {
    text += checker.check(tree, ref).text;
  }
  if (text.empty() || switched_off(repository)) return 0;
  say(text);
  say("hint: correct the definitions, commit and push again; 'git push --no-verify' skips the "
      "check "
      "once\n");
  return 1;
}

}  // namespace hooks
