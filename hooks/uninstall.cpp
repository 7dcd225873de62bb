#include <cerrno>
#include <cstdio>

#include "base/error.hpp"
#include "hooks/configuration_hook.hpp"
#include "hooks/grouped_events.hpp"
#include "hooks/hook_directory.hpp"
#include "hooks/install.hpp"
#include "hooks/shim.hpp"
#include "hooks/slot.hpp"
#include "os/file.hpp"

namespace hooks {
namespace {

class Removal {
 public:
  Removal(const git::Repository& repository, const git::Config& config)
      : repository_(repository), config_(config) {}

  void configuration(const std::string& event) {
    const std::string section = configuration_section(event);
    const auto command = config_.text(section + ".command");
    const auto named = config_.text(section + ".event");
    if (!command && !named) return;
    if (command && !recognise_command(event, *command)) {
      refused_.push_back(event + ": '" + section +
                         ".command' was edited since we wrote it: remove "
                         "it with 'git config --remove-section " +
                         section + "'");
      return;
    }
    git::query(repository_, {"config", "--local", "--remove-section", section});
    done_.add("removed from the configuration", event);
  }

  void file(const std::string& event, const std::string& directory) {
    const Slot slot = read_slot(directory, event);
    const std::string shown = shown_path(repository_, slot.path);
    switch (slot.holds) {
      case Slot::Holds::shim:
        os::remove_file(slot.path);
        done_.add("removed from " + shown_path(repository_, directory), event);
        restore(slot, event);
        break;
      case Slot::Holds::block:
        remove_block(slot, event);
        break;
      case Slot::Holds::edited_shim:
      case Slot::Holds::edited_block:
        refused_.push_back(event + ": " + shown + " " + slot.reason +
                           ": edit or remove it by hand");
        break;
      default:
        break;
    }
  }

  InstallResult result() const { return {done_.sentences(), refused_}; }

 private:
  void remove_block(const Slot& slot, const std::string& event) {
    os::AtomicFile file(slot.path, slot.mode & 07777);
    file.write(without_block(slot.text, *slot.block));
    file.commit(os::Sync::no);
    done_.add("removed from the hook that is there", event);
  }

  /// Puts back the hook that --force replaced; not a shim of ours that somebody had edited.
  void restore(const Slot& slot, const std::string& event) {
    const std::string kept = kept_path(slot);
    const Slot former = read_slot_file(kept, event);
    if (former.holds == Slot::Holds::nothing || former.holds == Slot::Holds::edited_shim) return;
    if (std::rename(kept.c_str(), slot.path.c_str()) != 0) {
      throw base::io_error("restore", kept, errno);
    }
    done_.add("the former hook was put back", event);
  }

  const git::Repository& repository_;
  const git::Config& config_;
  GroupedEvents done_;
  std::vector<std::string> refused_;
};

}  // namespace

InstallResult uninstall(const git::Repository& repository, const git::Config& config) {
  Removal removal(repository, config);
  const HookDirectory active = hook_directory(repository);
  // Where core.hooksPath was set after the installation, ours are still in git's own directory.
  const std::string own = os::join(repository.common_dir, "hooks");
  for (const std::string_view name : all_events()) {
    const std::string event(name);
    removal.configuration(event);
    removal.file(event, own);
    const bool elsewhere = !active.path.empty() && active.path != own;
    if (elsewhere && active.scope != "global" && active.scope != "system") {
      removal.file(event, active.path);
    }
  }
  return removal.result();
}

}  // namespace hooks
