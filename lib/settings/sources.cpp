#include "settings/sources.hpp"

#include <algorithm>
#include <map>

#include "settings/lookup.hpp"
#include "settings/source_url.hpp"

namespace settings {
namespace {

std::string line_of(std::uint32_t line) {
  return "the first is in line " + std::to_string(line);
}

/// Complains about every second and later one.
class Unique {
 public:
  explicit Unique(Reader& reader) : reader_(reader) {}

  bool accepts(const syntax::Node& node, const std::string& word, const std::string& what) {
    const auto [first, fresh] = first_.try_emplace(word, reader_.line_of(node));
    if (!fresh) reader_.error(node, what, line_of(first->second));
    return fresh;
  }

 private:
  Reader& reader_;
  std::map<std::string, std::uint32_t> first_;
};

}  // namespace

std::vector<Source> SourceReader::sources(const syntax::Node& node) const {
  std::vector<Source> sources;
  Unique names(reader_), ids(reader_);
  for (const auto& item : reader_.mappings(node, "sources")) {
    Source source;
    if (!this->source(item, source)) continue;
    const auto* name = item.find("name");
    const auto* address = item.find("url");
    if (!ids.accepts(*address, source_id(source), "this source is there already")) continue;
    if (name && !names.accepts(*name, source.name, "a source of this name is there already")) {
      continue;
    }
    sources.push_back(std::move(source));
  }
  return sources;
}

bool SourceReader::source(const syntax::Node& item, Source& source) const {
  // First, so that no other complaint shows a credential of the same line.
  const bool has_url = item.kind == syntax::Kind::mapping && url(item, source);
  if (!reader_.mapping(item, "sources", names_in("sources")) || !has_url) return false;
  const auto checked = [&](const char* key, auto problem_of, std::string& target) {
    const auto* node = item.find(key);
    if (!node) return true;
    const std::string full = std::string("sources.") + key;
    const auto value = reader_.text(*node, full);
    if (!value) return false;
    if (const std::string problem = problem_of(*value); !problem.empty()) {
      reader_.error(*node, "'" + full + "' " + problem);
      return false;
    }
    target = *value;
    return true;
  };
  bool good = checked("name", name_problem, source.name);
  good = checked("ref", ref_problem, source.ref) && good;
  if (const auto* path = item.find("path")) {
    const auto inside = reader_.path(*path, "sources.path");
    good = inside && good;
    source.path = inside.value_or("");
  }
  ranking(item, source);
  return good;
}

bool SourceReader::url(const syntax::Node& item, Source& source) const {
  const auto* node = item.find("url");
  if (!node) {
    reader_.error(item.begin, item.begin, "'sources.url' is missing");
    return false;
  }
  const auto text = reader_.text(*node, "sources.url");
  if (!text) return false;
  source.url = *text;
  if (const auto problem = url_problem(*text)) {
    if (problem->secret) reader_.hide(*node);
    reader_.error(*node, "'sources.url' " + problem->what, problem->hint);
    return false;
  }
  if (owner_ == Owner::repository && is_local_url(*text)) {
    reader_.error(*node,
                  "'sources.url' is a place on this machine, which a repository may not name",
                  "name it in the user's own configuration");
    return false;
  }
  return true;
}

void SourceReader::ranking(const syntax::Node& item, Source& source) const {
  const auto word = [&](const char* key) -> std::string {
    const auto* node = item.find(key);
    const Key& known = key_of(std::string("sources.") + key);
    if (!node) return {};
    return reader_.word(*node, known.name, words_of(known, vocabulary_)).value_or("");
  };
  if (const auto* priority = item.find("priority")) {
    const Key& key = key_of("sources.priority");
    source.priority = static_cast<int>(reader_.within(*priority, key).value_or(source.priority));
  }
  source.tier = owner_ == Owner::user ? Source::Tier::user : Source::Tier::project;
  if (const auto tier = parse_tier(word("tier"))) source.tier = *tier;
  if (const auto method = parse_method(word("sync"))) source.method = *method;
}

std::vector<Detect> SourceReader::detect(const syntax::Node& node) const {
  std::vector<Detect> rules;
  for (const auto& item : reader_.mappings(node, "detect")) {
    if (!reader_.mapping(item, "detect", names_in("detect"))) continue;
    Detect rule;
    if (const auto* files = item.find("files")) rule.files = reader_.texts(*files, "detect.files");
    const auto* wanted = item.find("deploy");
    if (!wanted) {
      reader_.error(item.begin, item.begin, "'detect.deploy' is missing");
      continue;
    }
    rule.deploy = reader_.texts(*wanted, "detect.deploy");
    if (std::ranges::find(rule.deploy, "") != rule.deploy.end()) {
      reader_.error(*wanted, "'detect.deploy' holds an empty name");
    }
    rules.push_back(std::move(rule));
  }
  return rules;
}

}  // namespace settings
