#include "git-agents/trust_record.hpp"

#include <algorithm>
#include <vector>

#include "agent/names.hpp"
#include "os/file.hpp"
#include "report/human.hpp"

namespace cli {
namespace {

constexpr std::size_t max_record_bytes = 1 << 20;

std::string record_path(const git::Repository& repository) {
  return os::join(os::join(repository.common_dir, agent::state_folder), "trusted");
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool holds(const std::vector<std::string>& lines, const std::string& line) {
  return std::ranges::find(lines, line) != lines.end();
}

}  // namespace

std::string_view to_string(Trust trust) {
  switch (trust) {
    case Trust::never:
      return "never";
    case Trust::current:
      return "trusted";
    case Trust::changed:
      break;
  }
  return "changed";
}

Trust trust_state(const git::Config& config, const settings::Settings& settings) {
  const auto recorded = config.text("agents.trusted");
  if (!recorded) return Trust::never;
  return *recorded == settings::trust_digest(settings) ? Trust::current : Trust::changed;
}

std::string trust_difference(const git::Repository& repository,
                             const settings::Settings& settings) {
  const auto former =
      lines_of(os::read_file_if_exists(record_path(repository), max_record_bytes).value_or(""));
  const auto present = lines_of(settings::trust_text(settings));
  std::string text;
  for (const auto& line : former) {
    if (!holds(present, line)) text += "- " + report::printable(line) + "\n";
  }
  for (const auto& line : present) {
    text += (holds(former, line) ? "  " : "+ ") + report::printable(line) + "\n";
  }
  return text;
}

void record_trust(const git::Repository& repository, const settings::Settings& settings) {
  os::write_atomically(record_path(repository), settings::trust_text(settings), os::Sync::no);
  git::set_config(repository, "agents.trusted", settings::trust_digest(settings));
}

std::string indented(std::string_view text) {
  std::string result;
  for (const auto& line : lines_of(text)) result += "  " + report::printable(line) + "\n";
  return result;
}

}  // namespace cli
