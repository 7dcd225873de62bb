#pragma once

#include <iosfwd>
#include <span>
#include <string>

#include "deploy/plan.hpp"
#include "deploy/source_report.hpp"
#include "index/definition_index.hpp"
#include "track/state.hpp"

namespace report {

/// Every function writes one JSON document with "schema": 1 at the top and a newline at the end,
/// as docs/json.md describes. Invalid path bytes become U+FFFD, with "path_base64" beside.
void json_definitions(std::ostream& out, std::span<const indexing::Row> rows, bool frontmatter);
void json_edges(std::ostream& out, std::span<const indexing::EdgeRow> edges);
void json_hits(std::ostream& out, std::span<const indexing::DefinitionIndex::Hit> hits);
void json_plans(std::ostream& out, std::span<const deploy::Plan* const> plans, bool dry_run,
                std::span<const deploy::SourceReport> sources = {});
void json_operations(std::ostream& out, std::span<const track::OperationInfo> operations);
void json_paths(std::ostream& out, std::string_view key, std::span<const std::string> paths);

/// A JSON string literal of any bytes.
std::string json_string(std::string_view bytes);

}  // namespace report
