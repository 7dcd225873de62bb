#include "agent/manifest.hpp"

#include <string>

#include "agent/manifest/tables.hpp"
#include "agent/references.hpp"

namespace agent {
namespace {

void add_component(const Fields& fields, const syntax::Node& path) {
  const std::string& text = path.value;
  const bool fits = path.is_string() && text.starts_with("./") && text.size() > 2 &&
                    text.find("..") == std::string::npos && text.find_first_of("*$") == text.npos;
  if (!fits || fields.parsed.references.size() >= most_references) return;
  // Paths count from the plugin's directory, the one above the manifest's.
  fields.parsed.references.push_back(
      {EdgeType::file, "../" + text.substr(2), "component", true,
       fields.findings.place(path.begin + fields.shift, path.end + fields.shift)});
}

/// The files and directories that a plugin says it is made of.
void add_components(const Fields& fields) {
  for (const char* word : {"agents", "commands", "outputStyles", "skills"}) {
    const syntax::Node* value = fields.root.find(word);
    if (!value) continue;
    if (value->kind == syntax::Kind::scalar) add_component(fields, *value);
    for (const syntax::Node& item : value->items) add_component(fields, item);
    for (const auto& entry : value->entries) {
      if (const auto* source = entry.second.find("source")) add_component(fields, *source);
    }
  }
}

}  // namespace

void check_manifest(const Fields& fields) {
  switch (fields.kind()) {
    case Kind::plugin:
      add_components(fields);
      return manifest::check_plugin(fields);
    case Kind::marketplace:
      return manifest::check_marketplace(fields);
    case Kind::hooks:
      return manifest::check_hooks_file(fields);
    default:
      return;
  }
}

}  // namespace agent
