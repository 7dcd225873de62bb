#include "hooks/hook_files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "base/error.hpp"
#include "hooks/baked_text.hpp"
#include "hooks/created_directories.hpp"
#include "hooks/edit_difference.hpp"
#include "hooks/hook_directory.hpp"
#include "hooks/other_manager.hpp"
#include "hooks/shared_mode.hpp"
#include "hooks/shim.hpp"
#include "os/file.hpp"

namespace hooks {
namespace {

constexpr mode_t permissions = 07777;

/// What somebody changed in our shim or block, as further lines of a refusal.
std::string edits(const Slot& slot, const std::string& event, const std::string& program) {
  if (slot.holds == Slot::Holds::edited_shim) {
    return "\n" +
           edit_difference(shim_text(event, program_in(slot.text).value_or(program)), slot.text);
  }
  if (slot.holds != Slot::Holds::edited_block) return {};
  const auto found = slot.text.substr(slot.block->begin, slot.block->end - slot.block->begin);
  return "\n" + edit_difference(block_text(event, program_in(found).value_or(program)), found);
}

}  // namespace

void HookFiles::install(const std::string& event, const InstallOptions& options) {
  program_ = options.hook_program;
  force_ = options.force;
  const Slot slot = read_slot(directory_, event);
  switch (slot.holds) {
    case Slot::Holds::nothing:
      write_shim(slot, event, "installed in");
      break;
    case Slot::Holds::shim:
      refresh_shim(slot, event);
      break;
    case Slot::Holds::block:
      refresh_block(slot, event);
      break;
    case Slot::Holds::script:
      if (!is_run_by_manager(slot, event)) extend(slot, event);
      break;
    case Slot::Holds::edited_shim:
    case Slot::Holds::edited_block:
    case Slot::Holds::other:
      replace(slot, event);
      break;
  }
}

void HookFiles::remove(const std::string& event) {
  const Slot slot = read_slot(directory_, event);
  switch (slot.holds) {
    case Slot::Holds::shim:
      os::remove_file(slot.path);
      done_.add("removed from " + shown_directory(), event);
      restore(slot, event);
      break;
    case Slot::Holds::block:
      write(slot.path, without_block(slot.text, *slot.block), slot.mode & permissions);
      done_.add("removed from the hook that is there", event);
      break;
    case Slot::Holds::edited_shim:
    case Slot::Holds::edited_block:
      refused_.push_back(event + ": " + shown_path(repository_, slot.path) + " " + slot.reason +
                         ": edit or remove it by hand" + edits(slot, event, program_));
      break;
    default:
      break;
  }
  for (const std::string suffix : {".legacy", ".old"}) {
    const Slot moved = read_slot_file(slot.path + suffix, event);
    if (moved.holds != Slot::Holds::shim) continue;
    os::remove_file(moved.path);
    done_.add("removed from where another hook manager had moved them (*" + suffix + ")", event);
  }
}

void HookFiles::retire(const std::string& event) {
  const Slot slot = read_slot(directory_, event);
  if (slot.holds == Slot::Holds::shim) {
    os::remove_file(slot.path);
    restore(slot, event);
  } else if (slot.holds == Slot::Holds::block) {
    write(slot.path, without_block(slot.text, *slot.block), slot.mode & permissions);
  }
}

void HookFiles::report_to(InstallResult& result) const {
  for (auto& sentence : done_.sentences()) result.done.push_back(std::move(sentence));
  result.notes.insert(result.notes.end(), notes_.begin(), notes_.end());
  result.refused.insert(result.refused.end(), refused_.begin(), refused_.end());
}

void HookFiles::write_shim(const Slot& slot, const std::string& event, const std::string& verb) {
  note_work_tree();
  if (!shared_) {
    shared_ = git::query_if(repository_, {"config", "--get", "core.sharedRepository"}).value_or("");
    if (shared_->ends_with('\n')) shared_->pop_back();
  }
  write(slot.path, shim_text(event, program_), shared_mode(*shared_, 0755));
  done_.add(verb + " " + shown_directory(), event);
}

void HookFiles::refresh_shim(const Slot& slot, const std::string& event) {
  if (slot.text != shim_text(event, program_)) {
    write_shim(slot, event, "upgraded in");
  } else if (!slot.executable) {
    write_shim(slot, event, "made executable in");
  } else {
    done_.add("already in " + shown_directory(), event);
  }
}

void HookFiles::refresh_block(const Slot& slot, const std::string& event) {
  if (slot.baked->newest && slot.baked->program == program_) {
    done_.add("already in " + holder(slot), event);
  } else {
    write(slot.path, with_new_block(slot, event), slot.mode & permissions);
    done_.add("upgraded in " + holder(slot), event);
  }
  if (!slot.executable) refuse_not_executable(slot, event);
}

void HookFiles::extend(const Slot& slot, const std::string& event) {
  if (!slot.executable && !force_) {
    refuse_not_executable(slot, event);
    return;
  }
  if (!slot.executable) {
    replace(slot, event);
    return;
  }
  const std::string text = with_block(slot.text, block_text(event, program_));
  write(slot.path, text, slot.mode & permissions);
  done_.add("added to " + holder(slot), event);
}

void HookFiles::refuse_not_executable(const Slot& slot, const std::string& event) {
  refused_.push_back(event + ": " + shown_path(repository_, slot.path) +
                     " is not executable, so git does not run it: make it executable or remove "
                     "it, then run 'git agents install' again");
}

void HookFiles::replace(const Slot& slot, const std::string& event) {
  const std::string shown = shown_path(repository_, slot.path);
  const std::string reason = slot.reason.empty() ? "is not executable" : slot.reason;
  if (os::stat_if_exists(slot.path)->is_directory()) {
    refused_.push_back(event + ": " + shown + " is a directory: remove it");
    return;
  }
  if (!force_) {
    const bool foreign = slot.holds == Slot::Holds::other;
    refused_.push_back(
        event + ": " + shown + " " + reason + ": " +
        (foreign ? call_by_hand(event) : "add what 'git agents install --manual' prints to it") +
        ", or replace it with 'git agents install --force', which keeps a copy" +
        (foreign ? " that no longer runs" : "") + edits(slot, event, program_));
    return;
  }
  const std::string kept = kept_path(slot);
  if (os::exists(kept)) {
    refused_.push_back(event + ": " + shown_path(repository_, kept) +
                       " is already there: move it away first");
    return;
  }
  // A link, so that git never sees the slot empty; the shim is then renamed over it.
  if (linkat(AT_FDCWD, slot.path.c_str(), AT_FDCWD, kept.c_str(), 0) != 0) {
    throw base::io_error("keep", slot.path, errno);
  }
  if (slot.holds == Slot::Holds::edited_block && slot.block->closed) {
    write(slot.path, with_new_block(slot, event), slot.mode & permissions);
    done_.add("renewed in the hook that is there (a copy is kept as *.pre-git-agents)", event);
    return;
  }
  write_shim(slot, event, "replaced (the former one is kept as *.pre-git-agents) in");
}

/// Did the manager whose hook this is move ours aside, and does it run it there?
bool HookFiles::is_run_by_manager(const Slot& slot, const std::string& event) {
  const auto* manager = other_manager(directory_, slot.text);
  if (!manager || !manager->runs_legacy) return false;
  const Slot legacy = read_slot_file(slot.path + ".legacy", event);
  if (legacy.holds != Slot::Holds::shim) return false;
  const std::string text = shim_text(event, program_);
  const bool same = legacy.text == text && legacy.executable;
  if (!same) write(legacy.path, text, 0755);
  done_.add(std::string(same ? "already" : "upgraded") + " in *.legacy, which " +
                std::string(manager->name) + " runs first",
            event);
  return true;
}

/// Puts back the hook that --force replaced; not a shim of ours that somebody had edited.
void HookFiles::restore(const Slot& slot, const std::string& event) {
  const std::string kept = kept_path(slot);
  const Slot former = read_slot_file(kept, event);
  if (former.holds == Slot::Holds::nothing || former.holds == Slot::Holds::edited_shim) return;
  if (std::rename(kept.c_str(), slot.path.c_str()) != 0) {
    throw base::io_error("restore", kept, errno);
  }
  done_.add("the former hook was put back", event);
}

void HookFiles::write(const std::string& path, const std::string& text, mode_t mode) const {
  create_hook_directory(repository_, std::string(os::parent(path)));
  os::AtomicFile file(path, mode);
  file.write(text);
  file.commit(os::Sync::no);
}

std::string HookFiles::with_new_block(const Slot& slot, const std::string& event) const {
  return with_block(without_block(slot.text, *slot.block), block_text(event, program_));
}

/// Hooks that are files of the work tree may be committed and go to other machines.
void HookFiles::note_work_tree() {
  const std::string& top = repository_.work_tree;
  if (top.empty() || !directory_.starts_with(top + "/")) return;
  if (directory_.starts_with(repository_.common_dir + "/")) return;
  const std::string shown = shown_directory();
  const std::string note =
      "the hooks are files of the work tree: commit them with a line '" + shown +
      "/* text eol=lf' in .gitattributes, or linked worktrees and clones are without them; they "
      "try this machine's git-agents-hook first and then the one on PATH";
  if (std::ranges::find(notes_, note) == notes_.end()) notes_.push_back(note);
}

std::string HookFiles::shown_directory() const {
  return shown_path(repository_, directory_);
}

/// Whose hook ours goes into; says once what that manager does to it.
std::string HookFiles::holder(const Slot& slot) {
  const auto* manager = other_manager(directory_, slot.text);
  if (!manager) return "the hook that is there";
  const std::string caution(manager->caution);
  if (!caution.empty() && std::ranges::find(notes_, caution) == notes_.end()) {
    notes_.push_back(caution);
  }
  return std::string(manager->name) + "'s hook that is there";
}

}  // namespace hooks
