#include "settings/settings.hpp"

#include <algorithm>
#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "settings/lookup.hpp"
#include "settings/reader.hpp"
#include "settings/sources.hpp"

namespace settings {
namespace {

class Parser {
 public:
  Parser(std::string_view text, const std::string& path, const Vocabulary& vocabulary, Owner owner)
      : reader_(text, path),
        vocabulary_(vocabulary),
        owner_(owner),
        document_(syntax::parse_yaml(text)) {}

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
    refuse_others(root, "");
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
    if (const auto* node = find(root, "definitions")) definitions(*node);
    section(root, "build", &Parser::build);
    section(root, "deploy", &Parser::deploy);
    section(root, "validate", &Parser::validate);
    section(root, "approval", &Parser::approval);
    const SourceReader sources(reader_, vocabulary_, owner_);
    if (const auto* node = find(root, "sources")) settings_.sources = sources.sources(*node);
    if (const auto* node = find(root, "detect")) settings_.detect = sources.detect(*node);
  }

  /// The value of a top-level key, unless it belongs into the other file.
  const syntax::Node* find(const syntax::Node& root, std::string_view name) const {
    return owner_ == Owner::repository || key_of(name).for_user ? root.find(name) : nullptr;
  }

  void section(const syntax::Node& root, std::string_view name,
               void (Parser::*read)(const syntax::Node&)) {
    const auto* node = find(root, name);
    if (!node || node->type == syntax::Type::null) return;
    if (!reader_.mapping(*node, name, names_in(name))) return;
    refuse_others(*node, std::string(name) + ".");
    (this->*read)(*node);
  }

  /// Refuses keys whose feature is not here, and those that belong into the other file.
  void refuse_others(const syntax::Node& node, const std::string& prefix) {
    for (const auto& [name, value] : node.entries) {
      const auto key = std::ranges::find(keys(), prefix + name.value, &Key::name);
      if (key == keys().end()) continue;
      const std::string quoted = "'" + std::string(key->name) + "'";
      if (key->setter == Key::Setter::planned) {
        reader_.error(name, quoted + " is not supported by this version",
                      "remove the key, or install a newer version");
      } else if (owner_ == Owner::user && !key->for_user) {
        reader_.error(name, quoted + " belongs into a repository's own file",
                      "the user's file holds sources, detect and deploy.targets");
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
    for (const auto& item : reader_.mappings(node, "definitions")) {
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
    if (const auto* pull = node.find("pull")) {
      settings_.deploy.pull = reader_.boolean(*pull, "deploy.pull").value_or(false);
    }
  }

  void deploy_targets(const syntax::Node& node) {
    for (const auto& item : reader_.mappings(node, "deploy.targets")) {
      if (!reader_.mapping(item, "deploy.targets", names_in("deploy.targets"))) continue;
      Target target{"", owner_ == Owner::user ? "user" : "project"};
      if (const auto* tool = item.find("tool")) {
        target.tool = word(*tool, "deploy.targets.tool").value_or("");
      } else {
        reader_.error(item.begin, item.begin, "'deploy.targets.tool' is missing");
      }
      if (const auto* scope = item.find("scope"); scope && !may_deploy_to(*scope)) continue;
      if (!target.tool.empty()) settings_.deploy.targets.push_back(std::move(target));
    }
  }

  bool may_deploy_to(const syntax::Node& scope) {
    if (owner_ == Owner::user) {
      if (scope.value == "user") return true;
      reader_.error(scope, "the user's file may only deploy to the user's own directories",
                    "name the project scope in the repository's file");
      return false;
    }
    if (scope.value == "user") {
      reader_.error(scope, "a repository may only deploy to its own project scope",
                    "deploy to your own directories by hand, with '--scope user'");
      return false;
    }
    word(scope, "deploy.targets.scope");
    return true;
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
      if (const auto number = reader_.within(*max_bytes, key_of("validate.max-bytes"))) {
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
  Owner owner_;
  syntax::Document document_;
  Settings settings_;
};

}  // namespace

Loaded parse(std::string_view text, const std::string& path, const Vocabulary& vocabulary,
             Owner owner) {
  return Parser(text, path, vocabulary, owner).parse();
}

}  // namespace settings
