#include "source/user_settings.hpp"

#include "agent/names.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"
#include "source/validation.hpp"

namespace source {

std::string user_settings_file() {
  return os::join(os::config_home(), "git-agents/config.yaml");
}

settings::Loaded user_settings() {
  const std::string path = user_settings_file();
  const auto text = os::read_file_if_exists(path, max_settings_bytes);
  if (!text) return {};
  return settings::parse(*text, path, vocabulary(), settings::Owner::user);
}

settings::Loaded work_tree_settings(const git::Repository& repository) {
  const std::string name(agent::settings_file);
  const auto text =
      os::read_file_if_exists(os::join(repository.work_tree, name), max_settings_bytes);
  if (!text) return {};
  return settings::parse(*text, name, vocabulary());
}

}  // namespace source
