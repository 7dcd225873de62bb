#include "report/json.hpp"

#include "agent/privileges.hpp"
#include "os/environment.hpp"
#include "report/json_text.hpp"

namespace report {
namespace {

template <class Range, class Describe>
void put_array(std::ostream& out, std::string_view key, const Range& items, Describe describe) {
  out << ",\n" << json_string(key) << ": ";
  put_items(out, items, describe);
}

constexpr const char* opening = "{\"schema\": 1";
constexpr const char* closing = "}\n";

Json row_json(const indexing::Row& row, bool frontmatter) {
  Json object = {{"kind", row.kind}, {"host", row.host}, {"name", row.name}};
  put_path(object, "path", row.path);
  object["blob"] = row.blob;
  object["description"] = row.description;
  object["model"] = row.model;
  object["tools"] = row.tools;
  object["size"] = row.size;
  object["body_size"] = row.body_size;
  if (frontmatter) {
    Json parsed = Json::parse(row.frontmatter_json, nullptr, false);
    object["frontmatter"] = parsed.is_discarded() ? Json() : std::move(parsed);
  }
  return object;
}

Json edge_json(const indexing::EdgeRow& edge) {
  Json object = {{"type", edge.type}, {"from_name", edge.from_name}};
  put_path(object, "from_path", edge.from_path);
  object["target"] = edge.target;
  if (edge.target_path.empty()) {
    object["target_path"] = nullptr;
  } else {
    put_path(object, "target_path", edge.target_path);
  }
  object["origin"] = edge.origin;
  object["line"] = edge.line == 0 ? Json() : Json(edge.line);
  object["depth"] = edge.depth;
  return object;
}

Json item_json(const deploy::Item& item) {
  Json object = {{"action", deploy::to_string(item.action)}};
  put_path(object, "path", item.path);
  object["name"] = item.name;
  object["kind"] = item.kind;
  put_path(object, "origin_path", item.origin_path);
  object["source"] = item.source.empty() ? Json() : Json(item.source);
  object["reason"] = item.reason;
  object["privileges_before"] = item.privileges_before;
  object["privileges_after"] = item.privileges_after;
  object["privileges_added"] =
      agent::added_privileges(item.privileges_before, item.privileges_after);
  return object;
}

Json plan_json(const deploy::Plan& plan) {
  Json object = {{"target", plan.target.id},    {"tool", plan.target.tool},
                 {"scope", plan.target.scope},  {"changes", plan.changes()},
                 {"blocked", plan.blocked()},   {"items", Json::array()},
                 {"collisions", Json::array()}, {"waiting", Json::array()}};
  for (const auto& [source, files] : plan.waiting) {
    object["waiting"].push_back({{"id", source}, {"files", files}});
  }
  for (const deploy::Item& item : plan.items) object["items"].push_back(item_json(item));
  for (const deploy::Collision& collision : plan.collisions) {
    Json entry = Json::object();
    put_path(entry, "path", collision.path);
    put_path(entry, "winner", collision.winner);
    put_path(entry, "loser", collision.loser);
    const auto put_source = [&](const char* key, const std::string& name) {
      entry[key] = name.empty() ? Json() : Json(name);
    };
    put_source("winner_source", collision.winner_source);
    put_source("loser_source", collision.loser_source);
    entry["by_rank"] = collision.by_rank;
    object["collisions"].push_back(std::move(entry));
  }
  return object;
}

Json source_json(const deploy::SourceReport& source) {
  Json object = {{"source", source.name},
                 {"id", source.id},
                 {"definitions", source.definitions},
                 {"problem", source.problem},
                 {"findings", Json::array()}};
  for (const base::Diagnostic& finding : source.findings) {
    Json entry = {{"severity", base::to_string(finding.severity)}};
    put_path(entry, "path", finding.path);
    entry["line"] = finding.place.line == 0 ? Json() : Json(finding.place.line);
    entry["column"] = finding.place.column == 0 ? Json() : Json(finding.place.column);
    entry["message"] = finding.message;
    object["findings"].push_back(std::move(entry));
  }
  return object;
}

Json operation_json(const track::OperationInfo& operation) {
  return {{"id", operation.id},
          {"command", operation.command},
          {"reason", operation.reason},
          {"target", operation.target},
          {"time", os::iso_time(operation.time_ns)},
          {"state", operation.state},
          {"undoes", operation.undoes == 0 ? Json() : Json(operation.undoes)},
          {"commit", operation.commit},
          {"files", operation.files}};
}

}  // namespace

void json_definitions(std::ostream& out, std::span<const indexing::Row> rows, bool frontmatter) {
  out << opening;
  put_array(out, "definitions", rows,
            [&](const indexing::Row& row) { return row_json(row, frontmatter); });
  out << closing;
}

void json_edges(std::ostream& out, std::span<const indexing::EdgeRow> edges) {
  out << opening;
  put_array(out, "edges", edges, edge_json);
  out << closing;
}

void json_hits(std::ostream& out, std::span<const indexing::DefinitionIndex::Hit> hits) {
  out << opening;
  put_array(out, "hits", hits, [](const indexing::DefinitionIndex::Hit& hit) {
    Json object = row_json(hit.row, false);
    object["excerpt"] = hit.excerpt;
    return object;
  });
  out << closing;
}

void json_plans(std::ostream& out, std::span<const deploy::Plan* const> plans, bool dry_run,
                std::span<const deploy::SourceReport> sources) {
  out << opening << ",\n\"dry_run\": " << (dry_run ? "true" : "false");
  put_array(out, "sources", sources, source_json);
  put_array(out, "plans", plans, [](const deploy::Plan* plan) { return plan_json(*plan); });
  out << closing;
}

void json_operations(std::ostream& out, std::span<const track::OperationInfo> operations) {
  out << opening;
  put_array(out, "operations", operations, operation_json);
  out << closing;
}

void json_paths(std::ostream& out, std::string_view key, std::span<const std::string> paths) {
  out << opening;
  put_array(out, key, paths, [](const std::string& path) {
    Json object = Json::object();
    put_path(object, "path", path);
    return object;
  });
  out << closing;
}

}  // namespace report
