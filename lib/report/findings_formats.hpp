#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>

#include "base/diagnostic.hpp"
#include "report/findings.hpp"

namespace report {

void write_json(std::ostream& out, const Findings& findings);
void write_jsonl(std::ostream& out, const Findings& findings);
void write_sarif(std::ostream& out, const Findings& findings);
void write_github(std::ostream& out, const Findings& findings);
void write_gitlab(std::ostream& out, const Findings& findings);

/// 1-based column behind the last code point of the place; 0 = unknown.
std::uint32_t end_column(const base::Place& place);

/// Message, consequence and hint as sentences of one paragraph.
std::string sentences(const base::Diagnostic& diagnostic);

}  // namespace report
