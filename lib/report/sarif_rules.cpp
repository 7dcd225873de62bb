#include "report/sarif_rules.hpp"

#include "agent/rules.hpp"
#include "base/text.hpp"
#include "report/rule_document.hpp"

namespace report {
namespace {

constexpr const char* catalogue_name = "CWE";
constexpr const char* catalogue_version = "4.17";

/// Code scanning sorts by these words where severities are equal.
const char* precision_of(const agent::Rule& rule) {
  if (rule.off) return "low";
  switch (rule.severity) {
    case base::Severity::error:
      return "very-high";
    case base::Severity::warning:
      return "high";
    case base::Severity::info:
      return "medium";
  }
  return "medium";
}

/// A score as of CVSS: code scanning calls it high from 7.0, medium from 4.0.
const char* security_severity_of(base::Severity severity) {
  switch (severity) {
    case base::Severity::error:
      return "8.0";
    case base::Severity::warning:
      return "5.0";
    case base::Severity::info:
      return "2.0";
  }
  return "2.0";
}

std::string tag_of(std::string_view title) {
  std::string tag = base::to_lower_ascii(title);
  for (char& c : tag) {
    if (c == ' ') c = '-';
  }
  return tag;
}

std::string weakness_tag(unsigned number) {
  const std::string digits = std::to_string(number);
  return "external/cwe/cwe-" + std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits;
}

Json properties_of(const agent::Rule& rule) {
  Json tags = Json::array({tag_of(group_title(rule))});
  if (rule.cwe != 0) tags.push_back(weakness_tag(rule.cwe));
  Json properties = {{"tags", std::move(tags)}, {"precision", precision_of(rule)}};
  if (is_security(rule)) properties["security-severity"] = security_severity_of(rule.severity);
  return properties;
}

}  // namespace

const char* sarif_level(base::Severity severity) {
  switch (severity) {
    case base::Severity::error:
      return "error";
    case base::Severity::warning:
      return "warning";
    case base::Severity::info:
      return "note";
  }
  return "note";
}

Json sarif_rule(std::string_view id) {
  Json object = {{"id", id}, {"name", pascal_case(id)}};
  const agent::Rule* rule = agent::find_rule(id);
  if (!rule) return object;
  object["shortDescription"] = {{"text", rule->summary}};
  object["fullDescription"] = {{"text", rule->why.empty() ? rule->summary : base::trim(rule->why)}};
  object["help"] = {{"text", rule_text(*rule)}, {"markdown", rule_markdown(*rule)}};
  object["defaultConfiguration"] = {{"level", sarif_level(rule->severity)}};
  if (rule->off) object["defaultConfiguration"]["enabled"] = false;
  if (rule->cwe != 0) {
    Json target = {{"id", std::to_string(rule->cwe)}, {"toolComponent", weakness_catalogue()}};
    object["relationships"] =
        Json::array({{{"target", std::move(target)}, {"kinds", Json::array({"superset"})}}});
  }
  object["properties"] = properties_of(*rule);
  return object;
}

Json weakness_catalogue() {
  return {{"name", catalogue_name}, {"index", 0}};
}

Json weakness_taxonomy(const std::set<unsigned>& numbers) {
  Json taxa = Json::array();
  for (const unsigned number : numbers) {
    const std::string id = std::to_string(number);
    taxa.push_back(
        {{"id", id}, {"helpUri", "https://cwe.mitre.org/data/definitions/" + id + ".html"}});
  }
  return {{"name", catalogue_name},
          {"version", catalogue_version},
          {"organization", "MITRE"},
          {"shortDescription", {{"text", "The MITRE Common Weakness Enumeration"}}},
          {"informationUri", "https://cwe.mitre.org/"},
          {"isComprehensive", false},
          {"taxa", std::move(taxa)}};
}

}  // namespace report
