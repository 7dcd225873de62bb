#include "forge/remote.hpp"

#include <algorithm>
#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "git/remote_identity.hpp"
#include "http/address.hpp"

namespace forge {
namespace {

constexpr std::string_view ghe_domain = ".ghe.com";

struct Name {
  std::string_view word;
  Kind kind;
};
constexpr Name words[] = {{"none", Kind::none},
                          {"github", Kind::github},
                          {"gitlab", Kind::gitlab},
                          {"gitea", Kind::gitea},
                          {"forgejo", Kind::gitea}};
constexpr Name hosts[] = {
    {"github.com", Kind::github}, {"gitlab.com", Kind::gitlab}, {"codeberg.org", Kind::gitea}};
constexpr Name beginnings[] = {{"github.", Kind::github},
                               {"gitlab.", Kind::gitlab},
                               {"gitea.", Kind::gitea},
                               {"forgejo.", Kind::gitea}};

/// Where ssh is also spoken on port 443.
constexpr std::pair<std::string_view, std::string_view> ssh_hosts[] = {
    {"ssh.github.com", "github.com"}, {"altssh.gitlab.com", "gitlab.com"}};

std::string key_of(const std::string& host, std::string_view name) {
  return "agents." + host + "." + std::string(name);
}

Kind kind_of(const std::string& host, const git::Config& config) {
  const std::string key = key_of(host, "forge");
  if (const auto word = config.text(key)) {
    const auto found = std::ranges::find(words, base::to_lower_ascii(*word), &Name::word);
    if (found != std::end(words)) return found->kind;
    throw base::Error(base::ErrorCode::invalid,
                      "git configuration '" + key + "' is '" + *word + "', which is no forge",
                      "use github, gitlab, gitea or none");
  }
  const auto known = std::ranges::find(hosts, host, &Name::word);
  if (known != std::end(hosts)) return known->kind;
  if (host.ends_with(ghe_domain)) return Kind::github;
  const auto begins = std::ranges::find_if(
      beginnings, [&](const Name& beginning) { return host.starts_with(beginning.word); });
  return begins == std::end(beginnings) ? Kind::none : begins->kind;
}

std::string api_of(const Remote& remote, const git::Config& config) {
  const std::string key = key_of(remote.host, "apiUrl");
  if (auto url = config.text(key)) {
    while (url->ends_with('/')) url->pop_back();
    if (url->starts_with("https://") || url->starts_with("http://")) return *url;
    throw base::Error(base::ErrorCode::invalid,
                      "git configuration '" + key + "' is neither an https nor an http URL");
  }
  if (remote.host == "github.com") return "https://api.github.com";
  if (remote.host.ends_with(ghe_domain)) return "https://api." + remote.host;
  return remote.scheme + "://" + remote.host + "/api/v3";
}

bool begins_with(std::string_view text, std::string_view lower_case) {
  return base::to_lower_ascii(text.substr(0, lower_case.size())) == lower_case;
}

}  // namespace

std::string Remote::web() const {
  return scheme + "://" + host + "/" + path;
}

Remote remote_of(std::string_view url, const git::Config& config) {
  Remote remote;
  const std::string identity = git::repository_identity(url, "/");
  const std::size_t slash = identity.find('/');
  // Files, and addresses that only a remote helper understands, have a colon and no host before it.
  const bool is_file = begins_with(identity, "file:");
  if (is_file || slash == identity.npos || identity.find(":sha256:") != identity.npos) {
    return remote;
  }
  remote.host = identity.substr(0, slash);
  remote.path = identity.substr(slash + 1);
  const bool plain = begins_with(url, "http://");
  remote.scheme = plain ? "http" : "https";
  if (!plain && !begins_with(url, "https://")) {
    // The port is ssh's or git's, not that of the pages.
    const std::size_t colon = remote.host.rfind(':');
    if (colon != remote.host.npos && remote.host.find(']', colon) == remote.host.npos) {
      remote.host.resize(colon);
    }
    const auto other = std::ranges::find(ssh_hosts, remote.host,
                                         &std::pair<std::string_view, std::string_view>::first);
    if (other != std::end(ssh_hosts)) remote.host = other->second;
  }
  remote.kind = kind_of(remote.host, config);
  if (remote.kind == Kind::github) remote.api = api_of(remote, config);
  return remote;
}

bool is_private(std::string_view url) {
  if (begins_with(url, "https://")) return true;
  constexpr std::string_view plain = "http://";
  if (!begins_with(url, plain)) return false;
  url.remove_prefix(plain.size());
  std::string_view host = url.substr(0, url.find_first_of("/?#"));
  const std::size_t colon = host.rfind(':');
  if (colon != host.npos && host.find(']', colon) == host.npos) host = host.substr(0, colon);
  return http::is_loopback(host);
}

}  // namespace forge
