#include "git/failure.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "os/file.hpp"

namespace git {
namespace {

/// The fatal line (else the first) without its prefix, and the other lines.
struct Talk {
  std::string main, rest;
};

Talk split_talk(std::string_view text) {
  text = base::trim(text);
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  const auto has_prefix = [](std::string_view prefix) {
    return [prefix](std::string_view line) { return line.starts_with(prefix); };
  };
  auto main = std::ranges::find_if(lines, has_prefix("fatal: "));
  if (main == lines.end()) main = std::ranges::find_if(lines, has_prefix("error: "));
  if (main == lines.end()) main = lines.begin();
  Talk talk;
  for (auto line = lines.begin(); line != lines.end(); ++line) {
    std::string_view words = *line;
    for (const std::string_view prefix : {"fatal: ", "error: "}) {
      if (words.starts_with(prefix)) words.remove_prefix(prefix.size());
    }
    if (line == main) {
      talk.main = words;
    } else {
      talk.rest.append(words).push_back('\n');
    }
  }
  talk.rest = std::string(base::trim(talk.rest));
  return talk;
}

}  // namespace

base::Error failure(const std::vector<std::string>& arguments, const os::Result& result) {
  Talk talk = split_talk(result.error);
  if (talk.main.empty()) talk.main = "exit status " + std::to_string(result.status);
  const std::string verb = arguments.empty() ? std::string() : " " + arguments.front();
  return {base::ErrorCode::io, "git" + verb + ": " + talk.main, talk.rest};
}

std::optional<std::string> query_unless(const Repository& repository,
                                        std::vector<std::string> arguments,
                                        std::initializer_list<std::string_view> absences) {
  os::Result result = os::run(command(repository, arguments));
  if (result.ok()) return std::move(result.output);
  const Talk talk = split_talk(result.error);
  for (const std::string_view absence : absences) {
    if (talk.main.starts_with(absence)) return std::nullopt;
  }
  throw failure(arguments, result);
}

bool is_revision_argument(std::string_view name) {
  return !name.empty() && name.front() != '-' && name.find('\0') == std::string_view::npos;
}

bool is_request(std::string_view name) {
  using namespace std::string_view_literals;
  return !name.empty() && name.back() != '\r' &&
         name.find_first_of("\n\0"sv) == std::string_view::npos;
}

void append_roots(std::vector<std::string>& arguments, const std::vector<std::string>& roots) {
  std::vector<std::string> paths;
  for (const std::string& root : roots) {
    std::string path = os::normalise(root);
    while (path.ends_with('/')) path.pop_back();
    if (path.empty() || path == ".") return;
    paths.push_back(std::move(path));
  }
  if (paths.empty()) return;
  arguments.emplace_back("--");
  std::ranges::move(paths, std::back_inserter(arguments));
}

}  // namespace git
