#include "hooks/configuration_hooks.hpp"

#include "hooks/configuration_hook.hpp"
#include "hooks/edit_difference.hpp"

namespace hooks {

void ConfigurationHooks::install(const std::string& event, const InstallOptions& options) {
  const std::string section = configuration_section(event);
  const std::string command =
      configuration_command(event, options.hook_program, scope_ == Scope::global);
  if (was_edited(event) && !options.force) {
    refused_.push_back(event + ": '" + section + ".command' was edited since we wrote it: " +
                       "'git agents install --force' replaces it" +
                       edits(event, options.hook_program));
    return;
  }
  const auto former = present_.text(section + ".command");
  const bool same = former == command && present_.text(section + ".event") == event;
  if (!same) {
    // An event without a command makes git refuse every commit.
    git::set_config(repository_, section + ".command", command, scope_);
    git::set_config(repository_, section + ".event", event, scope_);
  }
  done_.add((same     ? "already in "
             : former ? "upgraded in "
                      : "installed in ") +
                shown_file(),
            event);
}

void ConfigurationHooks::remove(const std::string& event) {
  if (!holds(event)) return;
  const std::string section = configuration_section(event);
  if (was_edited(event)) {
    refused_.push_back(event + ": '" + section +
                       ".command' was edited since we wrote it: remove it with 'git config --" +
                       std::string(git::to_string(scope_)) + " --remove-section " + section + "'" +
                       edits(event, {}));
    return;
  }
  git::remove_config_section(repository_, section, scope_);
  done_.add("removed from " + shown_file(), event);
}

void ConfigurationHooks::retire(const std::string& event) {
  if (!holds(event) || was_edited(event)) return;
  git::remove_config_section(repository_, configuration_section(event), scope_);
}

bool ConfigurationHooks::holds(const std::string& event) const {
  const std::string section = configuration_section(event);
  return present_.text(section + ".command") || present_.text(section + ".event");
}

void ConfigurationHooks::report_to(InstallResult& result) const {
  for (auto& sentence : done_.sentences()) result.done.push_back(std::move(sentence));
  result.refused.insert(result.refused.end(), refused_.begin(), refused_.end());
}

bool ConfigurationHooks::was_edited(const std::string& event) const {
  const auto command = present_.text(configuration_section(event) + ".command");
  return command && !recognise_command(event, *command);
}

std::string ConfigurationHooks::shown_file() const {
  if (scope_ == Scope::local) return "the configuration";
  return std::string(scope_ == Scope::global ? "your global" : "this worktree's") +
         " configuration";
}

std::string ConfigurationHooks::edits(const std::string& event, const std::string& program) const {
  const auto found = present_.text(configuration_section(event) + ".command").value_or("");
  return "\n" + edit_difference(configuration_command(event, program_in(found).value_or(program),
                                                      scope_ == Scope::global),
                                found);
}

}  // namespace hooks
