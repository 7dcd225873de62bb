#pragma once

#include <iosfwd>
#include <vector>

#include "report/human.hpp"
#include "sync/push.hpp"

namespace cli {

/// What went, would go or was refused, source by source; what failed on `err`.
void print_pushed(std::ostream& out, std::ostream& err, const std::vector<syncing::Pushed>& all,
                  bool dry, report::Style style);

void print_pushed_json(std::ostream& out, const std::vector<syncing::Pushed>& all, bool dry);

/// "2 files", "1 commit".
std::string counted(std::size_t count, const char* noun);

/// The files of a commit, one a line: "  M agents/x.md"; of many the first.
/// Names new files that no definition is made of, and the command that commits them.
void print_left_out(std::ostream& out, const std::string& source,
                    const std::vector<std::string>& paths);

void print_files(std::ostream& out, const std::vector<git::Change>& files,
                 std::string_view indent = "  ");

}  // namespace cli
