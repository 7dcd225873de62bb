#include "hooks/unrecorded.hpp"

#include "base/error.hpp"
#include "hooks/hint_file.hpp"
#include "os/digest.hpp"

namespace hooks {
namespace {

constexpr std::size_t most_refs = 1000;

/// A name that no remote, not even a URL with a password, can be read from.
std::string file_of(const std::string& remote) {
  return "unrecorded-" + os::sha256_hex(remote).substr(0, 16);
}

}  // namespace

std::vector<git::PushedRef> unrecorded(const git::Repository& repository,
                                       const std::string& remote) {
  const auto text = load_hint_text(repository, file_of(remote));
  if (!text) return {};
  try {
    return git::parse_pushed_refs(*text);
  } catch (const base::Error&) {
    return {};
  }
}

void set_unrecorded(const git::Repository& repository, const std::string& remote,
                    const std::vector<git::PushedRef>& refs) {
  if (refs.empty()) {
    remove_hint(repository, file_of(remote));
    return;
  }
  std::string text;
  for (std::size_t i = 0; i < refs.size() && i < most_refs; ++i) text += git::line_of(refs[i]);
  save_hint_text(repository, file_of(remote), text);
}

}  // namespace hooks
