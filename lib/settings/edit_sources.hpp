#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "settings/settings.hpp"

namespace settings {

/// A configuration file that is to be edited. What it points to must outlive the edit.
struct File {
  std::string_view text;
  const Vocabulary& vocabulary;
  Owner owner = Owner::repository;
};

/// What an edit comes to. The text parses to exactly the settings that were meant, else the edit is
/// refused: where the file has errors, would get them, or is written in a way that cannot be
/// edited.
struct Edited {
  std::string text;     ///< the whole new text; "" where it is refused
  std::string problem;  ///< why it is refused; "" = it is not
  std::string paste;    ///< what to write by hand instead
};

/// Adds the source after the others; in a file without a word also `version: 1`.
Edited add_source(const File& file, const Source& source);

/// Gives keys of the `index`th source other values: a key's name, and its value or "" to take the
/// key out.
using SourceChanges = std::map<std::string, std::string>;
Edited change_source(const File& file, std::size_t index, const SourceChanges& changes);

/// Takes the `index`th source out. Comments above it stay.
Edited remove_source(const File& file, std::size_t index);

/// Adds the rules after the others.
Edited add_detect(const File& file, const std::vector<Detect>& rules);

/// The rules as a file would have them, from `detect:` on.
std::string detect_text(const std::vector<Detect>& rules);

}  // namespace settings
