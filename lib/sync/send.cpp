#include "sync/send.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "git/failure.hpp"
#include "git/remote_identity.hpp"

namespace syncing {
namespace {

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

/// "old" of " \tnew:refs/heads/main\told..new".
std::string former_id(const std::string& porcelain) {
  for (const std::string_view line : lines_of(porcelain)) {
    if (!line.starts_with(" \t")) continue;
    const std::string_view range = line.substr(line.rfind('\t') + 1);
    const std::size_t dots = range.find("..");
    const std::string_view id = range.substr(0, dots);
    if (dots == range.npos || id.find_first_not_of("0123456789abcdef") != id.npos) continue;
    return std::string(id);
  }
  return {};
}

}  // namespace

Sent send(const git::Repository& cache, const git::Access& access, const Sending& sending) {
  std::vector<std::string> arguments = {"push", "--porcelain", "--no-verify", "--no-follow-tags",
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
    sent.before = former_id(result.output);
    return sent;
  }
  sent.reason = reason_of(result);
  os::Result all = result;
  all.error += result.output;
  sent.failure = git::remote_failure(all);
  return sent;
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
