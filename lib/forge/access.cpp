#include <algorithm>

#include "forge/credentials.hpp"
#include "forge/token_sources.hpp"

namespace forge {
namespace {

/// Said by whoever has a token and no name: forges look at the token alone.
constexpr const char* answer = R"(printf 'username=x-access-token\npassword=%s\n')";

bool is_plain_host(std::string_view host) {
  return !host.empty() && std::ranges::all_of(host, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' ||
           c == '[' || c == ']' || c == '_';
  });
}

}  // namespace

git::Access access_to(std::string_view url, const git::Config& config, bool may_prompt) {
  git::Access access;
  access.may_prompt = may_prompt;
  const Remote remote = remote_of(url, config);
  if (!is_private(url) || !is_plain_host(remote.host)) return access;
  // git asks in the order of its configuration, and what comes from -c is the last of it.
  const auto add = [&](const std::string& snippet) {
    access.settings.push_back("credential." + remote.scheme + "://" + remote.host + ".helper=!" +
                              snippet);
  };
  if (const auto command = config.text(command_key(remote.host))) {
    access.environment.emplace_back("GIT_AGENTS_TOKEN_COMMAND", *command);
    add("f() { test \"$1\" = get || return 0; sh -c \"$GIT_AGENTS_TOKEN_COMMAND\" </dev/null | { "
        "IFS= read -r t || test -n \"$t\" || return 1; " +
        std::string(answer) + " \"$t\"; }; }; f");
  } else if (const auto variable = token_variable(remote.host, nullptr)) {
    access.environment.emplace_back("GIT_AGENTS_TOKEN", variable->second);
    add("f() { test \"$1\" = get || return 0; " + std::string(answer) +
        " \"$GIT_AGENTS_TOKEN\"; }; f");
  }
  if (gh_knows(remote.host)) {
    std::string names;
    for (const char* name : token_variables) names.append(" ").append(name);
    add("unset" + names + "; gh auth git-credential");
  }
  return access;
}

}  // namespace forge
