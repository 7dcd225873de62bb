#include "deploy/runnable.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "os/file.hpp"

namespace deploy {

bool may_be_run(std::string_view path, std::string_view content, std::uint32_t mode) {
  static constexpr std::array<std::string_view, 16> documents = {
      ".md",  ".markdown", ".txt",  ".rst", ".adoc", ".csv", ".tsv", ".pdf",
      ".png", ".jpg",      ".jpeg", ".gif", ".webp", ".ttf", ".otf", ".woff2"};
  if ((mode & 0111) != 0 || content.starts_with("#!")) return true;
  const auto ending = base::to_lower_ascii(os::extension(path));
  return std::ranges::find(documents, ending) == documents.end();
}

bool runs_on_use(agent::Kind kind, std::string_view content) {
  if (kind != agent::Kind::skill && kind != agent::Kind::command) return false;
  return content.find("!`") != content.npos || content.find("```!") != content.npos;
}

}  // namespace deploy
