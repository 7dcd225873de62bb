#include "hooks/speech.hpp"

#include <unistd.h>

#include <utility>

#include "hooks/here.hpp"

namespace hooks {
namespace {

std::string* collected = nullptr;

}  // namespace

Speech::Speech() {
  collected = &text_;
}

Speech::~Speech() {
  say(end());
}

std::string Speech::end() {
  collected = nullptr;
  return std::exchange(text_, {});
}

void say(std::string_view text) {
  if (collected) {
    collected->append(text);
    return;
  }
  while (!text.empty()) {
    const auto written = ::write(STDERR_FILENO, text.data(), text.size());
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace hooks
