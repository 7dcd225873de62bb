#include "hooks/small_change.hpp"

#include <algorithm>
#include <optional>

#include "agent/discovery.hpp"
#include "agent/names.hpp"
#include "hooks/hint_file.hpp"

namespace hooks {
namespace {

/// More definitions are better read on all cores.
constexpr std::size_t most_changes = 32;

struct Record {
  std::string_view mode, id, stage, path;
};

/// Takes "100644 <id> 0\tpath\0" from the front.
std::optional<Record> take_record(std::string_view& listing) {
  const auto end = listing.find('\0');
  const auto record = listing.substr(0, end);
  const auto first = record.find(' ');
  const auto tab = record.find('\t');
  if (end == listing.npos || first == record.npos || tab == record.npos) return std::nullopt;
  const auto second = record.find(' ', first + 1);
  if (second > tab) return std::nullopt;
  listing.remove_prefix(end + 1);
  return Record{record.substr(0, first), record.substr(first + 1, second - first - 1),
                record.substr(second + 1, tab - second - 1), record.substr(tab + 1)};
}

struct Changed {
  Record before, now;
};

/// The entries with other content; nothing where anything else differs, or too much.
std::optional<std::vector<Changed>> changed_entries(std::string_view before, std::string_view now) {
  std::vector<Changed> changed;
  while (!before.empty() && !now.empty()) {
    // Most entries are equal to the byte.
    const auto end = before.find('\0');
    if (end != before.npos && end < now.size() &&
        before.substr(0, end + 1) == now.substr(0, end + 1)) {
      before.remove_prefix(end + 1);
      now.remove_prefix(end + 1);
      continue;
    }
    const auto old = take_record(before), current = take_record(now);
    if (!old || !current || old->path != current->path || old->mode != current->mode ||
        old->stage != "0" || current->stage != "0" || changed.size() == most_changes) {
      return std::nullopt;
    }
    changed.push_back({*old, *current});
  }
  if (!before.empty() || !now.empty()) return std::nullopt;
  return changed;
}

/// Others with the same content are copies of each other only as long as they are the same.
bool is_the_only_one(std::string_view listing, std::string_view id) {
  const auto first = listing.find(id);
  return first != listing.npos && listing.find(id, first + 1) == listing.npos;
}

/// Baselines know findings of the whole set by the lines that they point at.
bool says_the_same(const agent::Parsed& a, const agent::Parsed& b) {
  const auto same_reference = [](const agent::Reference& x, const agent::Reference& y) {
    return x.type == y.type && x.target == y.target && x.origin == y.origin &&
           x.frontmatter == y.frontmatter && x.place.excerpt == y.place.excerpt;
  };
  return a.is_definition == b.is_definition && a.loads == b.loads && !a.unread && !b.unread &&
         a.not_for_models == b.not_for_models && a.host == b.host && a.name == b.name &&
         a.agent_id == b.agent_id && a.ignored_rules == b.ignored_rules &&
         a.name_place.excerpt == b.name_place.excerpt &&
         std::ranges::equal(a.references, b.references, same_reference);
}

/// Findings that were there before: a baseline may have accepted them by what is compared here.
bool finds_the_same(const agent::Parsed& a, const agent::Parsed& b) {
  return std::ranges::equal(a.diagnostics, b.diagnostics,
                            [](const base::Diagnostic& x, const base::Diagnostic& y) {
                              return x.rule == y.rule && x.severity == y.severity &&
                                     x.message == y.message && x.place.excerpt == y.place.excerpt;
                            });
}

/// Does the content of this file decide more than what is said of itself?
bool governs_others(std::string_view path, const std::optional<agent::Classified>& classified) {
  return path == agent::settings_file || path == agent::baseline_file || agent::is_manifest(path) ||
         (classified && classified->format.kind == agent::Kind::base);
}

class Comparison {
 public:
  Comparison(const SmallChange& change)
      : change_(change), classifier_(change.governance.loaded.settings) {}

  bool passes(const Changed& one) {
    const auto classified = classifier_.classify(one.now.path);
    if (governs_others(one.now.path, classified)) return false;
    if (!one.now.mode.starts_with("100")) return false;
    if (!classified) return true;  // a file beside definitions: only that it is there matters
    if (!is_the_only_one(change_.before, one.before.id)) return false;
    const auto before = change_.memo.find(std::string(one.before.id), classified->format, false);
    const auto now = parsed(one.now, *classified);
    return before && now && says_the_same(*before, *now) && finds_the_same(*before, *now);
  }

 private:
  /// As it is in the commit; null where it cannot be read or is too large.
  std::shared_ptr<const agent::Parsed> parsed(const Record& record,
                                              const agent::Classified& classified) {
    const git::Entry entry{0100644, std::string(record.id), 0, std::string(record.path)};
    const auto catalog = source::load(
        change_.tree, {entry}, [&](std::string_view) { return std::optional(classified); },
        change_.governance.loaded.settings.validate.max_bytes, &change_.memo,
        source::Detail::summary);
    if (catalog.definitions.size() != 1 || !catalog.diagnostics.empty()) return nullptr;
    return catalog.definitions.front().parsed;
  }

  const SmallChange& change_;
  agent::Classifier classifier_;
};

}  // namespace

PassedListing PassedListing::load(const git::Repository& repository) {
  const auto text = load_hint_text(repository, "passed-listing");
  constexpr std::size_t key_size = 64;
  if (!text || text->size() < key_size) return {};
  return {text->substr(0, key_size), text->substr(key_size)};
}

void PassedListing::save(const git::Repository& repository) const {
  save_hint_text(repository, "passed-listing", key + listing);
}

bool surely_passes(const SmallChange& change) {
  const auto& settings = change.governance.loaded.settings;
  // Built files, and hosts that read the same bytes otherwise, need more than one look.
  if (!settings.build.output.empty() || !settings.validate.profiles.empty()) return false;
  if (!change.governance.loaded.diagnostics.empty()) return false;
  const auto changed = changed_entries(change.before, change.now);
  if (!changed) return false;
  Comparison comparison(change);
  return std::ranges::all_of(*changed, [&](const Changed& one) { return comparison.passes(one); });
}

}  // namespace hooks
