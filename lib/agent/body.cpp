#include "agent/body.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "agent/encoding.hpp"
#include "agent/links.hpp"
#include "agent/mentions.hpp"
#include "agent/references.hpp"
#include "agent/rules.hpp"

namespace agent {
namespace {

constexpr std::string_view comment = "git-agents: ignore ";
/// A longer line is data, not prose.
constexpr std::size_t longest_line = 16 * 1024;

void add_links(std::string_view line, std::size_t offset, const Findings& findings,
               Parsed& parsed) {
  find_links(line, [&](std::size_t begin, std::size_t end) {
    if (parsed.references.size() >= most_references) return;
    if (auto path = link_path(line.substr(begin, end - begin))) {
      parsed.references.push_back({EdgeType::file, std::move(*path), "link", false,
                                   findings.place(offset + begin, offset + end)});
    }
  });
}

}  // namespace

void read_ignore_comment(std::string_view line, Parsed& parsed) {
  std::size_t at = line.find("<!--");
  if (at == line.npos) return;
  at = line.find_first_not_of(" \t", at + 4);
  if (at == line.npos || !line.substr(at).starts_with(comment)) return;
  const std::size_t end = line.find("-->", at);
  if (end == line.npos) return;
  std::string_view words = line.substr(at + comment.size(), end - at - comment.size());
  while (!(words = words.substr(std::min(words.find_first_not_of(" \t,"), words.size()))).empty()) {
    const std::string_view word = words.substr(0, words.find_first_of(" \t,"));
    const bool is_new = std::ranges::find(parsed.ignored_rules, word) == parsed.ignored_rules.end();
    if (is_new && find_rule(word)) parsed.ignored_rules.emplace_back(word);
    words.remove_prefix(word.size());
  }
}

void scan_body(std::string_view bytes, std::size_t begin, const Findings& findings,
               Parsed& parsed) {
  Fences fences;
  for (std::size_t at = begin; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    const std::string_view line = bytes.substr(at, end - at);
    if (!fences.covers(line) && line.size() <= longest_line) {
      const bool room = parsed.references.size() < most_references;
      if (room && line.find("](") != line.npos) add_links(line, at, findings, parsed);
      if (line.find("<!--") != line.npos) read_ignore_comment(line, parsed);
    }
    at = end + 1;
  }
  const std::string_view text = bytes.substr(begin);
  find_mentions(text, [&](std::size_t first, std::size_t last, std::string_view origin) {
    const std::string_view name = text.substr(first, last - first);
    if (parsed.references.size() >= most_references || !can_be_name(name)) return;
    parsed.references.push_back({EdgeType::agent, std::string(name), std::string(origin), false,
                                 findings.place(begin + first, begin + last)});
  });
}

}  // namespace agent
