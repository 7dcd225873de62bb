#include "settings/edit_sources.hpp"

#include <algorithm>
#include <charconv>
#include <functional>

#include "base/text.hpp"
#include "settings/list_edit.hpp"
#include "settings/lookup.hpp"
#include "settings/source_url.hpp"

namespace settings {
namespace {

constexpr std::string_view unknown_form = "the file is written in a way that cannot be edited";

Loaded read(const File& file, std::string_view text) {
  return parse(text, std::string(), file.vocabulary, file.owner);
}

Source::Tier standard_tier(Owner owner) {
  return owner == Owner::user ? Source::Tier::user : Source::Tier::project;
}

Field field_of(std::string_view key, std::string value) {
  return {key, {std::move(value)}, key == "priority" ? Field::Form::number : Field::Form::text};
}

std::vector<Field> fields_of(const Source& source, Owner owner) {
  std::vector<Field> fields;
  const auto add = [&](std::string_view key, std::string value) {
    fields.push_back(field_of(key, std::move(value)));
  };
  const Source standard;
  if (!source.name.empty()) add("name", source.name);
  add("url", source.url);
  if (!source.ref.empty()) add("ref", source.ref);
  if (!source.path.empty()) add("path", source.path);
  if (source.priority != standard.priority) add("priority", std::to_string(source.priority));
  if (source.tier != standard_tier(owner)) add("tier", std::string(to_string(source.tier)));
  if (source.method != standard.method) add("sync", std::string(to_string(source.method)));
  return fields;
}

std::vector<Field> fields_of(const Detect& rule) {
  std::vector<Field> fields;
  if (!rule.files.empty()) fields.push_back({"files", rule.files, Field::Form::texts});
  fields.push_back({"deploy", rule.deploy, Field::Form::texts});
  return fields;
}

std::string list_text(std::string_view list, const std::vector<std::vector<Field>>& items) {
  std::string text = std::string(list) + ":\n";
  for (const auto& item : items) {
    std::string_view start = "  - ";
    for (const auto& line : block_mapping(item)) {
      text.append(start).append(line).append("\n");
      start = "    ";
    }
  }
  return text;
}

/// Runs the edit and takes its text only where it says what was meant.
Edited checked(const File& file, std::string paste, const std::function<void(Settings&)>& mean,
               const std::function<std::optional<std::string>(std::string_view)>& edit) {
  Edited edited;
  edited.paste = std::move(paste);
  auto before = read(file, file.text);
  if (!before.diagnostics.empty()) {
    edited.problem = "the file has errors: " + before.diagnostics.front().message;
    return edited;
  }
  auto text = edit(file.text);
  if (!text) {
    edited.problem = unknown_form;
    return edited;
  }
  mean(before.settings);
  const auto after = read(file, *text);
  if (!after.diagnostics.empty()) {
    edited.problem = after.diagnostics.front().message;
    edited.paste.clear();  // it would be refused by hand, too
  } else if (after.settings != before.settings) {
    edited.problem = unknown_form;
  } else {
    edited.text = std::move(*text);
  }
  return edited;
}

/// As `source` would be read with those keys.
void apply(Source& source, const SourceChanges& changes, Owner owner) {
  const Source standard;
  for (const auto& [key, value] : changes) {
    if (key == "name") source.name = value;
    if (key == "url") source.url = value;
    if (key == "ref") source.ref = value;
    if (key == "path") source.path = value;
    if (key == "priority") {
      source.priority = standard.priority;
      std::from_chars(value.data(), value.data() + value.size(), source.priority);
    }
    if (key == "tier") source.tier = parse_tier(value).value_or(standard_tier(owner));
    if (key == "sync") source.method = parse_method(value).value_or(standard.method);
  }
}

}  // namespace

Edited add_source(const File& file, const Source& source) {
  const auto fields = fields_of(source, file.owner);
  return checked(
      file, list_text("sources", {fields}),
      [&](Settings& settings) { settings.sources.push_back(source); },
      [&](std::string_view text) { return ListEditor(text).append("sources", fields); });
}

Edited change_source(const File& file, std::size_t index, const SourceChanges& changes) {
  const auto sources = read(file, file.text).settings.sources;
  std::string paste;
  if (index < sources.size()) {
    Source source = sources[index];
    apply(source, changes, file.owner);
    paste = list_text("sources", {fields_of(source, file.owner)});
  }
  return checked(
      file, paste,
      [&](Settings& settings) { apply(settings.sources.at(index), changes, file.owner); },
      [&](std::string_view before) {
        std::optional<std::string> text = std::string(before);
        for (const auto& [key, value] : changes) {
          const ListEditor editor(*text);
          const bool removed = value.empty();
          auto next = removed ? editor.unset("sources", index, key)
                              : editor.set("sources", index, field_of(key, value));
          // What is not there need not be taken out.
          if (!next && removed && !editor.holds("sources", index, key)) continue;
          if (!next) return next;
          text = std::move(next);
        }
        return text;
      });
}

Edited remove_source(const File& file, std::size_t index) {
  return checked(
      file, "",
      [&](Settings& settings) {
        settings.sources.erase(settings.sources.begin() + static_cast<std::ptrdiff_t>(index));
      },
      [&](std::string_view text) { return ListEditor(text).remove("sources", index); });
}

Edited add_detect(const File& file, const std::vector<Detect>& rules) {
  return checked(
      file, detect_text(rules),
      [&](Settings& settings) {
        settings.detect.insert(settings.detect.end(), rules.begin(), rules.end());
      },
      [&](std::string_view before) {
        std::optional<std::string> text = std::string(before);
        for (const auto& rule : rules) {
          text = ListEditor(*text).append("detect", fields_of(rule));
          if (!text) return text;
        }
        return text;
      });
}

std::string detect_text(const std::vector<Detect>& rules) {
  std::vector<std::vector<Field>> items;
  for (const auto& rule : rules) items.push_back(fields_of(rule));
  return list_text("detect", items);
}

}  // namespace settings
