#include "hooks/install.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "base/error.hpp"
#include "hooks/configuration_hook.hpp"
#include "hooks/grouped_events.hpp"
#include "hooks/hook_directory.hpp"
#include "hooks/shim.hpp"
#include "hooks/slot.hpp"
#include "os/file.hpp"

namespace hooks {
namespace {

constexpr mode_t permissions = 07777;

void write_hook(const std::string& path, const std::string& text, mode_t mode) {
  os::make_directories(std::string(os::parent(path)));
  os::AtomicFile file(path, mode);
  file.write(text);
  file.commit(os::Sync::no);
}

class Installation {
 public:
  Installation(const git::Repository& repository, const git::Config& config,
               const InstallOptions& options)
      : repository_(repository), config_(config), options_(options) {}

  void configure(const std::string& event) {
    const std::string section = configuration_section(event);
    const std::string command = configuration_command(event, options_.hook_program);
    const auto present = config_.text(section + ".command");
    if (present && !recognise_command(event, *present) && !options_.force) {
      refused_.push_back(event + ": '" + section + ".command' was edited since we wrote it: " +
                         "'git agents install --force' replaces it");
      return;
    }
    const bool same = present == command && config_.text(section + ".event") == event;
    if (!same) {
      git::set_config(repository_, section + ".command", command);
      git::set_config(repository_, section + ".event", event);
    }
    done_.add(same ? "already in the configuration" : "installed in the configuration", event);
  }

  /// Where the hook is in the configuration now, an older one of ours in a file would be a second.
  void retire_file(const std::string& event, const std::string& directory) {
    const Slot slot = read_slot(directory, event);
    if (slot.holds == Slot::Holds::shim) {
      os::remove_file(slot.path);
    } else if (slot.holds == Slot::Holds::block) {
      write_hook(slot.path, without_block(slot.text, *slot.block), slot.mode & permissions);
    }
  }

  void write(const std::string& event, const std::string& directory) {
    const Slot slot = read_slot(directory, event);
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
        extend(slot, event);
        break;
      case Slot::Holds::edited_shim:
      case Slot::Holds::edited_block:
      case Slot::Holds::other:
        replace(slot, event);
        break;
    }
  }

  InstallResult result() const { return {done_.sentences(), refused_}; }

 private:
  void write_shim(const Slot& slot, const std::string& event, const std::string& verb) {
    write_hook(slot.path, shim_text(event, options_.hook_program), 0755);
    done_.add(verb + " " + shown_path(repository_, std::string(os::parent(slot.path))), event);
  }

  void refresh_shim(const Slot& slot, const std::string& event) {
    if (slot.text != shim_text(event, options_.hook_program)) {
      write_shim(slot, event, "upgraded in");
    } else if (!slot.executable) {
      write_shim(slot, event, "made executable in");
    } else {
      done_.add("already in " + shown_path(repository_, std::string(os::parent(slot.path))), event);
    }
  }

  void refresh_block(const Slot& slot, const std::string& event) {
    if (slot.baked->newest && slot.baked->program == options_.hook_program) {
      done_.add("already in the hook that is there", event);
    } else {
      write_hook(slot.path, with_new_block(slot, event), slot.mode & permissions);
      done_.add("upgraded in the hook that is there", event);
    }
    if (!slot.executable) refuse_not_executable(slot, event);
  }

  std::string with_new_block(const Slot& slot, const std::string& event) const {
    return with_block(without_block(slot.text, *slot.block),
                      block_text(event, options_.hook_program));
  }

  void extend(const Slot& slot, const std::string& event) {
    if (!slot.executable && !options_.force) {
      refuse_not_executable(slot, event);
      return;
    }
    if (!slot.executable) {
      replace(slot, event);
      return;
    }
    const std::string text = with_block(slot.text, block_text(event, options_.hook_program));
    write_hook(slot.path, text, slot.mode & permissions);
    done_.add("added to the hook that is there", event);
  }

  void refuse_not_executable(const Slot& slot, const std::string& event) {
    refused_.push_back(event + ": " + shown_path(repository_, slot.path) +
                       " is not executable, so git does not run it: make it executable or remove "
                       "it, then run 'git agents install' again");
  }

  void replace(const Slot& slot, const std::string& event) {
    const std::string shown = shown_path(repository_, slot.path);
    const std::string reason = slot.reason.empty() ? "is not executable" : slot.reason;
    if (os::stat_if_exists(slot.path)->is_directory()) {
      refused_.push_back(event + ": " + shown + " is a directory: remove it");
      return;
    }
    if (!options_.force) {
      refused_.push_back(event + ": " + shown + " " + reason +
                         ": add what 'git agents install --manual' prints to it, or replace it "
                         "with 'git agents install --force', which keeps a copy");
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
      write_hook(slot.path, with_new_block(slot, event), slot.mode & permissions);
      done_.add("renewed in the hook that is there (a copy is kept as *.pre-git-agents)", event);
      return;
    }
    write_shim(slot, event, "replaced (the former one is kept as *.pre-git-agents) in");
  }

  const git::Repository& repository_;
  const git::Config& config_;
  const InstallOptions& options_;
  GroupedEvents done_;
  std::vector<std::string> refused_;
};

}  // namespace

InstallResult install(const git::Repository& repository, const git::Config& config,
                      std::span<const std::string> events, const InstallOptions& options) {
  if (!options.hook_program.starts_with('/')) {
    throw base::Error(base::ErrorCode::internal,
                      "cannot install hooks: '" + options.hook_program + "' is not absolute");
  }
  const std::string version =
      options.git_version.empty() ? git::query(repository, {"version"}) : options.git_version;
  const HookDirectory directory = hook_directory(repository);
  Installation installation(repository, config, options);
  if (has_configuration_hooks(version)) {
    for (const auto& event : events) {
      installation.configure(event);
      if (directory.refusal.empty()) installation.retire_file(event, directory.path);
    }
    return installation.result();
  }
  if (!directory.refusal.empty()) return {{}, {directory.refusal}};
  for (const auto& event : events) installation.write(event, directory.path);
  return installation.result();
}

std::string manual_text(std::string_view event, const std::string& hook_program) {
  return block_text(event, hook_program);
}

std::vector<std::string> events_for(const settings::Settings&) {
  return {all_events().begin(), all_events().end()};
}

}  // namespace hooks
