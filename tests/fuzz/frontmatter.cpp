#include "agent/frontmatter.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "agent/definition.hpp"
#include "base/text.hpp"

namespace {

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

void check_split(std::string_view text) {
  using State = agent::Split::State;
  const agent::Split parts = agent::split(text);
  require(parts.bom <= parts.fence && parts.fence <= parts.yaml_begin &&
              parts.yaml_begin <= parts.yaml_end && parts.yaml_end <= text.size() &&
              parts.body_begin <= text.size(),
          "split out of bounds");
  require(parts.state == State::complete || parts.body_begin == parts.bom, "body without fences");
  if (parts.state != State::complete) return;
  require(text.substr(parts.fence, 3) == "---" && text.substr(parts.yaml_end, 3) == "---",
          "no fence where one is said to be");
}

void check_parsed(const agent::Parsed& parsed) {
  for (const base::Diagnostic& diagnostic : parsed.diagnostics) {
    require(!diagnostic.rule.empty() && !diagnostic.message.empty(), "empty diagnostic");
    require(diagnostic.place.line > 0, "diagnostic without a place");
    require(!base::first_invalid_utf8(diagnostic.place.excerpt), "excerpt is not UTF-8");
  }
  for (const agent::Reference& reference : parsed.references) {
    require(!reference.target.empty() && reference.place.line > 0, "empty reference");
  }
  require(!base::first_invalid_utf8(parsed.frontmatter_json), "JSON is not UTF-8");
  const agent::Encoded encoded = agent::encode(parsed);
  const auto again = agent::decode(encoded.summary, encoded.detail);
  require(again && *again == parsed, "a record does not read back");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using enum agent::Kind;
  using agent::Host;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_split(text);
  for (const agent::Format format : {agent::Format{agent, Host::any},
                                     {skill, Host::claude},
                                     {command, Host::any},
                                     {base, Host::any},
                                     {agent, Host::copilot}}) {
    check_parsed(agent::parse(format, text));
  }
  agent::decode(text, "");
  return 0;
}
