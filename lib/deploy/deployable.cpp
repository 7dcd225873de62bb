#include "deploy/deployable.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "agent/compose.hpp"
#include "agent/graph.hpp"
#include "agent/privileges.hpp"
#include "agent/set/places.hpp"
#include "base/text.hpp"
#include "os/digest.hpp"
#include "os/file.hpp"
#include "os/parallel.hpp"

namespace deploy {
namespace {

/// Files beside a SKILL.md may be binary; a definition's own limit was checked when it was parsed.
constexpr std::size_t max_file_bytes = std::size_t{16} << 20;

bool is_regular(const git::Entry& entry) {
  return entry.stage == 0 && (entry.mode == 0100644 || entry.mode == 0100755);
}

std::string_view below(std::string_view path, std::string_view root) {
  if (root.empty() || !path.starts_with(root) || path.size() <= root.size() ||
      path[root.size()] != '/') {
    return root.empty() ? path : os::file_name(path);
  }
  return path.substr(root.size() + 1);
}

bool lies_in(std::string_view path, std::string_view part) {
  return part.empty() || path == part ||
         (path.size() > part.size() && path.starts_with(part) && path[part.size()] == '/');
}

bool is_plain_file_name(std::string_view name) {
  return !name.empty() && name.size() <= 100 && name.front() != '-' && name.front() != '.' &&
         name.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") ==
             std::string_view::npos;
}

class Assembler {
 public:
  Assembler(source::Tree& tree, const source::Validation& validation, Judge judge)
      : tree_(tree), validation_(validation), classifier_(validation.settings) {
    for (const base::Diagnostic& diagnostic : validation.diagnostics) {
      if (diagnostic.severity == base::Severity::error) {
        errors_.emplace(diagnostic.path, diagnostic.message);
      }
    }
    for (const agent::Definition& definition : validation.catalog.definitions) {
      parsed_.emplace(definition.path, &definition);
      if (judge == Judge::as_configured) continue;
      for (const base::Diagnostic& diagnostic : definition.parsed->diagnostics) {
        if (diagnostic.severity == base::Severity::error) {
          errors_.emplace(definition.path, diagnostic.message);
        }
      }
    }
  }

  std::vector<Deployable> assemble(const std::string& part) {
    for (const git::Entry& entry : validation_.listing) {
      if (!lies_in(entry.path, part)) continue;
      if (!result_.empty() && result_.back().path == entry.path) continue;
      if (const auto classified = classifier_.classify(entry.path)) add(entry, *classified);
    }
    tell_apart();
    read_contents();
    os::for_each_index(result_.size(), os::workers_for(result_.size()),
                       [&](std::size_t i) { complete(i); });
    return std::move(result_);
  }

 private:
  void add(const git::Entry& entry, const agent::Classified& classified) {
    const auto found = parsed_.find(entry.path);
    const agent::Definition* definition = found == parsed_.end() ? nullptr : found->second;
    if (!agent::is_deployable(definition != nullptr ? definition->format : classified.format))
      return;
    if (definition != nullptr && !definition->parsed->is_definition) return;
    Deployable deployable{.kind = classified.format.kind,
                          .path = entry.path,
                          .root = classified.root,
                          .name = {},
                          .agent_id = {},
                          .privileges = {},
                          .problem = {},
                          .incomplete = false,
                          .files = {}};
    if (definition != nullptr) {
      deployable.name = definition->name();
      deployable.agent_id = definition->parsed->agent_id;
      deployable.privileges =
          agent::privileges(definition->parsed->frontmatter_json, deployable.kind);
    } else {
      deployable.name = std::string(os::stem(agent::deployed_agent_file(entry.path)));
      deployable.problem = "it cannot be read";
    }
    note_error(deployable, entry.path);
    switch (deployable.kind) {
      case agent::Kind::skill:
        add_skill(deployable, entry);
        break;
      case agent::Kind::command:
        deployable.name = std::string(os::stem(entry.path));
        add_file(deployable, entry, std::string(below(entry.path, classified.root)));
        break;
      default:
        add_file(deployable, entry, agent::deployed_agent_file(entry.path));
        add_bases(deployable);
    }
    result_.push_back(std::move(deployable));
  }

  /// Claude goes by the name and not by the file, so agents whose file names are the same are told
  /// apart by their names where these can be file names.
  void tell_apart() {
    std::map<std::string, std::vector<Deployable*>> by_place;
    for (Deployable& deployable : result_) {
      if (deployable.kind != agent::Kind::agent) continue;
      by_place[base::fold(deployable.files.front().place)].push_back(&deployable);
    }
    for (const auto& [place, same] : by_place) {
      if (same.size() < 2) continue;
      std::set<std::string> names;
      for (const Deployable* deployable : same) {
        if (is_plain_file_name(deployable->name)) names.insert(base::fold(deployable->name));
      }
      if (names.size() < same.size()) continue;
      for (Deployable* deployable : same)
        deployable->files.front().place = deployable->name + ".md";
    }
  }

  void note_error(Deployable& deployable, const std::string& path) const {
    const auto error = errors_.find(path);
    if (error == errors_.end()) return;
    deployable.problem =
        path == deployable.path ? "it has errors: " : "'" + path + "' has errors: ";
    deployable.problem += error->second;
  }

  void add_file(Deployable& deployable, const git::Entry& entry, std::string place) {
    if (is_regular(entry)) needed_.push_back(entry);
    deployable.files.push_back({.place = std::move(place),
                                .origin_path = entry.path,
                                .content = {},
                                .hash = {},
                                .mode = entry.mode == 0100755 ? 0755U : 0644U,
                                .readable = is_regular(entry)});
  }

  void add_skill(Deployable& deployable, const git::Entry& skill) {
    const std::string directory(os::parent(skill.path));
    const std::string name(os::file_name(directory));
    if (directory.empty() || directory == deployable.root) {
      add_file(deployable, skill, os::join(name.empty() ? "skill" : name, "SKILL.md"));
      deployable.problem = "a skill needs a directory of its own";
      return;
    }
    const std::string prefix = directory + "/";
    auto entry = std::ranges::lower_bound(validation_.listing, prefix, {}, &git::Entry::path);
    for (; entry != validation_.listing.end() && entry->path.starts_with(prefix); ++entry) {
      if (lies_in_a_nested_skill(directory, entry->path)) continue;
      if (!is_regular(*entry) && deployable.problem.empty()) {
        deployable.problem = "'" + entry->path + "' is not a regular file";
      }
      add_file(deployable, *entry, os::join(name, entry->path.substr(prefix.size())));
    }
  }

  bool lies_in_a_nested_skill(const std::string& directory, const std::string& path) const {
    for (std::string_view inner = os::parent(path); inner.size() > directory.size();
         inner = os::parent(inner)) {
      if (parsed_.contains(os::join(inner, "SKILL.md"))) return true;
    }
    return false;
  }

  void add_bases(Deployable& deployable) {
    std::vector<std::string> chain = agent::base_chain(
        deployable.path, deployable.root, classifier_.base_name(), [&](const std::string& path) {
          return source::find_entry(validation_.listing, path) != validation_.listing.end();
        });
    for (const std::string& path : chain) {
      if (deployable.problem.empty()) note_error(deployable, path);
      const auto entry = source::find_entry(validation_.listing, path);
      if (!bases_.insert(path).second) continue;
      if (is_regular(*entry)) needed_.push_back(*entry);
    }
    chains_.emplace(deployable.path, std::move(chain));
  }

  void read_contents() {
    tree_.read(needed_, max_file_bytes,
               [&](std::size_t i, source::Tree::Status status, std::string content) {
                 if (status == source::Tree::Status::ok) {
                   contents_.emplace(needed_[i].path, std::move(content));
                 } else if (status == source::Tree::Status::missing) {
                   missing_.insert(needed_[i].path);
                 }
               });
  }

  void complete(std::size_t index) {
    Deployable& deployable = result_[index];
    for (DeployableFile& file : deployable.files) {
      const auto content = contents_.find(file.origin_path);
      file.readable = file.readable && content != contents_.end();
      if (!file.readable) {
        const bool missing = missing_.contains(file.origin_path);
        deployable.incomplete = deployable.incomplete || missing;
        if (deployable.problem.empty()) {
          deployable.problem = "'" + file.origin_path + "' " +
                               (missing ? "cannot be read" : "is no file, or larger than 16 MiB");
        }
        continue;
      }
      file.content = deployable.kind == agent::Kind::agent ? composed(deployable, content->second)
                                                           : content->second;
      file.hash = os::sha256_hex(file.content);
    }
  }

  /// An agent that inherits nothing is deployed byte for byte as it is.
  std::string composed(Deployable& deployable, const std::string& own) const {
    std::vector<agent::BaseText> bases;
    for (const std::string& path : chains_.at(deployable.path)) {
      const auto content = contents_.find(path);
      if (content != contents_.end()) {
        bases.push_back({.path = std::string(below(path, deployable.root)),
                         .body = agent::inheritable_body(content->second)});
      } else {
        deployable.incomplete = deployable.incomplete || missing_.contains(path);
        if (deployable.problem.empty()) {
          deployable.problem = "its base '" + path + "' cannot be read";
        }
      }
    }
    if (bases.empty()) return own;
    std::vector<std::string> storage;
    return agent::join(agent::compose(own, bases, validation_.settings.build.order, storage));
  }

  source::Tree& tree_;
  const source::Validation& validation_;
  agent::Classifier classifier_;
  std::map<std::string, std::string> errors_;  ///< path → its first error
  std::unordered_map<std::string, const agent::Definition*> parsed_;
  std::vector<Deployable> result_;
  std::vector<git::Entry> needed_;
  std::set<std::string> bases_;
  std::unordered_map<std::string, std::vector<std::string>> chains_;  ///< by agent's path
  std::unordered_map<std::string, std::string> contents_;
  std::set<std::string> missing_;  ///< of what is needed
};

}  // namespace

std::vector<Deployable> deployables(source::Tree& tree, const source::Validation& validation,
                                    Judge judge, const std::string& part) {
  return Assembler(tree, validation, judge).assemble(part);
}

}  // namespace deploy
