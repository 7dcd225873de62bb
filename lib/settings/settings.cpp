#include "settings/settings.hpp"

#include <algorithm>
#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "os/digest.hpp"
#include "settings/reader.hpp"

namespace settings {
namespace {

/// The names that may follow `section.`, or the top-level ones for "".
std::vector<std::string_view> names_in(std::string_view section) {
  std::vector<std::string_view> names;
  for (const Key& key : keys()) {
    std::string_view name = key.name;
    if (!section.empty()) {
      if (!name.starts_with(section) || name.substr(section.size(), 1) != ".") continue;
      name.remove_prefix(section.size() + 1);
    }
    if (name.find('.') == std::string_view::npos) names.push_back(name);
  }
  return names;
}

const Key& key_of(std::string_view name) {
  const auto found = std::ranges::find(keys(), name, &Key::name);
  if (found == keys().end()) {
    throw base::Error(base::ErrorCode::internal, "no setting '" + std::string(name) + "'");
  }
  return *found;
}

class Parser {
 public:
  Parser(std::string_view text, const std::string& path, const Vocabulary& vocabulary)
      : reader_(text, path), vocabulary_(vocabulary), document_(syntax::parse_yaml(text)) {}

  Loaded parse() {
    for (const auto& problem : document_.problems) {
      reader_.error(problem.begin, problem.end, problem.message);
    }
    if (document_.root && document_.root->type != syntax::Type::null) top(*document_.root);
    return {std::move(settings_), reader_.take()};
  }

 private:
  void top(const syntax::Node& root) {
    if (!reader_.mapping(root, "", names_in(""))) return;
    refuse_planned(root, "");
    if (const auto* node = root.find("version")) {
      const auto version = reader_.integer(*node, "version");
      if (version && *version != 1) {
        reader_.error(*node, "version " + node->value + " of this file is not known",
                      "this program knows version 1: install a newer version");
      }
    } else {
      reader_.error(root.begin, root.begin, "'version' is missing",
                    "begin the file with 'version: 1'");
    }
    if (const auto* node = root.find("definitions")) definitions(*node);
    section(root, "build", &Parser::build);
    section(root, "deploy", &Parser::deploy);
    section(root, "validate", &Parser::validate);
    section(root, "approval", &Parser::approval);
  }

  void section(const syntax::Node& root, std::string_view name,
               void (Parser::*read)(const syntax::Node&)) {
    const auto* node = root.find(name);
    if (!node || node->type == syntax::Type::null) return;
    if (!reader_.mapping(*node, name, names_in(name))) return;
    refuse_planned(*node, std::string(name) + ".");
    (this->*read)(*node);
  }

  void refuse_planned(const syntax::Node& node, const std::string& prefix) {
    for (const Key& key : keys()) {
      if (key.setter != Key::Setter::planned || !key.name.starts_with(prefix)) continue;
      for (const auto& [name, value] : node.entries) {
        if (prefix + name.value == key.name) {
          reader_.error(name, "'" + std::string(key.name) + "' is not supported by this version",
                        "remove the key, or install a newer version");
        }
      }
    }
  }

  std::optional<std::string> word(const syntax::Node& node, std::string_view key) {
    return reader_.word(node, key, words_of(key_of(key), vocabulary_));
  }

  /// A list of words; a single word is a list of one.
  std::vector<std::string> words(const syntax::Node& node, std::string_view key) {
    std::vector<std::string> values;
    const auto read = [&](const syntax::Node& item) {
      if (auto value = word(item, key)) values.push_back(std::move(*value));
    };
    if (node.kind == syntax::Kind::sequence) {
      std::ranges::for_each(node.items, read);
    } else {
      read(node);
    }
    return values;
  }

  void definitions(const syntax::Node& node) {
    if (node.kind != syntax::Kind::sequence) {
      reader_.error(node, "'definitions' must be a list of {path, kind, profile}");
      return;
    }
    for (const auto& item : node.items) {
      if (!reader_.mapping(item, "definitions", names_in("definitions"))) continue;
      DefinitionRoot root;
      const auto* path = item.find("path");
      if (!path) {
        reader_.error(item.begin, item.begin, "'definitions.path' is missing");
        continue;
      }
      auto inside = reader_.path(*path, "definitions.path");
      if (!inside) continue;
      root.path = std::move(*inside);
      root.kind = vocabulary_.kinds.front();
      if (const auto* kind = item.find("kind")) {
        root.kind = word(*kind, "definitions.kind").value_or(root.kind);
      }
      if (const auto* profile = item.find("profile")) {
        root.profile = word(*profile, "definitions.profile").value_or("");
      }
      settings_.definitions.push_back(std::move(root));
    }
  }

  void build(const syntax::Node& node) {
    if (const auto* base = node.find("base")) {
      const auto name = reader_.text(*base, "build.base");
      if (name && (name->empty() || name->find('/') != std::string::npos)) {
        reader_.error(*base, "'build.base' must be a file name, not a path");
      } else if (name) {
        settings_.build.base = *name;
      }
    }
    if (const auto* order = node.find("order")) {
      if (word(*order, "build.order") == "nearest-first") {
        settings_.build.order = Build::Order::nearest_first;
      }
    }
    if (const auto* output = node.find("output")) {
      auto inside = reader_.path(*output, "build.output");
      if (inside && inside->empty()) {
        reader_.error(*output, "'build.output' must not be the repository's root");
      } else if (inside) {
        settings_.build.output = std::move(*inside);
      }
    }
    if (const auto* stage = node.find("stage")) {
      settings_.build.stage = reader_.boolean(*stage, "build.stage").value_or(false);
    }
  }

  void deploy(const syntax::Node& node) {
    if (const auto* on = node.find("on")) {
      settings_.deploy.on = words(*on, "deploy.on");
    }
    if (const auto* branches = node.find("branches")) {
      settings_.deploy.branches = reader_.texts(*branches, "deploy.branches");
    }
    if (const auto* targets = node.find("targets")) deploy_targets(*targets);
  }

  void deploy_targets(const syntax::Node& node) {
    if (node.kind != syntax::Kind::sequence) {
      reader_.error(node, "'deploy.targets' must be a list of {tool, scope}");
      return;
    }
    for (const auto& item : node.items) {
      if (!reader_.mapping(item, "deploy.targets", names_in("deploy.targets"))) continue;
      Target target{"", "project"};
      if (const auto* tool = item.find("tool")) {
        target.tool = word(*tool, "deploy.targets.tool").value_or("");
      } else {
        reader_.error(item.begin, item.begin, "'deploy.targets.tool' is missing");
      }
      if (const auto* scope = item.find("scope")) {
        if (scope->value == "user") {
          reader_.error(*scope, "a repository may only deploy to its own project scope",
                        "deploy to your own directories by hand, with '--scope user'");
          continue;
        }
        word(*scope, "deploy.targets.scope");
      }
      if (!target.tool.empty()) settings_.deploy.targets.push_back(std::move(target));
    }
  }

  void validate(const syntax::Node& node) {
    if (const auto* fail_on = node.find("fail-on")) {
      const auto lowest = word(*fail_on, "validate.fail-on");
      if (lowest == "warning") settings_.validate.fail_on = base::Severity::warning;
      if (lowest == "info") settings_.validate.fail_on = base::Severity::info;
    }
    if (const auto* rules = node.find("rules")) {
      if (reader_.mapping(*rules, "validate.rules", vocabulary_.rules)) {
        for (const auto& [name, level] : rules->entries) {
          const auto chosen =
              reader_.word(level, "validate.rules." + name.value, key_of("validate.rules").words);
          if (chosen) settings_.validate.rules[name.value] = *chosen;
        }
      }
    }
    if (const auto* ignore = node.find("ignore")) {
      settings_.validate.ignore = reader_.texts(*ignore, "validate.ignore");
    }
    if (const auto* max_bytes = node.find("max-bytes")) {
      const Key& key = key_of("validate.max-bytes");
      const auto number = reader_.integer(*max_bytes, key.name);
      if (number && (*number < key.least || *number > key.most)) {
        reader_.error(*max_bytes, "'validate.max-bytes' must be from " + std::to_string(key.least) +
                                      " to " + std::to_string(key.most));
      } else if (number) {
        settings_.validate.max_bytes = static_cast<std::size_t>(*number);
      }
    }
    if (const auto* profiles = node.find("profiles")) {
      settings_.validate.profiles = words(*profiles, "validate.profiles");
    }
  }

  void approval(const syntax::Node& node) {
    auto& approval = settings_.approval;
    if (const auto* paths = node.find("paths")) {
      approval.paths = reader_.texts(*paths, "approval.paths");
    }
    approval.mode = approval.paths.empty() ? Approval::Mode::off : Approval::Mode::record;
    const auto* mode = node.find("mode");
    if (!mode) return;
    if (mode->kind == syntax::Kind::scalar && mode->value == "require") {
      reader_.error(*mode, "'approval.mode: require' is not supported by this version",
                    "use 'record', which writes requests and blocks nothing, or install a newer "
                    "version");
    } else if (const auto word_of_mode = word(*mode, "approval.mode")) {
      approval.mode = *word_of_mode == "off" ? Approval::Mode::off : Approval::Mode::record;
    }
  }

  Reader reader_;
  const Vocabulary& vocabulary_;
  syntax::Document document_;
  Settings settings_;
};

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + base::quote_path(word);
  return "[" + text + "]";
}

}  // namespace

Loaded parse(std::string_view text, const std::string& path, const Vocabulary& vocabulary) {
  return Parser(text, path, vocabulary).parse();
}

std::string trust_text(const Settings& settings) {
  std::string targets;
  for (const auto& target : settings.deploy.targets) {
    targets += (targets.empty() ? "" : ", ") + target.tool + " (" + target.scope + ")";
  }
  return "build.output: " + base::quote_path(settings.build.output) +
         (settings.build.stage ? "\nbuild.stage: true" : "") +
         "\ndeploy.on: " + joined(settings.deploy.on) +
         "\ndeploy.branches: " + joined(settings.deploy.branches) + "\ndeploy.targets: [" +
         targets + "]\n";
}

std::string trust_digest(const Settings& settings) {
  os::Sha256 hash;
  hash.field("trust-1");
  hash.field(settings.build.output);
  // Left out where it is as it was before there was such a key, so that old trust holds.
  if (settings.build.stage) hash.field("build.stage");
  for (const auto* list : {&settings.deploy.on, &settings.deploy.branches}) {
    hash.field(std::to_string(list->size()));
    for (const auto& word : *list) hash.field(word);
  }
  hash.field(std::to_string(settings.deploy.targets.size()));
  for (const auto& target : settings.deploy.targets) {
    hash.field(target.tool);
    hash.field(target.scope);
  }
  return hash.hex();
}

}  // namespace settings
