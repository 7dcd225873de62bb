#include "build/work_tree_build.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <unordered_set>
#include <utility>

#include "base/error.hpp"
#include "build/base_table.hpp"
#include "build/batches.hpp"
#include "build/composed.hpp"
#include "build/definition_listing.hpp"
#include "build/output_directory.hpp"
#include "build/plan.hpp"
#include "build/stamps.hpp"
#include "os/environment.hpp"
#include "os/git_component.hpp"
#include "os/lock_file.hpp"
#include "os/parallel.hpp"

namespace build {
namespace {

constexpr std::chrono::seconds patience{30};

enum class Verdict : std::uint8_t { skipped, unchanged, written, refused, failed, doubled };

/// What became of one agent, and what is to be remembered of it.
struct Result {
  Verdict verdict = Verdict::skipped;
  bool news = false;  ///< `stamp` differs from what was remembered
  Stamp stamp = {};
  std::string reason = {};
};

/// All settings that decide what is built. The program's version stands for the code.
std::string form_of(const settings::Settings& settings) {
  std::string form = GIT_AGENTS_VERSION;
  const auto add = [&form](std::string_view text) { form.append(1, '\0').append(text); };
  add(std::to_string(static_cast<int>(settings.build.order)));
  add(settings.build.base);
  for (const settings::DefinitionRoot& root : settings.definitions) {
    add(root.path);
    add(root.kind);
    add(root.profile);
  }
  return form;
}

std::vector<std::string> normalised(const std::vector<std::string>& paths) {
  std::vector<std::string> result;
  for (const std::string& path : paths) {
    result.push_back(os::normalise(path));
    if (result.back() == ".") result.back().clear();
  }
  return result;
}

bool is_same_file(const os::Stat& a, const os::Stat& b) {
  return a.device == b.device && a.inode == b.inode;
}

class WorkTreeBuild {
 public:
  WorkTreeBuild(const Options& options, const settings::Settings& settings,
                const agent::Classifier& classifier)
      : options_(options),
        order_(settings.build.order),
        max_bytes_(settings.validate.max_bytes),
        form_(form_of(settings)),
        only_(normalised(options.only)),
        now_ns_(os::now_ns()),
        directory_(options.root, options.output, options.anywhere),
        plan_(make_plan(settings, classifier)),
        bases_(options.root, plan_.bases, max_bytes_, now_ns_),
        todays_base_(bases_.match(stamps_.content().bases)),
        results_(plan_.items.size()) {}

  Outcome run() {
    if (!plan_.is_remembered) find_doubles();
    const std::vector<Batch> batches = batches_of(plan_.items);
    os::for_each_index(batches.size(), os::workers_for(plan_.items.size()),
                       [&](std::size_t i) { build_batch(batches[i]); });
    replace_what_was_built();
    Outcome outcome;
    std::vector<Stamp> stamps = collect(outcome);
    remove_orphans(outcome, stamps);
    remove_left_overs(outcome);
    std::sort(outcome.written.begin(), outcome.written.end());
    std::sort(outcome.refused.begin(), outcome.refused.end());
    std::sort(outcome.failed.begin(), outcome.failed.end());
    if (!options_.check && (news_ || plan_.has_news) && !options_.stamps_path.empty())
      save(std::move(stamps));
    return outcome;
  }

 private:
  Plan make_plan(const settings::Settings& settings, const agent::Classifier& classifier) {
    if (!options_.stamps_path.empty()) stamps_.load(options_.stamps_path);
    const Stamps::Content& content = stamps_.content();
    const bool same_place = content.place == directory_.relative();
    same_form_ = content.form == form_;
    if (same_place && same_form_) {
      auto plan = remembered_plan(options_.root, directory_.relative(), classifier.base_name(),
                                  stamps_, now_ns_);
      if (plan) return *std::move(plan);
    }
    const Linked linked = settings.definitions.empty() ? Linked::skipped : Linked::problem;
    Listing listing =
        list_definitions(options_.root, directory_.relative(), classifier, linked, now_ns_);
    return new_plan(std::move(listing), classifier, stamps_,
                    same_place ? content.stamps : std::span<const Stamp>());
  }

  /// Two agents may not have the same output. Such a plan is not remembered: it needs a stamp each.
  void find_doubles() {
    std::unordered_set<std::string_view> seen;
    seen.reserve(plan_.items.size());
    for (std::size_t i = 0; i < plan_.items.size(); ++i) {
      const Item& item = plan_.items[i];
      if (seen.insert(item.output).second) continue;
      results_[i].verdict = Verdict::doubled;
      results_[i].reason = "another agent has the same output '" + std::string(item.output) + "'";
      plan_.directories.clear();
    }
  }

  bool is_wanted(std::string_view path) const {
    return only_.empty() || std::any_of(only_.begin(), only_.end(), [path](const auto& wanted) {
             return wanted.empty() || path == wanted ||
                    (path.starts_with(wanted) && path[wanted.size()] == '/');
           });
  }

  /// A base stands for all that inherit it.
  bool is_wanted(const Item& item) const {
    return is_wanted(item.source) ||
           std::any_of(item.bases.begin(), item.bases.end(), [this](std::uint32_t index) {
             return std::find(only_.begin(), only_.end(), bases_.at(index).path) != only_.end();
           });
  }

  void build_batch(const Batch& batch) {
    bool prepared = false;
    for (std::size_t i = batch.begin; i < batch.end; ++i) {
      if (results_[i].verdict == Verdict::doubled) continue;
      const Item& item = plan_.items[i];
      if (!is_wanted(item)) {
        results_[i] = remembered(item, Verdict::skipped);
        continue;
      }
      try {
        results_[i] = build_one(item, prepared);
      } catch (const base::Error& error) {
        results_[i] = left_alone(item, Verdict::failed, error.message());
      }
    }
  }

  Stamp new_stamp(const Item& item) const {
    Stamp stamp;
    stamp.output = item.output;
    stamp.source = item.source;
    stamp.root_length = item.root_length;
    stamp.bases = item.bases;
    return stamp;
  }

  /// Goes on remembering what is known.
  Result remembered(const Item& item, Verdict verdict) const {
    Result result{verdict, false, new_stamp(item)};
    if (!item.old) return result;
    result.stamp.output_stat = item.old->output_stat;
    result.stamp.content = item.old->content;
    if (is_made_from(item)) result.stamp.source_stat = item.old->source_stat;
    return result;
  }

  /// Goes on remembering what is ours, but not what it was made from.
  Result left_alone(const Item& item, Verdict verdict, std::string reason = {}) const {
    Result result = remembered(item, verdict);
    result.reason = std::move(reason);
    result.news = result.stamp.source_stat != os::Stat{};
    result.stamp.source_stat = {};
    return result;
  }

  bool has_same_bases(const Item& item) const {
    return std::equal(item.old->bases.begin(), item.old->bases.end(), item.bases.begin(),
                      item.bases.end(), [this](std::uint32_t then, std::uint32_t now) {
                        return todays_base_[then] == static_cast<int>(now);
                      });
  }

  /// Was what is remembered made in the same form, of the same file and the bases of now?
  bool is_made_from(const Item& item) const {
    return same_form_ && item.old->source == item.source && has_same_bases(item);
  }

  std::string problem_with(const Item& item, const std::optional<os::Stat>& source) const {
    if (std::string problem = source_problem(source, max_bytes_); !problem.empty()) return problem;
    for (const std::uint32_t index : item.bases) {
      const BaseTable::Base& base = bases_.at(index);
      if (!base.problem.empty()) return "cannot inherit '" + base.path + "': " + base.problem;
    }
    return {};
  }

  Result build_one(const Item& item, bool& prepared) {
    const auto source = os::stat_if_exists(os::join(options_.root, item.source));
    if (std::string problem = problem_with(item, source); !problem.empty()) {
      return left_alone(item, Verdict::failed, std::move(problem));
    }
    const auto target = os::stat_if_exists(directory_.at(item.output));
    if (target && is_known(item.old, *target) && item.old->source_stat == *source &&
        is_made_from(item)) {
      return remembered(item, Verdict::unchanged);
    }
    return compare_or_write(item, *source, target, prepared);
  }

  Result compare_or_write(const Item& item, const os::Stat& source,
                          const std::optional<os::Stat>& target, bool& prepared) {
    const Composed text(options_.root, item, bases_, order_, max_bytes_);
    Stamp stamp = new_stamp(item);
    if (source.settled(now_ns_)) stamp.source_stat = source;
    stamp.content = text.fingerprint();
    if (target) {
      if (!target->is_file() || is_same_file(*target, source)) {
        return left_alone(item, Verdict::refused);
      }
      const State state = directory_.state_of(item.output, *target, item.old, text);
      if (state == State::foreign && !is_replaceable(item)) {
        return left_alone(item, Verdict::refused);
      }
      if (state == State::current) {
        const bool reliable = is_known(item.old, *target) || target->settled(now_ns_);
        if (reliable) stamp.output_stat = *target;
        return {Verdict::unchanged, is_news(item, stamp), stamp};
      }
    }
    if (options_.check) return {Verdict::written};
    if (!prepared) directory_.prepare(item.output);
    prepared = true;
    stamp.output_stat = directory_.write(item.output, text);
    return {Verdict::written, true, stamp};
  }

  /// Files in the way that a hook or another clone built are none of the user's edits.
  void replace_what_was_built() {
    if (!options_.record) return;
    std::vector<std::string> files;
    for (std::size_t i = 0; i < results_.size(); ++i) {
      if (results_[i].verdict == Verdict::refused) files.emplace_back(plan_.items[i].output);
    }
    if (files.empty()) return;
    replaceable_ = options_.record->replaceable(files);
    for (std::size_t i = 0; i < results_.size(); ++i) {
      const Item& item = plan_.items[i];
      if (results_[i].verdict != Verdict::refused || !is_replaceable(item)) continue;
      bool prepared = false;
      try {
        results_[i] = build_one(item, prepared);
      } catch (const base::Error& error) {
        results_[i] = left_alone(item, Verdict::failed, error.message());
      }
    }
  }

  bool is_replaceable(const Item& item) const {
    return replaceable_.contains(std::string(item.output));
  }

  /// Of agents that went while somebody else built.
  void remove_left_overs(Outcome& outcome) {
    if (!options_.record || !only_.empty() || !plan_.problems.empty()) return;
    if (!news_ && !plan_.has_news) return;
    std::set<std::string> outputs(outcome.removed.begin(), outcome.removed.end());
    for (const Item& item : plan_.items) outputs.emplace(item.output);
    for (const auto& file : options_.record->left_overs(outputs)) {
      if (!os::stays_inside(file) || os::has_git_component(file)) continue;
      if (!options_.check) directory_.remove(file);
      outcome.removed.push_back(file);
    }
  }

  bool is_news(const Item& item, const Stamp& stamp) const {
    return !item.old || !is_made_from(item) || item.old->source_stat != stamp.source_stat ||
           item.old->output_stat != stamp.output_stat || item.old->content != stamp.content;
  }

  std::vector<Stamp> collect(Outcome& outcome) {
    std::vector<Stamp> stamps;
    stamps.reserve(results_.size());
    outcome.failed = plan_.problems;
    for (std::size_t i = 0; i < results_.size(); ++i) {
      Result& result = results_[i];
      const Item& item = plan_.items[i];
      const bool failed = result.verdict == Verdict::failed || result.verdict == Verdict::doubled;
      if (failed) outcome.failed.emplace_back(item.source, std::move(result.reason));
      if (result.verdict == Verdict::written) outcome.written.emplace_back(item.output);
      if (result.verdict == Verdict::refused) outcome.refused.emplace_back(item.output);
      if (result.verdict != Verdict::skipped) ++outcome.agents;
      if (result.verdict != Verdict::doubled) stamps.push_back(result.stamp);
      news_ = news_ || result.news;
    }
    return stamps;
  }

  /// Where a directory could not be listed, nobody knows which agents are gone.
  void remove_orphans(Outcome& outcome, std::vector<Stamp>& stamps) {
    for (const Stamp* old : plan_.orphans) {
      if (plan_.problems.empty() && is_wanted(old->source) && forget(*old, outcome)) {
        news_ = true;
        continue;
      }
      stamps.push_back(*old);
      stamps.back().bases = {};
      stamps.back().is_orphan = true;
    }
  }

  /// Removes the output of an agent that is gone. True where there is nothing more to remember.
  bool forget(const Stamp& old, Outcome& outcome) const {
    const std::string output(old.output);
    const bool ours = old.content != Fingerprint{};
    if (!ours || !os::stays_inside(output) || os::has_git_component(output)) return true;
    try {
      const auto target = os::stat_if_exists(directory_.at(output));
      if (!target) return true;
      if (!directory_.holds(old, *target)) {
        outcome.refused.push_back(output);
        return false;
      }
      if (!options_.check) directory_.remove(output);
      outcome.removed.push_back(output);
      return true;
    } catch (const base::Error& error) {
      outcome.failed.emplace_back(old.source, error.message());
      return false;
    }
  }

  void save(std::vector<Stamp> stamps) const {
    std::sort(stamps.begin(), stamps.end(),
              [](const Stamp& a, const Stamp& b) { return a.output < b.output; });
    std::vector<FileStamp> bases;
    for (std::size_t i = 0; i < bases_.size(); ++i) {
      bases.push_back({bases_.at(i).path, bases_.at(i).stat});
    }
    Stamps::save(options_.stamps_path,
                 {directory_.relative(), form_, plan_.directories, bases, stamps});
  }

  const Options& options_;
  settings::Build::Order order_;
  std::size_t max_bytes_;
  std::string form_;
  std::vector<std::string> only_;
  std::int64_t now_ns_;
  OutputDirectory directory_;
  Stamps stamps_;
  bool same_form_ = false;
  bool news_ = false;  ///< is there anything to save?
  Plan plan_;
  BaseTable bases_;
  std::vector<int> todays_base_;  ///< by remembered base, as BaseTable::match
  std::vector<Result> results_;   ///< by item; each touched by one thread
  std::set<std::string> replaceable_;
};

}  // namespace

Outcome build_work_tree(const Options& options, const settings::Settings& settings,
                        const agent::Classifier& classifier) {
  std::optional<os::LockFile> lock;
  if (!options.check && !options.stamps_path.empty()) {
    os::make_directories(std::string(os::parent(options.stamps_path)));
    lock.emplace(options.stamps_path + ".lock", "build", patience);
  }
  return WorkTreeBuild(options, settings, classifier).run();
}

}  // namespace build
