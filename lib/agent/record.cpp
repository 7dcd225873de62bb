#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <utility>

#include "agent/definition.hpp"

namespace agent {
namespace {

constexpr unsigned char version = 2;
constexpr std::size_t header_size = 5;                             ///< version and checksum
constexpr std::size_t least_reference = 9, least_diagnostic = 11;  ///< bytes of an empty one

/// Tells a damaged record from a sound one; not for use against attackers.
std::uint32_t checksum(std::string_view bytes) {
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;
  std::uint64_t sum = odd ^ bytes.size();
  while (bytes.size() >= 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data(), sizeof word);
    sum = (sum ^ word) * odd;
    sum ^= sum >> 29;
    bytes.remove_prefix(8);
  }
  for (const char c : bytes) sum = (sum ^ static_cast<unsigned char>(c)) * odd;
  return static_cast<std::uint32_t>((sum ^ (sum >> 32)) * odd >> 32);
}

class Writer {
 public:
  Writer() { out_.resize(header_size); }

  void byte(unsigned value) { out_ += static_cast<char>(value); }
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) byte(static_cast<unsigned>(value & 0x7F) | 0x80);
    byte(static_cast<unsigned>(value));
  }
  void text(std::string_view value) {
    number(value.size());
    out_ += value;
  }
  void texts(const std::vector<std::string>& values) {
    number(values.size());
    for (const std::string& value : values) text(value);
  }
  void place(const base::Place& place) {
    number(place.line);
    number(place.column);
    number(place.width);
    number(place.caret);
    text(place.excerpt);
  }
  std::string finish() {
    const std::uint32_t sum = checksum(std::string_view(out_).substr(header_size));
    out_[0] = static_cast<char>(version);
    std::memcpy(out_.data() + 1, &sum, sizeof sum);
    return std::move(out_);
  }

 private:
  std::string out_;
};

/// Reads what Writer wrote. After the first thing that is not there or not possible it only gives
/// zeros and empty texts, and done() says false.
class Reader {
 public:
  explicit Reader(std::string_view in) {
    std::uint32_t sum = 0;
    if (in.size() < header_size || static_cast<unsigned char>(in[0]) != version) return;
    std::memcpy(&sum, in.data() + 1, sizeof sum);
    in_ = in.substr(header_size);
    good_ = sum == checksum(in_);
  }

  bool good() const { return good_; }
  bool done() const { return good_ && in_.empty(); }

  unsigned byte(unsigned most) {
    if (!good_ || in_.empty()) return fail();
    const unsigned value = static_cast<unsigned char>(in_.front());
    in_.remove_prefix(1);
    return value <= most ? value : fail();
  }
  std::uint32_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; good_ && shift < 35; shift += 7) {
      const unsigned next = byte(0xFF);
      value |= static_cast<std::uint64_t>(next & 0x7F) << shift;
      if (next < 0x80) {
        return value <= std::numeric_limits<std::uint32_t>::max()
                   ? static_cast<std::uint32_t>(value)
                   : fail();
      }
    }
    return fail();
  }
  /// Number of things to come, each of at least `least` bytes.
  std::size_t count(std::size_t least) {
    const std::size_t value = number();
    return value <= in_.size() / least ? value : fail();
  }
  std::string_view text() {
    const std::size_t size = count(1);
    const std::string_view value = in_.substr(0, good_ ? size : 0);
    in_.remove_prefix(value.size());
    return value;
  }
  void texts(std::vector<std::string>& values) {
    const std::size_t size = count(1);
    values.reserve(size);
    for (std::size_t i = 0; i < size && good_; ++i) values.emplace_back(text());
  }
  void place(base::Place& place) {
    place.line = number();
    place.column = number();
    place.width = number();
    place.caret = number();
    place.excerpt = text();
  }

 private:
  unsigned fail() {
    good_ = false;
    return 0;
  }

  std::string_view in_;
  bool good_ = false;
};

void read_reference(Reader& reader, Reference& reference) {
  reference.type = static_cast<EdgeType>(reader.byte(static_cast<unsigned>(EdgeType::file)));
  reference.frontmatter = reader.byte(1) != 0;
  reference.target = reader.text();
  reference.origin = reader.text();
  reader.place(reference.place);
}

void read_diagnostic(Reader& reader, base::Diagnostic& diagnostic) {
  diagnostic.severity =
      static_cast<base::Severity>(reader.byte(static_cast<unsigned>(base::Severity::error)));
  diagnostic.fixable = reader.byte(1) != 0;
  diagnostic.rule = reader.text();
  diagnostic.message = reader.text();
  diagnostic.consequence = reader.text();
  diagnostic.hint = reader.text();
  reader.place(diagnostic.place);
}

bool read_summary(Reader& reader, Parsed& parsed) {
  const unsigned flags = reader.byte(7);
  parsed.is_definition = (flags & 1) != 0;
  parsed.loads = (flags & 2) != 0;
  parsed.not_for_models = (flags & 4) != 0;
  parsed.host = static_cast<Host>(reader.byte(static_cast<unsigned>(Host::claude_plugin)));
  parsed.size = reader.number();
  parsed.body_size = reader.number();
  parsed.name = reader.text();
  parsed.agent_id = reader.text();
  reader.place(parsed.name_place);
  reader.texts(parsed.ignored_rules);
  parsed.references.resize(reader.count(least_reference));
  for (Reference& reference : parsed.references) read_reference(reader, reference);
  parsed.diagnostics.resize(reader.count(least_diagnostic));
  for (base::Diagnostic& diagnostic : parsed.diagnostics) read_diagnostic(reader, diagnostic);
  return reader.done();
}

bool read_detail(Reader& reader, Parsed& parsed) {
  parsed.description = reader.text();
  parsed.model = reader.text();
  reader.texts(parsed.tools);
  parsed.frontmatter_json = reader.text();
  return reader.done();
}

std::string summary_of(const Parsed& parsed) {
  Writer writer;
  writer.byte((parsed.is_definition ? 1u : 0u) | (parsed.loads ? 2u : 0u) |
              (parsed.not_for_models ? 4u : 0u));
  writer.byte(static_cast<unsigned>(parsed.host));
  writer.number(parsed.size);
  writer.number(parsed.body_size);
  writer.text(parsed.name);
  writer.text(parsed.agent_id);
  writer.place(parsed.name_place);
  writer.texts(parsed.ignored_rules);
  writer.number(parsed.references.size());
  for (const Reference& reference : parsed.references) {
    writer.byte(static_cast<unsigned>(reference.type));
    writer.byte(reference.frontmatter ? 1 : 0);
    writer.text(reference.target);
    writer.text(reference.origin);
    writer.place(reference.place);
  }
  writer.number(parsed.diagnostics.size());
  for (const base::Diagnostic& diagnostic : parsed.diagnostics) {
    writer.byte(static_cast<unsigned>(diagnostic.severity));
    writer.byte(diagnostic.fixable ? 1 : 0);
    writer.text(diagnostic.rule);
    writer.text(diagnostic.message);
    writer.text(diagnostic.consequence);
    writer.text(diagnostic.hint);
    writer.place(diagnostic.place);
  }
  return writer.finish();
}

}  // namespace

Encoded encode(const Parsed& parsed) {
  Writer detail;
  detail.text(parsed.description);
  detail.text(parsed.model);
  detail.texts(parsed.tools);
  detail.text(parsed.frontmatter_json);
  return {summary_of(parsed), detail.finish()};
}

std::shared_ptr<const Parsed> decode(std::string_view summary, std::string_view detail) {
  auto parsed = std::make_shared<Parsed>();
  Reader reader(summary);
  if (!read_summary(reader, *parsed)) return nullptr;
  if (detail.empty()) return parsed;
  Reader rest(detail);
  if (!read_detail(rest, *parsed)) return nullptr;
  return parsed;
}

}  // namespace agent
