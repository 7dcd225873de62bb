#include "hooks/slot.hpp"

#include <unistd.h>

#include <array>

#include "hooks/shim.hpp"
#include "os/file.hpp"

namespace hooks {
namespace {

constexpr std::size_t largest_script = 1 << 20;

void judge_text(Slot& slot, std::string_view event) {
  slot.baked = recognise_shim(event, slot.text);
  if (slot.baked) {
    slot.holds = Slot::Holds::shim;
    return;
  }
  if (was_shim(slot.text)) {
    slot.holds = Slot::Holds::edited_shim;
    slot.reason = "was edited since we wrote it";
    return;
  }
  slot.block = find_block(event, slot.text);
  if (slot.block) {
    slot.baked = slot.block->baked;
    slot.holds = slot.baked ? Slot::Holds::block : Slot::Holds::edited_block;
    if (!slot.baked) slot.reason = "holds our block, but it was edited since we wrote it";
    return;
  }
  if (auto reason = why_not_extendable(slot.text)) {
    slot.holds = Slot::Holds::other;
    slot.reason = std::move(*reason);
    return;
  }
  slot.holds = Slot::Holds::script;
}

}  // namespace

std::span<const std::string_view> all_events() {
  static constexpr std::array<std::string_view, 8> events = {
      "pre-commit",    "pre-merge-commit", "post-commit", "post-merge",
      "post-checkout", "post-rewrite",     "pre-push",    "pre-receive"};
  return events;
}

Slot read_slot(const std::string& directory, std::string_view event) {
  return read_slot_file(os::join(directory, event), event);
}

Slot read_slot_file(const std::string& path, std::string_view event) {
  Slot slot;
  slot.path = path;
  const auto stat = os::stat_if_exists(path);
  if (!stat) return slot;
  slot.mode = stat->mode;
  slot.executable = access(path.c_str(), X_OK) == 0;
  slot.holds = Slot::Holds::other;
  if (stat->is_symlink()) {
    slot.reason = "is a symbolic link";
  } else if (stat->is_directory()) {
    slot.reason = "is a directory";
  } else if (!stat->is_file()) {
    slot.reason = "is no regular file";
  } else if (stat->size > largest_script) {
    slot.reason = "is a binary program";
  } else {
    slot.text = os::read_file(path, largest_script);
    judge_text(slot, event);
  }
  return slot;
}

std::string kept_path(const Slot& slot) {
  return slot.path + ".pre-git-agents";
}

}  // namespace hooks
