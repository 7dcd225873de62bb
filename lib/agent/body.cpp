#include "agent/body.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "agent/encoding.hpp"
#include "agent/host.hpp"
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

namespace {

void check_size(const Spec& spec, std::string_view bytes, std::size_t begin, Findings& findings) {
  const std::string_view text = bytes.substr(begin);
  // What another agent answers has no instructions here.
  const bool remote =
      spec.format.host == Host::gemini && bytes.substr(0, begin).find("agent_card_") != bytes.npos;
  if (begin > 0 && base::trim(text).empty() && spec.syntax != Syntax::toml && !remote) {
    findings.add({.rule = "body-empty",
                  .begin = bytes.size(),
                  .end = bytes.size(),
                  .message = "nothing follows the frontmatter",
                  .consequence = "the model gets no instructions",
                  .hint = "write what it should do below the closing '---'"});
  }
  // Only as many bytes as the limit has code points may be too many.
  if (spec.most_body != 0 && text.size() > spec.most_body) {
    const std::size_t length = base::count_code_points(text);
    if (length > spec.most_body) {
      findings.add({.rule = "copilot-body",
                    .begin = begin,
                    .end = begin,
                    .message = "the text has " + std::to_string(length) + " characters; " +
                               std::string(spec.reader) + " takes at most " +
                               std::to_string(spec.most_body),
                    .consequence = "what is beyond the limit is refused or never read",
                    .hint = "shorten it, or move parts to files that it links to",
                    .severity = spec.format.host == Host::copilot ? std::optional<base::Severity>()
                                                                  : base::Severity::warning});
    }
  }
  constexpr std::size_t most_bytes = 100 * 1024, most_lines = 500;
  const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n'));
  const bool long_skill = spec.format.kind == Kind::skill && lines > most_lines;
  if (bytes.size() <= most_bytes && !long_skill) return;
  findings.add({.rule = "file-size",
                .message = long_skill ? "the skill has " + std::to_string(lines) + " lines"
                                      : "the file has " + std::to_string(bytes.size()) + " bytes",
                .consequence = "all of it takes room in the model's context when it is loaded",
                .hint = "move what is not always needed to files beside it"});
}

void check_fences(const Fences& fences, std::size_t opened, Findings& findings) {
  if (!fences.is_open()) return;
  findings.add({.rule = "unclosed-code-fence",
                .begin = opened,
                .end = opened + 3,
                .message = "the code block is not closed",
                .consequence = "all that follows is shown, and searched for links, as code",
                .hint = "close it, or open the outer block with four backticks"});
}

}  // namespace

void scan_body(Format format, std::string_view bytes, std::size_t begin, Findings& findings,
               Parsed& parsed) {
  const Spec* spec = find_spec(format);
  if (spec) check_size(*spec, bytes, begin, findings);
  Fences fences;
  std::size_t opened = begin;
  for (std::size_t at = begin; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    const std::string_view line = bytes.substr(at, end - at);
    const bool was_open = fences.is_open();
    const bool covered = fences.covers(line);
    if (!was_open && fences.is_open()) opened = at;
    if (!covered && line.size() <= longest_line) {
      const bool room = parsed.references.size() < most_references;
      if (room && line.find("](") != line.npos) add_links(line, at, findings, parsed);
      if (line.find("<!--") != line.npos) read_ignore_comment(line, parsed);
    }
    at = end + 1;
  }
  if (spec && spec->syntax != Syntax::toml) check_fences(fences, opened, findings);
  const std::string_view text = bytes.substr(begin);
  find_mentions(text, [&](std::size_t first, std::size_t last, std::string_view origin) {
    const std::string_view name = text.substr(first, last - first);
    if (parsed.references.size() >= most_references || !can_be_name(name)) return;
    parsed.references.push_back({EdgeType::agent, std::string(name), std::string(origin), false,
                                 findings.place(begin + first, begin + last)});
  });
}

}  // namespace agent
