#include <unistd.h>

#include "hooks/configuration_hook.hpp"
#include "hooks/hook_directory.hpp"
#include "hooks/install.hpp"
#include "hooks/slot.hpp"
#include "os/file.hpp"
#include "os/process.hpp"

namespace hooks {
namespace {

class Inspection {
 public:
  Inspection(const git::Repository& repository, const git::Config& config)
      : repository_(repository),
        config_(config),
        directory_(hook_directory(repository)),
        own_(os::join(repository.common_dir, "hooks")) {}

  EventState of(const std::string& event) {
    EventState state;
    state.event = event;
    const bool named = config_.text(configuration_section(event) + ".event") == event;
    if (named && git_runs_configuration_hooks()) return configured(event);
    if (directory_.path.empty()) {
      misplaced(state);
      return state;
    }
    const Slot slot = read_slot(directory_.path, event);
    if (slot.ours()) return ours(slot, event);
    if (slot.holds != Slot::Holds::nothing) {
      state.presence = Presence::foreign;
      state.path = slot.path;
      state.detail = slot.reason.empty() ? "somebody else's hook without our block"
                                         : "the hook " + slot.reason;
    }
    misplaced(state);
    return state;
  }

 private:
  bool git_runs_configuration_hooks() {
    if (version_.empty()) version_ = git::query(repository_, {"version"});
    return has_configuration_hooks(version_);
  }

  EventState configured(const std::string& event) const {
    EventState state{.event = event, .presence = {}, .path = {}, .detail = {}};
    const std::string section = configuration_section(event);
    const auto command = config_.text(section + ".command");
    const auto baked = command ? recognise_command(event, *command) : std::nullopt;
    if (!baked) {
      state.presence = Presence::foreign;
      state.detail = "'" + section + ".command' is not what we wrote";
    } else if (!config_.boolean(section + ".enabled", true)) {
      state.presence = Presence::unreachable;
      state.detail = "'" + section + ".enabled' is false";
    } else {
      state.presence = baked->newest ? Presence::current : Presence::outdated;
      check_program(*baked, state);
    }
    return state;
  }

  EventState ours(const Slot& slot, const std::string& event) const {
    EventState state{.event = event, .presence = {}, .path = slot.path, .detail = {}};
    state.presence = slot.baked->newest ? Presence::current : Presence::outdated;
    if (!slot.executable) {
      state.presence = Presence::unreachable;
      state.detail = "the hook is not executable, so git does not run it";
      return state;
    }
    check_program(*slot.baked, state);
    return state;
  }

  /// The program that the hook calls first may have moved since.
  static void check_program(const Baked& baked, EventState& state) {
    if (access(baked.program.c_str(), X_OK) == 0) return;
    state.detail = "'" + baked.program + "' is gone";
    if (os::find_program("git-agents-hook")) {
      state.detail += "; another git-agents-hook on PATH is used";
    } else {
      state.presence = Presence::unreachable;
    }
  }

  /// Is there one of ours that git does not look at?
  void misplaced(EventState& state) const {
    if (directory_.path != own_ && read_slot(own_, state.event).ours()) {
      state.presence = Presence::unreachable;
      state.path = os::join(own_, state.event);
      state.detail = "installed, but not reachable: git runs the hooks of core.hooksPath '" +
                     directory_.configured + "' (" + directory_.scope + " configuration)";
      return;
    }
    if (directory_.path.empty()) return;
    const std::string file = os::join(directory_.path, state.event);
    if (read_slot_file(file + ".legacy", state.event).ours()) {
      state.detail =
          "another hook manager moved ours to " + state.event + ".legacy and runs it first";
    } else if (read_slot_file(file + ".old", state.event).ours()) {
      state.presence = Presence::unreachable;
      state.path = file + ".old";
      state.detail =
          "another hook manager moved ours to " + state.event + ".old and does not run it";
    }
  }

  const git::Repository& repository_;
  const git::Config& config_;
  HookDirectory directory_;
  std::string own_;  ///< git's own hooks directory, whatever core.hooksPath says
  std::string version_;
};

}  // namespace

std::vector<EventState> inspect(const git::Repository& repository, const git::Config& config,
                                std::span<const std::string> events) {
  Inspection inspection(repository, config);
  std::vector<EventState> states;
  for (const auto& event : events) states.push_back(inspection.of(event));
  return states;
}

}  // namespace hooks
