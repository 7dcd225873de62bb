#include "forge/token_sources.hpp"

#include "base/text.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"
#include "os/process.hpp"

namespace forge {

std::string command_key(const std::string& host) {
  return "agents." + host + ".tokenCommand";
}

std::optional<std::pair<std::string, std::string>> token_variable(const std::string& host,
                                                                  std::vector<std::string>* tried) {
  const auto note = [&](std::string sentence) {
    if (tried != nullptr) tried->push_back(std::move(sentence));
  };
  const bool enterprise = host != "github.com";
  if (enterprise && base::to_lower_ascii(os::variable("GH_HOST").value_or("")) != host) {
    note("GH_HOST is not '" + host + "'");
    return std::nullopt;
  }
  for (const char* name :
       {token_variables[enterprise ? 2 : 0], token_variables[enterprise ? 3 : 1]}) {
    const std::string value(base::trim(os::variable(name).value_or("")));
    if (!value.empty()) return std::pair{std::string(name), value};
    note(std::string(name) + " is not set");
  }
  return std::nullopt;
}

bool gh_knows(const std::string& host) {
  constexpr std::size_t most = 1 << 20;
  const std::string own = os::variable("GH_CONFIG_DIR").value_or("");
  const std::string directory = own.empty() ? os::join(os::config_home(), "gh") : own;
  const std::string file = os::join(directory, "hosts.yml");
  const auto stat = os::stat_if_exists(file);
  if (!stat || stat->size > most || !os::find_program("gh")) return false;
  const std::string lines = "\n" + base::to_lower_ascii(os::read_file_if_exists(file).value_or(""));
  return lines.find("\n" + host + ":") != lines.npos;
}

}  // namespace forge
