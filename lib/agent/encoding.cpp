#include "agent/encoding.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace agent {
namespace {

constexpr std::string_view skipped = "no tool can read this file as a definition";

bool starts_with_utf16_mark(std::string_view bytes) {
  return bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff");
}

/// Classic Mac OS ended lines with CR alone; such a file has no fence that anyone recognises.
bool has_old_mac_lines(std::string_view bytes) {
  const std::size_t at = bytes.find_first_of("\r\n");
  if (at == bytes.npos || bytes[at] != '\r') return false;
  return at + 1 < bytes.size() && bytes[at + 1] != '\n';
}

struct Conflict {
  std::size_t begin, end;
};

/// The line that opens a conflict that is also divided and closed, in bytes [begin, end).
std::optional<Conflict> find_conflict(std::string_view bytes, std::size_t begin, std::size_t end,
                                      bool skip_code) {
  std::optional<Conflict> open;
  bool divided = false;
  Fences fences;
  for (std::size_t at = begin; at < end;) {
    const std::size_t stop = std::min(bytes.find('\n', at), end);
    std::string_view line = bytes.substr(at, stop - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (skip_code && fences.covers(line) && !open) {
      at = stop + 1;
      continue;
    }
    if (line.starts_with("<<<<<<< ")) {
      open = Conflict{at, at + line.size()};
      divided = false;
    } else if (open && line == "=======") {
      divided = true;
    } else if (open && divided && (line.starts_with(">>>>>>> ") || line == ">>>>>>>")) {
      return open;
    }
    at = stop + 1;
  }
  return std::nullopt;
}

}  // namespace

Readable check_encoding(Format format, std::string_view bytes, Findings& findings) {
  if (bytes.starts_with("version https://git-lfs.github.com/spec/v1")) {
    findings.add({.rule = "lfs-pointer",
                  .end = bytes.find('\n'),
                  .message = "the file is a Git LFS pointer, not a definition",
                  .consequence = "hosts see the pointer's three lines instead of the definition",
                  .hint = "run 'git lfs pull', or exclude definitions from LFS in .gitattributes"});
    return Readable::no;
  }
  if (bytes.starts_with(std::string_view("\0GITCRYPT\0", 10))) {
    findings.add({.rule = "encrypted",
                  .message = "the file is encrypted by git-crypt",
                  .consequence = "nothing in it can be checked, and hosts cannot read it",
                  .hint = "run 'git-crypt unlock'"});
    return Readable::encrypted;
  }
  if (starts_with_utf16_mark(bytes)) {
    findings.add({.rule = "binary",
                  .message = "the file is UTF-16",
                  .consequence = std::string(skipped),
                  .hint = "convert it: iconv -f UTF-16 -t UTF-8 FILE > NEW"});
    return Readable::no;
  }
  if (const std::size_t at = bytes.find('\0'); at != bytes.npos) {
    findings.add({.rule = "binary",
                  .begin = at,
                  .end = at + 1,
                  .message = "the file holds a NUL byte, at offset " + std::to_string(at),
                  .consequence = std::string(skipped),
                  .hint = "remove the byte, or move the file out of the definitions"});
    return Readable::no;
  }
  if (const auto at = base::first_invalid_utf8(bytes)) {
    findings.add({.rule = "not-utf8",
                  .begin = *at,
                  .end = *at + 1,
                  .message = "the file is not valid UTF-8, at offset " + std::to_string(*at),
                  .consequence = "hosts show other characters in place of the bytes, or refuse "
                                 "the file",
                  .hint = "convert it, e.g. iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW"});
    return Readable::no;
  }
  if ((find_spec(format) || format.kind == Kind::base) && has_old_mac_lines(bytes)) {
    findings.add({.rule = "eol",
                  .begin = bytes.find('\r'),
                  .end = bytes.find('\r') + 1,
                  .message = "lines end in a lone carriage return (old Mac line endings)",
                  .consequence = "hosts see one long line and no frontmatter",
                  .hint = "convert it: tr '\\r' '\\n' < FILE > NEW",
                  .severity = base::Severity::error});
    return Readable::no;
  }
  return Readable::yes;
}

namespace {

void check_mark(const Spec& spec, const Split& parts, Findings& findings, Parsed& parsed) {
  if (parts.bom == 0) return;
  Finding finding{.rule = "bom",
                  .begin = 0,
                  .end = parts.bom,
                  .message = "the file begins with a byte order mark",
                  .consequence = "hosts that look for '---' in the first bytes find no frontmatter",
                  .hint = "save the file as UTF-8 without the mark",
                  .fix = {{0, parts.bom, ""}}};
  if (spec.exact_fence) {
    finding.severity = base::Severity::error;
    finding.consequence = spec.unloaded;
    parsed.loads = false;
  }
  findings.add(std::move(finding));
}

struct Returns {
  std::size_t before_feed = 0;
  std::size_t first = std::string_view::npos, last = 0;
};

Returns count_returns(std::string_view bytes) {
  Returns counted;
  for (std::size_t at = bytes.find('\r'); at != bytes.npos; at = bytes.find('\r', at + 1)) {
    counted.first = std::min(counted.first, at);
    counted.last = at;
    const bool ends = at + 1 < bytes.size() && bytes[at + 1] == '\n';
    counted.before_feed += ends ? 1 : 0;
  }
  return counted;
}

/// Bytes [first, last] with every CR before an LF removed.
std::vector<Edit> without_returns(std::string_view bytes, const Returns& returns) {
  if (returns.before_feed == 0) return {};
  Edit edit{returns.first, returns.last + 1, {}};
  for (std::size_t at = edit.begin; at < edit.end; ++at) {
    std::size_t next = at;
    while (next < bytes.size() && bytes[next] == '\r') ++next;
    const bool ends = next > at && next < bytes.size() && bytes[next] == '\n';
    if (!ends) edit.text += bytes[at];
    if (ends) at = next - 1;
  }
  return {std::move(edit)};
}

void check_line_ends(std::string_view bytes, Findings& findings) {
  const Returns returns = count_returns(bytes);
  if (returns.first == bytes.npos) return;
  const auto feeds = static_cast<std::size_t>(std::ranges::count(bytes, '\n'));
  std::string message = "lines end in CR LF";
  if (returns.before_feed < feeds && returns.before_feed > 0) {
    message = std::to_string(returns.before_feed) + " of " + std::to_string(feeds) +
              " lines end in CR LF, the others in LF";
  } else if (returns.before_feed == 0) {
    message = "a carriage return stands inside a line";
  }
  findings.add({.rule = "eol",
                .begin = returns.first,
                .end = returns.first + 1,
                .message = std::move(message),
                .consequence = "hosts that look for a line '---' find no frontmatter",
                .hint = "convert it: git add --renormalize with '*.md text' in .gitattributes, or "
                        "sed -i 's/\\r$//' FILE",
                .fix = without_returns(bytes, returns)});
}

}  // namespace

void check_marks(const Spec& spec, std::string_view bytes, const Split& parts, Findings& findings,
                 Parsed& parsed) {
  check_mark(spec, parts, findings, parsed);
  check_line_ends(bytes, findings);
  if (!spec.exact_fence || parts.state != Split::State::complete) return;
  const std::size_t end = parts.fence + 3;
  const std::size_t line_end = std::min(bytes.find_first_of("\r\n", end), bytes.size());
  if (line_end == end) return;
  parsed.loads = false;
  findings.add({.rule = "frontmatter-not-first",
                .begin = end,
                .end = line_end,
                .message = "blanks follow the opening '---'",
                .consequence = std::string(spec.unloaded),
                .hint = "remove them",
                .fix = {{end, line_end, ""}}});
}

bool check_conflict_markers(std::string_view bytes, const Split& parts, Findings& findings) {
  if (!bytes.starts_with("<<<<<<< ") && bytes.find("\n<<<<<<< ") == bytes.npos) return false;
  const bool complete = parts.state == Split::State::complete;
  const std::size_t yaml_end =
      parts.state == Split::State::unclosed ? bytes.size() : parts.yaml_end;
  auto conflict = find_conflict(bytes, parts.yaml_begin, yaml_end, false);
  bool fatal = conflict.has_value();
  if (!conflict && complete) {
    conflict = find_conflict(bytes, parts.yaml_begin, bytes.size(), true);
    fatal = conflict && conflict->begin < parts.yaml_end;
  } else if (!conflict) {
    conflict = find_conflict(bytes, parts.bom, bytes.size(), true);
    fatal = conflict.has_value();
  }
  if (!conflict) return false;
  findings.add({.rule = "conflict-markers",
                .begin = conflict->begin,
                .end = conflict->end,
                .message = fatal && complete ? "a merge conflict was left in the frontmatter"
                                             : "a merge conflict was left in the text",
                .consequence = fatal ? "hosts cannot read the frontmatter and skip this file"
                                     : "the model is given both sides and the markers",
                .hint = "resolve the conflict and remove the marker lines"});
  return fatal;
}

bool Fences::covers(std::string_view line) {
  const std::size_t at = line.find_first_not_of(" \t");
  const char first = at == line.npos ? '\0' : line[at];
  if (first != '`' && first != '~') return mark_ != 0;
  std::size_t run = line.find_first_not_of(first, at);
  if (run == line.npos) run = line.size();
  const std::string_view rest = line.substr(run);
  const std::size_t length = run - at;
  if (mark_ != 0) {
    const bool closes =
        first == mark_ && length >= length_ && rest.find_first_not_of(" \t") == rest.npos;
    if (closes) mark_ = 0;
    return true;
  }
  if (length < 3 || (first == '`' && rest.find('`') != rest.npos)) return false;
  mark_ = first;
  length_ = length;
  return true;
}

}  // namespace agent
