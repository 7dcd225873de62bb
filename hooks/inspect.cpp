#include <unistd.h>

#include <map>

#include "hooks/baked_text.hpp"
#include "hooks/configuration_hook.hpp"
#include "hooks/hook_directory.hpp"
#include "hooks/install.hpp"
#include "hooks/other_manager.hpp"
#include "hooks/slot.hpp"
#include "os/file.hpp"
#include "os/process.hpp"

namespace hooks {
namespace {

/// The scope in which each key of a hook's event is set last, by the key as git prints it.
std::map<std::string, std::string> scopes_of_events(const git::Repository& repository) {
  const auto listing = git::query_if(repository, {"config", "-z", "--show-scope", "--get-regexp",
                                                  "^hook\\.agents-.*\\.event$"})
                           .value_or("");
  std::map<std::string, std::string> scopes;
  for (std::size_t begin = 0; begin < listing.size();) {
    const auto scope_end = listing.find('\0', begin);
    if (scope_end == std::string::npos) break;
    const auto end = std::min(listing.find('\0', scope_end + 1), listing.size());
    const std::string record = listing.substr(scope_end + 1, end - scope_end - 1);
    scopes[record.substr(0, record.find('\n'))] = listing.substr(begin, scope_end - begin);
    begin = end + 1;
  }
  return scopes;
}

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
    if (slot.holds != Slot::Holds::nothing) taken(slot, state);
    if (state.presence != Presence::current) misplaced(state);
    if (named && state.presence == Presence::absent && scope_of(event) != "global") {
      state.presence = Presence::unreachable;
      state.detail =
          "installed in the configuration, but not reachable: only git 2.54 and later "
          "runs hooks from there";
      state.advice = "run 'git agents install'";
    }
    return state;
  }

 private:
  bool git_runs_configuration_hooks() {
    if (version_.empty()) version_ = git::query(repository_, {"version"});
    return has_configuration_hooks(version_);
  }

  std::string scope_of(const std::string& event) {
    if (!scopes_) scopes_ = scopes_of_events(repository_);
    return (*scopes_)[configuration_section(event) + ".event"];
  }

  /// The configuration key that switches `event` off, or "".
  std::string switch_of(const std::string& event) const {
    for (auto key : {configuration_section(event) + ".enabled", "hook." + event + ".enabled"}) {
      if (!config_.boolean(key, true)) return key;
    }
    return {};
  }

  EventState configured(const std::string& event) {
    EventState state;
    state.event = event;
    const std::string section = configuration_section(event);
    const auto command = config_.text(section + ".command");
    const auto baked = command ? recognise_command(event, *command) : std::nullopt;
    const std::string off = switch_of(event);
    if (!baked) {
      state.presence = Presence::foreign;
      state.detail = "'" + section + ".command' is not what we wrote";
      state.advice = "run 'git agents install --force', which replaces it";
    } else if (!off.empty()) {
      state.presence = Presence::unreachable;
      state.detail = "'" + off + "' is false";
      state.advice = "remove it with 'git config --unset " + off + "'";
    } else {
      state.presence = baked->newest ? Presence::current : Presence::outdated;
      state.where = "in the " + scope_of(event) +
                    " configuration, which only git 2.54 and later runs (else install --shim)";
      check_program(*baked, state);
    }
    return state;
  }

  EventState ours(const Slot& slot, const std::string& event) const {
    EventState state;
    state.event = event;
    state.path = slot.path;
    state.presence = slot.baked->newest ? Presence::current : Presence::outdated;
    if (!slot.executable) {
      state.presence = Presence::unreachable;
      state.detail = "the hook is not executable, so git does not run it";
      state.advice = "run 'git agents install'";
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
      state.advice = "run 'git agents install'";
    }
  }

  /// Somebody else's hook holds the slot. It may call ours in its own way.
  void taken(const Slot& slot, EventState& state) const {
    const auto* manager = other_manager(directory_.path, slot.text);
    state.path = slot.path;
    state.presence = Presence::foreign;
    if (!manager) {
      state.detail = slot.reason.empty() ? "somebody else's hook without our block"
                                         : "the hook " + slot.reason;
      state.advice = slot.holds == Slot::Holds::edited_shim
                         ? "run 'git agents install --force', which keeps a copy"
                     : slot.holds == Slot::Holds::other ? call_by_hand(state.event)
                                                        : "";
      return;
    }
    const std::string name(manager->name);
    if (const auto file = calls_ours(repository_, *manager, state.event)) {
      state.presence = Presence::current;
      state.path.clear();
      state.where = "called by " + name + " ('" + *file + "')";
      return;
    }
    const Slot legacy = read_slot_file(slot.path + ".legacy", state.event);
    if (manager->runs_legacy && legacy.holds == Slot::Holds::shim && legacy.executable) {
      state = ours(legacy, state.event);
      state.where = "kept as *.legacy by " + name + ", which runs it first";
      return;
    }
    state.overtaken = true;
    state.detail = "the hook is " + name + "'s, without our block";
    state.advice = way_out(*manager, state.event);
  }

  /// Is there one of ours that git does not look at?
  void misplaced(EventState& state) const {
    if (directory_.path != own_ && read_slot(own_, state.event).ours()) {
      state.presence = Presence::unreachable;
      state.path = os::join(own_, state.event);
      state.detail = "installed, but not reachable: git runs the hooks of core.hooksPath '" +
                     directory_.configured + "' (" + directory_.scope + " configuration)";
      if (const auto* manager = other_manager(directory_.path, {})) {
        state.detail += ", which is " + std::string(manager->name) + "'s";
      }
      return;
    }
    if (directory_.path.empty()) return;
    const std::string moved = os::join(directory_.path, state.event) + ".old";
    if (!read_slot_file(moved, state.event).ours()) return;
    const auto* manager =
        other_manager(directory_.path, read_slot(directory_.path, state.event).text);
    state.presence = Presence::unreachable;
    state.path = moved;
    state.detail = "installed, but not reachable: " +
                   (manager ? std::string(manager->name) : "another hook manager") +
                   " moved ours to " + state.event + ".old and does not run it";
  }

  const git::Repository& repository_;
  const git::Config& config_;
  HookDirectory directory_;
  std::string own_;  ///< git's own hooks directory, whatever core.hooksPath says
  std::string version_;
  std::optional<std::map<std::string, std::string>> scopes_;
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
