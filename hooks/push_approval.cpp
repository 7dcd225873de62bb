#include "hooks/push_approval.hpp"

#include <optional>
#include <tuple>

#include "approval/store.hpp"
#include "base/error.hpp"
#include "git/compare.hpp"
#include "git/config.hpp"
#include "git/records.hpp"
#include "git/remote_identity.hpp"
#include "hooks/here.hpp"
#include "hooks/pushed_privileges.hpp"
#include "index/memo.hpp"
#include "os/environment.hpp"
#include "report/human.hpp"
#include "source/validation.hpp"
#include "telemetry/trace.hpp"

namespace hooks {
namespace {

using approval::PushedCommit;

constexpr std::size_t most_commits = 20, most_lines = 20;
constexpr std::size_t max_settings_bytes = 256 << 10;

/// Settings of the trees that are pushed and of those that the other side holds.
class Governing {
 public:
  Governing(const git::Repository& repository, const std::vector<PushedCommit>& commits,
            const SettingsByTree& judged)
      : reader_(repository) {
    for (const auto& commit : commits) {
      const auto at = judged.find(commit.tree);
      if (at != judged.end()) by_blob_.emplace(commit.settings, at->second->approval);
    }
  }

  /// Of the configuration with this blob id; "" = there is none.
  const settings::Approval& approval(const std::string& blob) {
    static const settings::Approval none;
    if (blob.empty()) return none;
    if (const auto known = by_blob_.find(blob); known != by_blob_.end()) return known->second;
    settings::Approval read;
    if (const auto text = text_of(blob)) {
      read = settings::parse(*text, std::string(), source::vocabulary()).settings.approval;
    }
    return by_blob_.emplace(blob, std::move(read)).first->second;
  }

 private:
  std::optional<std::string> text_of(const std::string& blob) {
    try {
      return reader_.read_one(blob, max_settings_bytes);
    } catch (const base::Error&) {
      return std::nullopt;  // no configuration that anybody could use
    }
  }

  git::BlobReader reader_;
  std::map<std::string, settings::Approval> by_blob_;
};

/// What is the same for all refs that are to hold the same commit over the same one.
struct Change {
  std::string base, compared, raw;
  bool shallow = false;
  std::vector<git::Change> files;
  std::vector<approval::Trigger> triggers;
};

Change compare(const git::Repository& repository, const PushedCommit& commit,
               const approval::Gate& gate) {
  const telemetry::Span span("compare a pushed commit");
  Change change;
  if (!commit.tip.empty()) {
    change.base = approval::base_of(repository, commit.tip, commit.head).value_or("");
    change.shallow = change.base.empty() && git::is_shallow(repository);
  }
  change.compared = change.base.empty() ? git::empty_tree_like(commit.head) : change.base;
  change.raw = approval::raw_change(repository, change.compared, commit.head);
  change.files = git::parse_changes(change.raw);
  change.triggers = gate.triggers(change.files);
  return change;
}

class Recorder {
 public:
  Recorder(const git::Repository& repository, std::span<const std::string> arguments,
           const SettingsByTree& judged)
      : repository_(repository), judged_(judged), config_(git::Config::load(repository)) {
    if (!arguments.empty()) remote_ = arguments[0];
    if (arguments.size() > 1) url_ = arguments[1];
    person_ = {config_.text("user.name").value_or(""), config_.text("user.email").value_or("")};
  }

  bool switched_off() const { return !config_.boolean("agents.enabled", true); }

  void look_at(const PushedCommit& commit, const approval::Gate& gate) {
    const auto key =
        std::tuple(commit.tip, commit.head, commit.settings + " " + commit.tip_settings);
    auto at = changes_.find(key);
    if (at == changes_.end()) at = changes_.emplace(key, compare(repository_, commit, gate)).first;
    if (at->second.triggers.empty()) return;
    if (identity_.empty()) identity_ = identity();
    wanted_.push_back({commit, &at->second,
                       approval::change_digest(identity_, commit.ref.remote_ref, at->second.raw)});
  }

  void record() {
    if (wanted_.empty()) return;
    const telemetry::Span span("record requests of approval");
    std::vector<std::string> digests;
    for (const auto& wanted : wanted_) digests.push_back(wanted.digest);
    approval::Store store(repository_, is_named() ? remote_ : std::string());
    const auto found = store.find(digests);
    std::vector<approval::Record> records;
    std::string text;
    const auto now = os::now_ns();
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      std::string id = found[i].execution_id;
      const bool is_new = id.empty();
      if (is_new) {
        id = approval::execution_id(now, digests[i], found[i].digits);
        records.push_back(approval::record_of(request(wanted_[i], id, now)));
      }
      if (i >= most_lines) continue;
      text += line(wanted_[i].commit.ref.remote_ref, id, is_new ? "" : store.shown_branch());
    }
    if (!records.empty()) store.add(std::move(records), person_, now);
    if (wanted_.size() > most_lines) {
      text += "git agents: " + std::to_string(wanted_.size() - most_lines) +
              " more requests of approval: git show agents/executions:executions\n";
    }
    say(text);
  }

 private:
  struct Wanted {
    PushedCommit commit;
    const Change* change;
    std::string digest;
  };
  struct Details {
    std::optional<approval::LineCounts> lines;
    std::vector<approval::Commit> commits;
    std::vector<agent::PrivilegeChange> privileges;
    bool privileges_known = true;
  };

  std::string identity() const {
    if (url_.empty()) {
      throw base::Error(base::ErrorCode::invalid, "the hook was not told where git pushes to",
                        "give it the arguments that git gives: the remote's name and its URL");
    }
    const bool bare = repository_.work_tree.empty();
    return git::repository_identity(url_, bare ? repository_.git_dir : repository_.work_tree);
  }

  bool is_named() const { return config_.text("remote." + remote_ + ".url").has_value(); }

  /// `before`: the branch that holds it already; "" = it is new.
  static std::string line(const std::string& ref, const std::string& id,
                          const std::string& before) {
    return "git agents: approval of " + report::printable(ref) +
           (before.empty() ? " is requested: git show agents/executions"
                           : " was requested before: git show " + before) +
           ":" + approval::request_path(id) + "\n";
  }

  approval::Request request(const Wanted& wanted, const std::string& id, std::int64_t now) {
    const Change& change = *wanted.change;
    const Details& details = details_of(wanted);
    return {.execution_id = id,
            .created_ns = now,
            .person = person_,
            .identity = identity_,
            .pushed = wanted.commit,
            .base = change.base,
            .compared = change.compared,
            .shallow = change.shallow,
            .digest = wanted.digest,
            .changes = change.files,
            .triggers = change.triggers,
            .lines = details.lines,
            .commits = details.commits,
            .privileges_known = details.privileges_known,
            .privileges = details.privileges};
  }

  const Details& details_of(const Wanted& wanted) {
    if (const auto known = details_.find(wanted.change); known != details_.end()) {
      return known->second;
    }
    const Change& change = *wanted.change;
    const std::string& head = wanted.commit.head;
    Details details;
    details.lines = approval::line_counts(repository_, change.compared, head);
    details.commits = approval::commits_between(repository_, change.base, head, most_commits);
    const auto judged = judged_.find(wanted.commit.tree);
    try {
      if (!memo_) memo_ = indexing::MemoDb::open(repository_);
      details.privileges = pushed_privileges(
          repository_, change.files, change.compared,
          {wanted.commit.tree, judged == judged_.end() ? nullptr : judged->second.get()},
          memo_.get());
    } catch (const base::Error&) {
      details.privileges_known = false;  // the request says so
    }
    return details_.emplace(wanted.change, std::move(details)).first->second;
  }

  git::Repository repository_;
  const SettingsByTree& judged_;
  git::Config config_;
  std::string remote_, url_, identity_;
  approval::Person person_;
  std::map<std::tuple<std::string, std::string, std::string>, Change> changes_;
  std::vector<Wanted> wanted_;
  std::map<const Change*, Details> details_;
  std::unique_ptr<indexing::MemoDb> memo_;
};

void record(const git::Repository& repository, std::span<const std::string> arguments,
            const std::vector<PushedCommit>& commits, const SettingsByTree& judged) {
  Governing governing(repository, commits, judged);
  std::optional<Recorder> recorder;
  for (const auto& commit : commits) {
    const settings::Approval* both[] = {&governing.approval(commit.settings),
                                        &governing.approval(commit.tip_settings)};
    const approval::Gate gate(both);
    if (!gate.is_on()) continue;
    if (!recorder) recorder.emplace(repository, arguments, judged);
    if (recorder->switched_off()) return;
    recorder->look_at(commit, gate);
  }
  if (recorder) recorder->record();
}

}  // namespace

bool record_approvals(const git::Repository& repository, std::span<const std::string> arguments,
                      const std::vector<PushedCommit>& commits, const SettingsByTree& judged) {
  std::string reason, hint;
  try {
    record(repository, arguments, commits, judged);
    return true;
  } catch (const base::Error& error) {
    reason = error.message();
    hint = error.hint();
  } catch (const std::exception& error) {
    reason = std::string("internal error: ") + error.what();
  }
  say("git agents: warning: the request of approval was not recorded: " +
      report::printable(reason) + "\n" +
      (hint.empty() ? "" : "hint: " + report::printable(hint) + "\n"));
  return false;
}

}  // namespace hooks
