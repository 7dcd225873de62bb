#include "git/fast_import.hpp"

#include "os/file.hpp"

namespace git {
namespace {

/// git leaves a report in its directory, which nobody would clean up.
void remove_crash_report(const Repository& repository, std::string_view said) {
  constexpr std::string_view mark = "dumping crash report to ";
  constexpr std::string_view name = "fast_import_crash_";
  const std::size_t at = said.find(mark);
  if (at == said.npos) return;
  const std::string_view path =
      said.substr(at + mark.size(), said.substr(at + mark.size()).find('\n'));
  const std::string_view file = os::file_name(path);
  if (!file.starts_with(name)) return;
  for (const auto& directory : {repository.git_dir, repository.common_dir}) {
    os::remove_file(os::join(directory, file));
  }
}

}  // namespace

os::Result fast_import(const Repository& repository, std::string stream, bool force) {
  std::vector<std::string> arguments = {"fast-import", "--quiet", "--done", "--date-format=raw"};
  if (force) arguments.emplace_back("--force");
  os::Command git = command(repository, std::move(arguments));
  git.input = std::move(stream);
  os::Result result = os::run(git);
  if (!result.ok()) remove_crash_report(repository, result.error);
  return result;
}

void put_data(std::string& stream, std::string_view content) {
  stream += "data " + std::to_string(content.size()) + "\n";
  stream.append(content).append("\n");
}

std::string fast_import_path(std::string_view path) {
  std::string text = "\"";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      text.append("\\").push_back(c);
    } else if (byte < 0x20 || byte == 0x7F) {
      text += '\\';
      for (int shift = 6; shift >= 0; shift -= 3) {
        text += static_cast<char>('0' + (byte >> shift & 7));
      }
    } else {
      text += c;
    }
  }
  return text + "\"";
}

}  // namespace git
