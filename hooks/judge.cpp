#include "hooks/judge.hpp"

#include <unistd.h>

#include <algorithm>

#include "base/edit_distance.hpp"
#include "base/error.hpp"
#include "build/stale.hpp"
#include "git/replaced.hpp"
#include "os/environment.hpp"
#include "os/terminal.hpp"
#include "telemetry/trace.hpp"

namespace hooks {
namespace {

build::ComposedMemo composed_memo(indexing::MemoDb* memo) {
  build::ComposedMemo cache;
  if (!memo) return cache;
  cache.find = [memo](const std::string& key) { return memo->composed(key); };
  cache.remember = [memo](const std::string& key, const std::string& blob) {
    memo->remember_composed(key, blob);
  };
  return cache;
}

}  // namespace

std::vector<std::string> skipped_rules() {
  std::vector<std::string> skipped;
  const std::string text = os::variable("GIT_AGENTS_SKIP").value_or("");
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find_first_of(", ", begin), text.size());
    std::string word = text.substr(begin, end - begin);
    begin = end + 1;
    if (word.empty()) continue;
    if (!agent::find_rule(word)) {
      const auto near = base::nearest(word, agent::rule_ids());
      throw base::Error(base::ErrorCode::usage, "GIT_AGENTS_SKIP: there is no rule '" + word + "'",
                        near ? "did you mean '" + std::string(*near) + "'?"
                             : "'git agents rules' lists them all");
    }
    skipped.push_back(std::move(word));
  }
  std::ranges::sort(skipped);
  skipped.erase(std::unique(skipped.begin(), skipped.end()), skipped.end());
  return skipped;
}

Judge::Judge(const git::Repository& repository)
    : colour_(os::wants_colour(STDERR_FILENO)),
      replaced_(git::objects_may_be_replaced(repository)),
      rulebook_(rulebook()),
      memo_(indexing::MemoDb::open(repository)) {
  rulebook_.skipped = skipped_rules();
}

std::string Judge::key(const std::vector<std::string>& paths, std::string_view listing,
                       const Baseline* baseline) const {
  if (!baseline) return verdict_key(rulebook_, listing, paths);
  Rulebook other = rulebook_;
  other.baseline = baseline->id;
  return verdict_key(other, listing, paths);
}

/// What is remembered is without colours.
std::optional<Verdict> Judge::remembered(const std::string& key) {
  if (!memo_) return std::nullopt;
  const auto stored = memo_->verdict(key);
  if (!stored) return std::nullopt;
  auto verdict = decode_verdict(stored->text);
  if (!verdict || verdict->failed != stored->failed || (verdict->failed && colour_)) {
    return std::nullopt;
  }
  return verdict;
}

void Judge::remember(const std::string& key, const Verdict& verdict) {
  if (memo_) memo_->remember_verdict(key, {verdict.failed, encode(verdict)});
}

Judge::Answer Judge::judge(source::Tree& tree, const std::string& key, const Baseline* baseline) {
  if (auto verdict = remembered(key)) return {std::move(*verdict), true};
  const telemetry::Span span("validate");
  source::ValidationOptions options;
  options.memo = memo_.get();
  options.skip = rulebook_.skipped;
  if (baseline) options.baseline = &baseline->content;
  const auto validation = source::validate(tree, options);
  auto verdict = verdict_of(validation, false);
  if (!verdict.failed && !validation.settings.build.output.empty()) {
    verdict.stale = build::stale_outputs(tree, validation.listing, validation.settings,
                                         composed_memo(memo_.get()));
  }
  const bool lasting = !replaced_ && depends_on_listing_only(validation) && !tree.lacked_content();
  if (lasting) remember(key, verdict);
  if (verdict.failed && colour_) verdict.findings = verdict_of(validation, true).findings;
  return {std::move(verdict), lasting};
}

}  // namespace hooks
