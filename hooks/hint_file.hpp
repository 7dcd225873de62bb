#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "git/repository.hpp"

namespace hooks {

/// A small file of a worktree's own state directory: a list of fields without NUL bytes. What it
/// says is a hint, so a file that cannot be written or read is as good as none.
std::optional<std::vector<std::string>> load_hint(const git::Repository& repository,
                                                  std::string_view name);
void save_hint(const git::Repository& repository, std::string_view name,
               const std::vector<std::string>& fields);
/// The same of a text of any form, up to 64 MiB.
std::optional<std::string> load_hint_text(const git::Repository& repository, std::string_view name);
void save_hint_text(const git::Repository& repository, std::string_view name,
                    std::string_view text);
void remove_hint(const git::Repository& repository, std::string_view name);

}  // namespace hooks
