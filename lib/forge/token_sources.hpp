#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace forge {

/// All variables that hold a token of GitHub's.
inline constexpr std::array<const char*, 4> token_variables = {
    "GH_TOKEN", "GITHUB_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"};

/// "agents.<host>.tokenCommand"
std::string command_key(const std::string& host);

/// Name and value of the variable that is for `host`; what is missing is added to `tried`.
std::optional<std::pair<std::string, std::string>> token_variable(const std::string& host,
                                                                  std::vector<std::string>* tried);

/// Is gh there, and does its configuration name `host`? Without starting it.
bool gh_knows(const std::string& host);

}  // namespace forge
