#include <algorithm>
#include <map>
#include <numeric>
#include <ostream>
#include <set>
#include <vector>

#include "agent/baseline.hpp"
#include "agent/rules.hpp"
#include "report/findings_formats.hpp"
#include "report/json_text.hpp"
#include "report/sarif_rules.hpp"

namespace report {
namespace {

constexpr const char* opening =
    "{\"version\":\"2.1.0\",\n"
    "\"$schema\":\"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
    "sarif-schema-2.1.0.json\",\n"
    "\"runs\":[{\n";

/// RFC 3986 of the path's bytes: a colon, too, because what stands before one would be a scheme.
std::string uri_of(std::string_view path) {
  constexpr char hex[] = "0123456789ABCDEF";
  constexpr std::string_view kept =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  std::string uri;
  for (const char c : path) {
    if (kept.find(c) != kept.npos) {
      uri += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    uri += {'%', hex[byte >> 4], hex[byte & 0xF]};
  }
  return uri;
}

/// The text as a message string (SARIF 3.11.5, 3.11.6): braces are doubled, and nothing in it is a
/// link.
std::string message_string(std::string_view text) {
  std::string out;
  char before = '\0';
  for (const char c : text) {
    if (c == '{' || c == '}') out += c;
    if (c == '(' && before == ']') out += ' ';
    out += c;
    before = c;
  }
  return out;
}

Json region_of(const base::Place& place) {
  Json region = {{"startLine", place.line}};
  if (place.column == 0) return region;
  region["startColumn"] = place.column;
  region["endColumn"] = end_column(place);
  return region;
}

Json location_of(const base::Diagnostic& diagnostic) {
  const base::Place& place = diagnostic.place;
  Json location = {
      {"artifactLocation", {{"uri", uri_of(diagnostic.path)}, {"uriBaseId", "%SRCROOT%"}}}};
  if (place.line != 0) location["region"] = region_of(place);
  const bool whole_line = place.caret == place.column && !place.excerpt.ends_with("…");
  if (place.line != 0 && place.column != 0 && whole_line && !place.excerpt.empty()) {
    location["contextRegion"] = {{"startLine", place.line}, {"snippet", {{"text", place.excerpt}}}};
  }
  return {{"physicalLocation", std::move(location)}};
}

Json result_of(const base::Diagnostic& diagnostic, std::size_t rule_index) {
  return {{"ruleId", diagnostic.rule},
          {"ruleIndex", rule_index},
          {"level", sarif_level(diagnostic.severity)},
          {"message", {{"text", message_string(sentences(diagnostic))}}},
          {"locations", Json::array({location_of(diagnostic)})},
          {"partialFingerprints", {{"gitAgents/v1", agent::fingerprint(diagnostic)}}}};
}

Json run_properties(const Findings& findings) {
  const auto& hidden = findings.hidden;
  return {{"definitions", findings.files},
          {"baseline", findings.known},
          {"hidden", std::accumulate(hidden.begin(), hidden.end(), std::size_t{0})}};
}

}  // namespace

void write_sarif(std::ostream& out, const Findings& findings) {
  std::map<std::string_view, std::size_t> indices;
  for (const auto& diagnostic : findings.diagnostics) indices.emplace(diagnostic.rule, 0);
  std::set<unsigned> weaknesses;
  std::size_t count = 0;
  for (auto& [id, index] : indices) {
    index = count++;
    const agent::Rule* rule = agent::find_rule(id);
    if (rule && rule->cwe != 0) weaknesses.insert(rule->cwe);
  }

  out << opening << "\"tool\":{\"driver\":{\"name\":\"git agents\",\"semanticVersion\":"
      << text(std::string(findings.version));
  if (!weaknesses.empty()) {
    out << ",\"supportedTaxonomies\":" << text(Json::array({weakness_catalogue()}));
  }
  out << ",\"rules\":";
  put_items(out, indices, [](const auto& entry) { return sarif_rule(entry.first); });
  out << "}},\n";
  if (!weaknesses.empty()) {
    out << "\"taxonomies\":" << text(Json::array({weakness_taxonomy(weaknesses)})) << ",\n";
  }
  out << "\"invocations\":"
      << text(Json::array({{{"executionSuccessful", true}, {"exitCode", findings.exit_code}}}))
      << ",\n\"originalUriBaseIds\":"
      << text({{"%SRCROOT%", {{"description", {{"text", "The top of the repository."}}}}}})
      << ",\n\"automationDetails\":{\"id\":\"git-agents/validate/\"},\n"
         "\"columnKind\":\"unicodeCodePoints\",\n\"results\":";
  put_items(out, findings.diagnostics, [&](const base::Diagnostic& diagnostic) {
    return result_of(diagnostic, indices.at(diagnostic.rule));
  });
  out << ",\n\"properties\":" << text(run_properties(findings)) << "\n}]}\n";
}

}  // namespace report
