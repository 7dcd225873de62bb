#include "agent/compose.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

bool is_inside(std::string_view part, std::string_view whole) {
  return part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size();
}

std::string_view line_of(std::string_view text, std::uint32_t number) {
  for (; number > 1; --number) text.remove_prefix(text.find('\n') + 1);
  return text.substr(0, text.find('\n'));
}

void check_lines(std::string_view composed, std::span<const agent::LineOrigin> lines,
                 std::string_view own, std::span<const std::string_view> bases) {
  const auto newlines =
      static_cast<std::size_t>(std::count(composed.begin(), composed.end(), '\n'));
  require(lines.size() == newlines + (!composed.empty() && composed.back() != '\n'));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const agent::LineOrigin& origin = lines[i];
    require(origin.line == i + 1 && (origin.source_line == 0) == (origin.source < 0));
    if (origin.source < 0 || lines.size() > 200) continue;
    const std::string_view file =
        origin.source == 0 ? own : bases[static_cast<std::size_t>(origin.source) - 1];
    const std::string_view line = line_of(composed, origin.line);
    require(line_of(file, origin.source_line).find(line) != line.npos);
  }
}

void check(std::string_view own, std::span<const std::string_view> base_bytes,
           settings::Build::Order order) {
  std::vector<agent::BaseText> bases;
  for (const std::string_view bytes : base_bytes) {
    bases.push_back({"d/BASE-AGENT.md", agent::inheritable_body(bytes)});
    require(is_inside(bases.back().body, bytes));
  }
  std::vector<std::string> storage;
  const std::vector<agent::Piece> pieces = agent::compose(own, bases, order, storage);
  std::size_t size = 0;
  for (const agent::Piece& piece : pieces) {
    size += piece.text.size();
    if (piece.source == 0) require(is_inside(piece.text, own));
    if (piece.source > 0) {
      require(is_inside(piece.text, base_bytes[static_cast<std::size_t>(piece.source) - 1]));
    }
  }
  const std::string composed = agent::join(pieces);
  require(composed.size() == size);
  check_lines(composed, agent::provenance(own, base_bytes, pieces), own, base_bytes);
}

}  // namespace

/// The input is a definition and up to two bases, separated by NUL bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::array<std::string_view, 3> files;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::size_t end = i + 1 < files.size() ? rest.find('\0') : rest.npos;
    files[i] = rest.substr(0, end);
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
  }
  const std::span<const std::string_view> bases(files.data() + 1, files.size() - 1);
  check(files[0], bases, settings::Build::Order::root_first);
  check(files[0], bases, settings::Build::Order::nearest_first);
  return 0;
}
