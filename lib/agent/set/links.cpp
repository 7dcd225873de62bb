#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "agent/host.hpp"
#include "agent/set/places.hpp"
#include "agent/set/set_check.hpp"
#include "base/text.hpp"
#include "os/file.hpp"

namespace agent {
namespace {

/// Where a deployment to one target puts the files of the tree.
class Deployed {
 public:
  Deployed(const SetCheck& set, const settings::Target& target)
      : set_(set), files_(deployed_files(set.definitions, target)) {
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (files_[i].empty() || !set.takes_part[i]) continue;
      const std::string& path = set.definitions[i].path;
      by_path_.emplace(path, files_[i]);
      if (set.definitions[i].format.kind == Kind::skill) {
        by_path_.emplace(os::parent(path), os::parent(files_[i]));
      }
    }
  }

  /// The deployed file from which the link leads elsewhere; nothing where it stays right.
  std::optional<std::string> breaks(const Edge& edge) const {
    const std::string& file = files_[edge.from];
    if (file.empty() || file == set_.definitions[edge.from].path) return std::nullopt;
    const auto there = os::normalise(os::join(os::parent(file), edge.target_name));
    // A copy in the project may still reach the file where it is.
    if (there == edge.target_path || there == deployed(edge.target_path)) return std::nullopt;
    return file;
  }

 private:
  /// Where a file or a directory of a skill is then; "" = not deployed.
  std::string deployed(const std::string& path) const {
    for (std::string_view at = path; !at.empty(); at = os::parent(at)) {
      const auto found = by_path_.find(at);
      if (found != by_path_.end()) return found->second + path.substr(at.size());
    }
    return {};
  }

  const SetCheck& set_;
  std::vector<std::string> files_;
  std::map<std::string, std::string, std::less<>> by_path_;
};

void report_escape(SetCheck& set, const Edge& edge) {
  auto& diagnostic = set.report("link-escapes-repo", set.definitions[edge.from], edge.place);
  diagnostic.message = "the link '" + edge.target_name + "' leads out of the repository";
  diagnostic.consequence = "what it leads to depends on where the repository was cloned";
  diagnostic.hint = "name the file by a URL, or add it to the repository";
}

void report_broken(SetCheck& set, const Edge& edge) {
  auto& diagnostic = set.report("broken-link", set.definitions[edge.from], edge.place);
  if (edge.origin == "component") {
    diagnostic.severity = base::Severity::error;
    diagnostic.message = "the plugin has no " + base::quote_path(edge.target_path);
    diagnostic.consequence = "Claude Code reports an error and loads the plugin without it";
    diagnostic.hint = "correct the path, or add the file";
    return;
  }
  diagnostic.message =
      "the link leads to '" + edge.target_name + "', which is not in the repository";
  diagnostic.consequence = "the model is sent to a file that it cannot read";
  diagnostic.hint = "correct the path, or add " + base::quote_path(edge.target_path);
}

void report_moved(SetCheck& set, const Edge& edge, const std::string& file) {
  const Definition& definition = set.definitions[edge.from];
  auto& diagnostic = set.report("link-breaks-on-deploy", definition, edge.place);
  diagnostic.message = "the link to '" + edge.target_name + "' breaks where the " +
                       std::string(to_string(definition.format.kind)) + " is deployed, at " +
                       base::quote_path(file);
  diagnostic.consequence = "the model is sent to a file that it cannot read";
  diagnostic.hint = "name the file by its path from the top of the repository";
  if (definition.format.kind == Kind::skill) {
    diagnostic.hint += ", or move it into the skill's directory";
  }
}

/// Those of the paths that are not in the tree; asked once for all.
std::set<std::string_view> missing_among(const SetCheck& set,
                                         const std::set<std::string_view>& paths) {
  std::set<std::string_view> missing;
  if (paths.empty()) return missing;
  const auto answers = set.exist({paths.begin(), paths.end()});
  std::size_t next = 0;
  for (const auto path : paths) {
    if (!answers[next++]) missing.insert(path);
  }
  return missing;
}

}  // namespace

void check_links(SetCheck& set) {
  std::vector<const Edge*> links;
  std::set<std::string_view> unknown;
  for (const Edge& edge : set.edges) {
    if (edge.type != EdgeType::file || !find_spec(set.definitions[edge.from].format)) continue;
    if (edge.escapes) {
      report_escape(set, edge);
    } else if (!edge.target_path.empty()) {
      links.push_back(&edge);
      if (!edge.to) unknown.insert(edge.target_path);
    }
  }
  const auto missing = missing_among(set, unknown);
  std::vector<Deployed> deployments;
  for (const settings::Target& target : set.targets) deployments.emplace_back(set, target);
  for (const Edge* const link : links) {
    const Edge& edge = *link;
    if (!edge.to && missing.contains(edge.target_path)) {
      report_broken(set, edge);
      continue;
    }
    for (const Deployed& deployment : deployments) {
      const auto file = deployment.breaks(edge);
      if (!file) continue;
      report_moved(set, edge, *file);
      break;
    }
  }
}

}  // namespace agent
