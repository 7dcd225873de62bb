#include "agent/baseline.hpp"

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/text.hpp"
#include "os/digest.hpp"

namespace agent {
namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void refuse(const std::string& why) {
  throw base::Error(base::ErrorCode::invalid, "the baseline cannot be used: " + why);
}

std::string text_of(const Json& entry, const char* key) {
  const auto at = entry.find(key);
  if (at == entry.end() || !at->is_string()) {
    refuse(std::string("an entry has no '") + key + "'");
  }
  return at->get<std::string>();
}

}  // namespace

std::string fingerprint(const base::Diagnostic& diagnostic) {
  const auto offending = base::trim(diagnostic.place.excerpt);
  os::Sha256 hash;
  hash.field(diagnostic.rule);
  hash.field(diagnostic.name);
  hash.field(offending.empty() ? std::string_view(diagnostic.message) : offending);
  return hash.hex();
}

Baseline Baseline::parse(std::string_view json) {
  const auto document = Json::parse(json, nullptr, false);
  if (document.is_discarded() || !document.is_object()) refuse("it is not a JSON object");
  if (document.value("schema", Json()) != 1) refuse("its 'schema' is not 1");
  const auto entries = document.find("entries");
  if (entries == document.end() || !entries->is_array()) refuse("it has no list 'entries'");
  Baseline baseline;
  for (const auto& entry : *entries) {
    if (!entry.is_object()) refuse("an entry is not an object");
    baseline.entries.insert(
        {text_of(entry, "rule"), text_of(entry, "path"), text_of(entry, "fingerprint")});
  }
  return baseline;
}

Baseline Baseline::of(const base::Diagnostics& diagnostics) {
  Baseline baseline;
  for (const auto& diagnostic : diagnostics) {
    if (diagnostic.severity != base::Severity::error) continue;
    baseline.entries.insert(
        {diagnostic.rule, base::to_valid_utf8(diagnostic.path), fingerprint(diagnostic)});
  }
  return baseline;
}

std::string Baseline::text() const {
  Json document;
  document["schema"] = 1;
  document["entries"] = Json::array();
  for (const auto& entry : entries) {
    document["entries"].push_back(
        {{"rule", entry.rule}, {"path", entry.path}, {"fingerprint", entry.fingerprint}});
  }
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Filtered apply(const Baseline& baseline, base::Diagnostics diagnostics) {
  Filtered filtered;
  auto left = baseline.entries;
  for (auto& diagnostic : diagnostics) {
    if (diagnostic.severity == base::Severity::error) {
      const auto at = left.find(
          {diagnostic.rule, base::to_valid_utf8(diagnostic.path), fingerprint(diagnostic)});
      if (at != left.end()) {
        left.erase(at);
        ++filtered.known;
        continue;
      }
    }
    filtered.fresh.push_back(std::move(diagnostic));
  }
  filtered.fixed.assign(left.begin(), left.end());
  return filtered;
}

}  // namespace agent
