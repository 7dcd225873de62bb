#include "build/stage.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "agent/names.hpp"
#include "base/error.hpp"
#include "build/compose_recipes.hpp"
#include "build/head_outputs.hpp"
#include "git/index_update.hpp"
#include "os/digest.hpp"
#include "os/file.hpp"
#include "os/scratch_directory.hpp"

namespace build {
namespace {

constexpr std::size_t max_built_bytes = std::size_t{64} << 20;

class Staging {
 public:
  Staging(const git::Repository& repository, const StageInput& input)
      : repository_(repository), input_(input) {}

  StageResult run() {
    const std::set<std::string> stale(input_.stale.begin(), input_.stale.end());
    wanted_ = composed_outputs(input_.tree, input_.entries, input_.settings, stale);
    for (const auto& recipe : recipes_of(input_.entries, input_.settings)) {
      made_.insert(os::join(input_.settings.build.output, recipe.output));
    }
    head_ = head_outputs(repository_, stale);
    look_at_disk();
    for (const auto& path : input_.stale) {
      if (const auto reason = why_not(path); !reason.empty()) {
        result_.left.emplace_back(path, reason);
      } else {
        chosen_.push_back(path);
      }
    }
    write_index();
    write_work_tree();
    result_.staged = std::move(chosen_);
    return std::move(result_);
  }

 private:
  const git::Entry* entry(const std::string& path) const {
    const auto at = source::find_entry(input_.entries, path);
    return at == input_.entries.end() ? nullptr : &*at;
  }

  /// What is there now is what may be replaced later, and nothing else.
  void look_at_disk() {
    for (const auto& path : input_.stale) seen_[path] = os::stat_if_exists(file(path));
    filtered_ = git::filtered_among(repository_, input_.stale);
    skipped_ = git::skipped_below(repository_, input_.settings.build.output);
    const auto ids = git::stored_ids(repository_, input_.stale);
    for (const auto& path : input_.stale) {
      const auto* old = entry(path);
      const auto id = ids.find(path);
      const bool same = old && id != ids.end() && id->second == old->id;
      const bool left_out = skipped_.contains(path) && !seen_[path];
      if (old && !same && !left_out) unstaged_.insert(path);
    }
  }

  /// Is `path` as it was looked at?
  bool is_as_seen(const std::string& path) const {
    return os::stat_if_exists(file(path)) == seen_.at(path);
  }

  std::string file(const std::string& path) const { return os::join(repository_.work_tree, path); }

  /// Of the work tree and index as they are now; "" = it may be replaced.
  std::string why_not(const std::string& path) const {
    const auto* old = entry(path);
    const auto text = wanted_.find(path);
    if (os::first_symlink(repository_.work_tree, os::parent(path))) {
      return "its directory is a symbolic link";
    }
    if (text == wanted_.end() && made_.contains(path)) {
      return "what it is made from cannot be read";
    }
    if (filtered_.contains(path)) return "git filters it";
    if (!old) return why_not_new(path, text->second);
    if (!is_plain_file(*old)) return "it is no plain file";
    if (unstaged_.contains(path) && !(text != wanted_.end() && holds(path, text->second))) {
      return "it has changes that are not staged";
    }
    const auto head = head_.blobs.find(path);
    const bool built =
        head != head_.blobs.end() && head->second == old->id && head_.built.contains(path);
    return built || input_.is_composed(old->id) ? std::string() : "it is not what was built";
  }

  std::string why_not_new(const std::string& path, const std::string& text) const {
    if (head_.blobs.contains(path)) return "this commit removes it";
    if (const auto taken = what_takes_its_place(path); !taken.empty()) return taken;
    if (os::exists(file(path)) && !holds(path, text)) {
      return "another file is in its place";
    }
    return {};
  }

  /// A file, submodule or repository where its directory would be, or a directory in its place.
  std::string what_takes_its_place(const std::string& path) const {
    if (source::holds(input_.entries, path)) return "a directory is in its place";
    for (std::string_view above = os::parent(path); !above.empty(); above = os::parent(above)) {
      if (entry(std::string(above)))
        return "another file or a submodule is in its directory's place";
      const auto stat = os::stat_if_exists(file(std::string(above)));
      if (stat && !stat->is_directory()) return "another file is in its directory's place";
      if (os::exists(file(std::string(above) + "/.git"))) {
        return "its directory is another repository";
      }
    }
    return {};
  }

  bool holds(const std::string& path, const std::string& text) const {
    const auto stat = os::stat_if_exists(file(path));
    return stat && stat->is_file() && stat->size == text.size() &&
           os::read_file(file(path), text.size()) == text;
  }

  void write_index() {
    std::vector<std::string> contents;
    std::vector<git::IndexUpdate> updates;
    const bool sha256 = !input_.entries.empty() && input_.entries.front().id.size() == 64;
    for (const auto& path : chosen_) {
      const auto text = wanted_.find(path);
      if (text == wanted_.end()) {
        updates.push_back({.path = path, .mode = 0, .id = {}});
        continue;
      }
      const auto* old = entry(path);
      updates.push_back({.path = path,
                         .mode = old ? old->mode : 0100644,
                         .id = os::git_blob_id(text->second, sha256)});
      contents.push_back(text->second);
    }
    git::write_blobs(repository_, contents);
    git::update_index(repository_, updates);
  }

  /// As a checkout would leave it. A file that was changed in the meantime is left alone.
  void write_work_tree() {
    std::vector<std::string> written;
    for (const auto& path : chosen_) {
      if (skipped_.contains(path)) continue;
      if (wanted_.contains(path)) {
        written.push_back(path);
      } else if (!is_as_seen(path)) {
        leave_edited(path);
      } else if (os::remove_file(file(path))) {
        os::remove_empty_directories(std::string(os::parent(file(path))),
                                     file(input_.settings.build.output));
      }
    }
    if (written.empty()) return;
    const os::ScratchDirectory scratch(
        os::join(os::join(repository_.git_dir, agent::state_folder), "stage"));
    git::check_out_below(repository_, written, scratch.path());
    for (const auto& path : written) {
      const auto content = os::read_file(os::join(scratch.path(), path), max_built_bytes);
      if (is_as_seen(path)) {
        os::write_atomically(file(path), content, os::Sync::no);
      } else {
        leave_edited(path);
      }
    }
  }

  void leave_edited(const std::string& path) { result_.edited.push_back(path); }

  const git::Repository& repository_;
  const StageInput& input_;
  std::map<std::string, std::string> wanted_;
  std::set<std::string> made_;  ///< all that some agent is built to
  HeadOutputs head_;
  std::map<std::string, std::optional<os::Stat>> seen_;
  std::set<std::string> unstaged_, skipped_, filtered_;
  std::vector<std::string> chosen_;
  StageResult result_;
};

}  // namespace

StageResult stage_outputs(const git::Repository& repository, const StageInput& input) {
  return Staging(repository, input).run();
}

}  // namespace build
