#include "sync/remote_error.hpp"

#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "git/failure.hpp"
#include "git/remote_identity.hpp"

namespace syncing {
namespace {

using base::ErrorCode;
using git::RemoteFailure;

std::string where(const Source& source) {
  return "'" + source.name + "' (" + source.url + ")";
}

bool is_ssh(std::string_view url) {
  return url.starts_with("ssh:") || url.starts_with("git+ssh:") || url.starts_with("ssh+git:") ||
         (url.find("://") == url.npos && !url.starts_with('/'));
}

std::string tried(const Source& source, const git::Access& access) {
  if (is_ssh(source.url)) return "tried: ssh with the keys of the agent and of ~/.ssh";
  std::string words = "tried: git's credential helpers";
  if (!access.environment.empty()) words += ", and the token of the environment";
  if (access.settings.size() > access.environment.size()) words += ", and gh";
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

/// git's last words, without what stands in every one of them.
std::string reason_of(const os::Result& result) {
  if (result.status == 124) return "it did not come to an end in time (agents.timeout)";
  const base::Error failure = git::failure({}, result);
  std::string text = failure.message();
  if (text.starts_with("git: ")) text.erase(0, 5);
  // What ssh said before is the reason.
  if (text == "Could not read from remote repository." && !failure.hint().empty()) {
    text = failure.hint().substr(0, failure.hint().find('\n'));
  }
  return git::without_credentials(std::string(base::trim(text)));
}

std::string lines(const std::vector<std::string>& said) {
  std::string text;
  for (const auto& line : said) text += (text.empty() ? "" : "\n") + line;
  return text;
}

std::string way_around(const Source& source, bool can_fork) {
  return can_fork
             ? base::quoted_command("git agents push " + base::shell_word(source.name) + " --pr") +
                   " forks it and asks for a pull request"
             : "fork it there, then " +
                   base::quoted_command("git agents source set " + base::shell_word(source.name) +
                                        " --url URL-OF-THE-FORK") +
                   " and push";
}

/// Looks like the beginning of a commit's id, which servers do not take.
bool is_abbreviated(std::string_view ref) {
  constexpr std::size_t fewest = 4, digits = 40;
  return ref.size() >= fewest && ref.size() < digits &&
         ref.find_first_not_of("0123456789abcdef") == ref.npos;
}

base::Error rejected(const Source& source, const Sending& sending, const Sent& sent) {
  constexpr std::string_view heads = "refs/heads/";
  const std::string_view ref = sending.ref;
  const std::string branch(ref.starts_with(heads) ? ref.substr(heads.size()) : ref);
  if (sent.reason.starts_with("[remote rejected]")) {
    std::string hint = lines(sent.said);
    hint += hint.empty() ? "" : "\n";
    return {ErrorCode::conflict, where(source) + " refused '" + branch + "': " + sent.reason,
            hint + "'--branch NAME' pushes to another branch"};
  }
  if (sending.own_branch) {
    return {ErrorCode::conflict, where(source) + " has other commits: " + sent.reason,
            "git agents pull " + base::shell_word(source.name)};
  }
  return {ErrorCode::conflict,
          where(source) + " has other commits on '" + branch + "': " + sent.reason,
          "nothing is forced: give another name with '--branch NAME'"};
}

}  // namespace

base::Error fetch_error(const Source& source, const git::Access& access, const os::Result& result) {
  const std::string reason = reason_of(result);
  const std::string listed = base::quoted_command("git ls-remote " + base::shell_word(source.url)) +
                             " lists what there is";
  switch (git::remote_failure(result)) {
    case RemoteFailure::unreachable:
      return {ErrorCode::network, "cannot reach " + where(source) + ": " + reason,
              "what was pulled before is kept; try again when the network is there"};
    case RemoteFailure::credentials:
      return {ErrorCode::network, where(source) + " wants credentials: " + reason,
              tried(source, access) + "; " + set_up(source)};
    case RemoteFailure::forbidden:
      return {ErrorCode::network, where(source) + " does not let us read: " + reason,
              tried(source, access) + "; the account has no access"};
    case RemoteFailure::not_found:
      return {ErrorCode::not_found, "there is no repository " + where(source) + ": " + reason,
              "check the URL with 'git agents source list'; a private repository may also "
              "look like this without credentials"};
    case RemoteFailure::no_ref:
      return {ErrorCode::not_found,
              where(source) + " has no branch, tag or commit '" + source.configured.ref + "'",
              is_abbreviated(source.configured.ref) ? "give all 40 digits of a commit; " + listed
                                                    : listed};
    default:
      return {ErrorCode::io, "cannot fetch " + where(source) + ": " + reason};
  }
}

base::Error push_error(const Source& source, const git::Access& access, const Sending& sending,
                       const Sent& sent, bool can_fork) {
  switch (sent.failure) {
    case RemoteFailure::unreachable:
      return {
          ErrorCode::network, "cannot reach " + where(source) + ": " + sent.reason,
          "your commits are kept in '" + source.cache + "': push again when the network is there"};
    case RemoteFailure::credentials:
      return {ErrorCode::network, where(source) + " wants credentials: " + sent.reason,
              tried(source, access) + "; " + set_up(source)};
    case RemoteFailure::forbidden:
      return {
          ErrorCode::network, where(source) + " does not let you push: " + sent.reason,
          tried(source, access) + "; the account may only read\n" + way_around(source, can_fork)};
    case RemoteFailure::not_found:
    case RemoteFailure::no_ref:
      return {ErrorCode::not_found, "there is no repository " + where(source) + ": " + sent.reason,
              tried(source, access) + "; a private repository may also look like this"};
    case RemoteFailure::rejected:
      return rejected(source, sending, sent);
    case RemoteFailure::other:
      break;
  }
  return {ErrorCode::io, "cannot push to " + where(source) + ": " + sent.reason, lines(sent.said)};
}

}  // namespace syncing
