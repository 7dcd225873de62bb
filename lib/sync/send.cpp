#include "sync/send.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "git/failure.hpp"
#include "git/remote_identity.hpp"

namespace syncing {
namespace {

using git::RemoteFailure;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\n\r"), text.size());
    if (end > 0) lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// git puts "remote: " before what the server prints, and may put an escape behind it.
std::vector<std::string> said_by_server(const std::string& error) {
  std::vector<std::string> said;
  for (std::string_view line : lines_of(error)) {
    if (!line.starts_with("remote:")) continue;
    line.remove_prefix(7);
    for (std::size_t at = line.find('\x1b'); at != line.npos; at = line.find('\x1b')) {
      line = line.substr(0, at);
    }
    said.emplace_back(git::without_credentials(std::string(base::trim(line))));
  }
  std::erase(said, "");
  return said;
}

/// "!\tHEAD:refs/heads/main\t[rejected] (fetch first)" of --porcelain, or git's fatal line.
std::string reason_of(const os::Result& result) {
  for (const std::string_view line : lines_of(result.output)) {
    if (!line.starts_with("!\t")) continue;
    const std::size_t tab = line.rfind('\t');
    return git::without_credentials(std::string(line.substr(tab + 1)));
  }
  std::string text = git::without_credentials(git::failure({}, result).message());
  if (text.starts_with("git: ")) text.erase(0, 5);
  return text;
}

bool is_up_to_date(const std::string& porcelain) {
  return std::ranges::any_of(lines_of(porcelain),
                             [](auto line) { return line.starts_with("=\t"); });
}

std::string short_name(std::string_view ref) {
  constexpr std::string_view heads = "refs/heads/";
  return std::string(ref.starts_with(heads) ? ref.substr(heads.size()) : ref);
}

bool is_ssh(std::string_view url) {
  return url.starts_with("ssh:") || url.starts_with("git+ssh:") || url.starts_with("ssh+git:") ||
         (url.find("://") == url.npos && !url.starts_with('/'));
}

std::string tried(const Source& source, const git::Access& access) {
  if (is_ssh(source.url)) return "tried: ssh with the keys of the agent and of ~/.ssh";
  std::string words = "tried: git's credential helpers";
  if (!access.environment.empty()) words += ", gh and the tokens of the environment";
  return words;
}

std::string set_up(const Source& source) {
  if (is_ssh(source.url)) {
    return "set up a key that the server knows (ssh-keygen(1)), and 'ssh-add' it";
  }
  const bool github = git::repository_identity(source.url, "/").starts_with("github.com/");
  return github
             ? "set up one: 'gh auth login', GH_TOKEN, or a credential helper (gitcredentials(7))"
             : "set up a credential helper (gitcredentials(7)), or use an ssh URL and key";
}

std::string way_around(const Source& source, bool can_fork) {
  return can_fork ? "'git agents push " + source.name + " --pr' forks it and asks for a pull request"
                  : "fork it there, then 'git agents source set " + source.name +
                        " --url URL-OF-THE-FORK' and push";
}

base::Error rejected(const Source& source, const std::string& where, const Sending& sending,
                     const Sent& sent) {
  const std::string branch = short_name(sending.ref);
  if (sent.reason.starts_with("[remote rejected]")) {
    std::string hint;
    for (const auto& line : sent.said) hint += (hint.empty() ? "" : "\n") + line;
    return {base::ErrorCode::conflict, where + " refused '" + branch + "': " + sent.reason,
            hint.empty() ? "'--branch NAME' pushes to another branch" : hint};
  }
  if (branch == source.configured.ref || source.configured.ref.empty()) {
    return {base::ErrorCode::conflict, where + " has commits that you do not have: " + sent.reason,
            "git agents pull " + source.name};
  }
  return {base::ErrorCode::conflict,
          where + " has other commits on '" + branch + "': " + sent.reason,
          "nothing is forced; give another name with '--branch NAME'"};
}

}  // namespace

Sent send(const git::Repository& cache, const git::Access& access, const Sending& sending) {
  std::vector<std::string> arguments = {"push", "--porcelain", "--no-follow-tags",
                                        "--recurse-submodules=no"};
  if (sending.dry) arguments.emplace_back("--dry-run");
  for (const auto& option : sending.push_options) {
    arguments.emplace_back("--push-option=" + option);
  }
  arguments.insert(arguments.end(), {"--", sending.to, sending.commit + ":" + sending.ref});
  const os::Result result = os::run(git::remote_command(cache, access, arguments));
  Sent sent;
  sent.ok = result.ok();
  sent.said = said_by_server(result.error);
  if (sent.ok) {
    sent.up_to_date = is_up_to_date(result.output);
    return sent;
  }
  sent.reason = reason_of(result);
  os::Result all = result;
  all.error += result.output;
  sent.failure = git::remote_failure(all);
  return sent;
}

base::Error push_error(const Source& source, const git::Access& access, const Sending& sending,
                       const Sent& sent, bool can_fork) {
  const std::string where = "'" + source.name + "' (" + source.url + ")";
  switch (sent.failure) {
    case RemoteFailure::unreachable:
      return {
          base::ErrorCode::network, "cannot reach " + where + ": " + sent.reason,
          "your commits are kept in '" + source.cache + "': push again when the network is there"};
    case RemoteFailure::credentials:
      return {base::ErrorCode::network, where + " wants credentials: " + sent.reason,
              tried(source, access) + "; " + set_up(source)};
    case RemoteFailure::forbidden:
      return {base::ErrorCode::network, where + " does not let you push: " + sent.reason,
              tried(source, access) + "; the account may only read\n" + way_around(source, can_fork)};
    case RemoteFailure::not_found:
    case RemoteFailure::no_ref:
      return {base::ErrorCode::not_found, "there is no repository " + where + ": " + sent.reason,
              tried(source, access) + "; a private repository may also look like this"};
    case RemoteFailure::rejected:
      return rejected(source, where, sending, sent);
    case RemoteFailure::other:
      break;
  }
  std::string hint;
  for (const auto& line : sent.said) hint += (hint.empty() ? "" : "\n") + line;
  return {base::ErrorCode::io, "cannot push to " + where + ": " + sent.reason, hint};
}

std::string page_named(const std::vector<std::string>& said, const std::string& host) {
  std::string other;
  for (const auto& line : said) {
    for (const std::string_view scheme : {"https://", "http://"}) {
      const std::size_t begin = line.find(scheme);
      if (begin == std::string::npos) continue;
      std::string page = line.substr(begin, line.find_first_of(" \t'\"<>", begin) - begin);
      if (git::repository_identity(page, "/").starts_with(host + "/")) return page;
      if (other.empty()) other = std::move(page);
      break;
    }
  }
  return other;
}

}  // namespace syncing
