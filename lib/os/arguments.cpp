#include <unistd.h>

#include <algorithm>

#include "os/spawn.hpp"

namespace os {
namespace {

void refuse_nul(const Command& command, const std::string& text) {
  if (text.find('\0') == text.npos) return;
  throw base::Error(base::ErrorCode::invalid,
                    "cannot run '" + command.argv.front() + "': an argument holds a NUL byte");
}

std::string_view name_of(std::string_view entry) {
  return entry.substr(0, entry.find('='));
}

}  // namespace

Arguments::Arguments(const Command& command) {
  argv_.reserve(command.argv.size() + 1);
  for (const std::string& argument : command.argv) {
    refuse_nul(command, argument);
    argv_.push_back(const_cast<char*>(argument.c_str()));
  }
  argv_.push_back(nullptr);
  if (command.environment.empty()) return;

  for (char** entry = environ; *entry; ++entry) environment_.push_back(*entry);
  added_.reserve(command.environment.size());
  for (const auto& change : command.environment) {
    const std::string& name = change.first;
    const auto& value = change.second;
    std::erase_if(environment_, [&](const char* entry) { return name_of(entry) == name; });
    if (!value) continue;
    added_.push_back(name + "=" + *value);
    refuse_nul(command, added_.back());
    environment_.push_back(added_.back().data());
  }
  environment_.push_back(nullptr);
}

char* const* Arguments::environment() {
  return environment_.empty() ? environ : environment_.data();
}

}  // namespace os
