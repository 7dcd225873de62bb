#include <algorithm>

#include "base/error.hpp"
#include "settings/lookup.hpp"

namespace settings {
namespace {

using enum Key::Setter;
using enum Key::Shape;

constexpr std::string_view orders[] = {"root-first", "nearest-first"};
constexpr std::string_view severities[] = {"error", "warning", "info"};
constexpr std::string_view rule_levels[] = {"off", "info", "warning", "error"};
constexpr std::string_view deploy_events[] = {"commit", "merge", "checkout"};
constexpr std::string_view repository_scopes[] = {"project"};
constexpr std::string_view approval_modes[] = {"off", "record"};
constexpr std::string_view tiers[] = {"project", "user", "system"};
constexpr std::string_view sync_methods[] = {"auto", "git", "http"};

constexpr Key table[] = {
    {.name = "version",
     .setter = repository,
     .text = "version of this file's format; must be 1",
     .shape = integer,
     .example = "1",
     .least = 1,
     .most = 1,
     .required = true,
     .for_user = true},
    {.name = "definitions",
     .setter = repository,
     .text = "where the definitions are: a list of {path, kind, profile}; default: the well-known "
             "places",
     .shape = mappings,
     .standard = "[]",
     .example = R"([{"path": "plugins/*/skills", "kind": "skill"}])"},
    {.name = "definitions.path",
     .setter = repository,
     .text = "a directory of definitions, relative to the repository's root; a component may be *",
     .shape = path,
     .example = R"("plugins/*/skills")",
     .required = true},
    {.name = "definitions.kind",
     .setter = repository,
     .text = "what is there; default: the first of these",
     .shape = word,
     .vocabulary = &Vocabulary::kinds},
    {.name = "definitions.profile",
     .setter = repository,
     .text = "whose format it is; default: decided by path and content",
     .shape = word,
     .vocabulary = &Vocabulary::profiles},
    {.name = "build", .setter = repository, .text = "how definitions are composed"},
    {.name = "build.base",
     .setter = repository,
     .text = "file name of inherited bases",
     .shape = file_name,
     .standard = R"("BASE-AGENT.md")"},
    {.name = "build.order",
     .setter = repository,
     .text = "order in which inherited bases are appended",
     .shape = word,
     .words = orders,
     .standard = R"("root-first")"},
    {.name = "build.output",
     .setter = trusted,
     .text = "directory that composed definitions are written to; default: none",
     .shape = directory,
     .example = R"("dist/composed")"},
    {.name = "build.stage",
     .setter = trusted,
     .text = "put tracked built files of what a commit changes into the same commit",
     .shape = boolean,
     .standard = "false",
     .example = "true"},
    {.name = "index", .setter = planned, .text = "catalogue file kept up to date by the hooks"},
    {.name = "deploy",
     .setter = repository,
     .text = "what hooks deploy, and when",
     .for_user = true},
    {.name = "deploy.on",
     .setter = trusted,
     .text = "events that deploy",
     .shape = words,
     .words = deploy_events,
     .standard = R"(["merge", "checkout"])"},
    {.name = "deploy.branches",
     .setter = trusted,
     .text = "branches that deploy; default: the remote's default branch",
     .shape = texts,
     .standard = "[]",
     .example = R"(["main"])"},
    {.name = "deploy.targets",
     .setter = trusted,
     .text = "where to deploy: a list of {tool, scope}",
     .shape = mappings,
     .standard = "[]",
     .example = R"([{"tool": "claude", "scope": "project"}])",
     .for_user = true},
    {.name = "deploy.targets.tool",
     .setter = trusted,
     .text = "the tool that reads what is deployed",
     .shape = word,
     .vocabulary = &Vocabulary::tools,
     .required = true,
     .for_user = true},
    {.name = "deploy.targets.scope",
     .setter = trusted,
     .text = "the tool's directories in this repository; a repository may name no others",
     .shape = word,
     .words = repository_scopes,
     .standard = R"("project")",
     .for_user = true},
    {.name = "deploy.local-edits",
     .setter = planned,
     .text = "what to do with deployed files that were edited"},
    {.name = "deploy.pull",
     .setter = trusted,
     .text = "a deployment pulls the sources first",
     .shape = boolean,
     .standard = "false",
     .example = "true"},
    {.name = "validate", .setter = repository, .text = "how definitions are checked"},
    {.name = "validate.fail-on",
     .setter = repository,
     .text = "lowest severity that fails",
     .shape = word,
     .words = severities,
     .standard = R"("error")"},
    {.name = "validate.rules",
     .setter = repository,
     .text = "severities of rules: {rule: off|info|warning|error}",
     .shape = levels,
     .words = rule_levels,
     .standard = "{}",
     .example = R"({"cycle": "warning"})"},
    {.name = "validate.ignore",
     .setter = repository,
     .text = "paths that are not validated, as in .gitignore",
     .shape = texts,
     .standard = "[]",
     .example = R"(["vendor/**"])"},
    {.name = "validate.max-bytes",
     .setter = repository,
     .text = "a larger definition is not parsed",
     .shape = integer,
     .standard = "1048576",
     .least = 1024,
     .most = 64LL << 20},
    {.name = "validate.profiles",
     .setter = repository,
     .text = "other hosts that read the same definitions: what they refuse is an error",
     .shape = words,
     .vocabulary = &Vocabulary::profiles,
     .standard = "[]",
     .example = R"(["gemini"])"},
    {.name = "sources",
     .setter = trusted,
     .text = "upstream repositories of definitions: a list of {name, url, ref, path, priority, "
             "tier, sync}",
     .shape = mappings,
     .standard = "[]",
     .example = R"([{"url": "owner/repo", "ref": "main"}])",
     .for_user = true},
    {.name = "sources.name",
     .setter = trusted,
     .text = "what it is called; default: made of the URL",
     .shape = Key::Shape::name,
     .example = R"("library")",
     .for_user = true},
    {.name = "sources.url",
     .setter = trusted,
     .text = "owner/repo of GitHub, or a URL that git fetches from; without credentials",
     .shape = url,
     .example = R"("https://git.example.com/team/library")",
     .required = true,
     .for_user = true},
    {.name = "sources.ref",
     .setter = trusted,
     .text = "branch, tag or commit; default: the remote's default branch",
     .shape = ref,
     .example = R"("main")",
     .for_user = true},
    {.name = "sources.path",
     .setter = trusted,
     .text = "directory of it that holds the definitions; default: all of it",
     .shape = path,
     .example = R"("library")",
     .for_user = true},
    {.name = "sources.priority",
     .setter = trusted,
     .text = "of two definitions with one name in one tier the lower number wins",
     .shape = integer,
     .standard = "100",
     .least = 0,
     .most = 1000,
     .for_user = true},
    {.name = "sources.tier",
     .setter = trusted,
     .text = "where its definitions rank: project over user over system",
     .shape = word,
     .words = tiers,
     .standard = R"("project")",
     .for_user = true},
    {.name = "sources.sync",
     .setter = trusted,
     .text = "how it is fetched; auto: by git, over HTTP where git cannot get through",
     .shape = word,
     .words = sync_methods,
     .standard = R"("auto")",
     .for_user = true},
    {.name = "detect",
     .setter = trusted,
     .text = "which definitions of the sources are deployed, by the files that a repository has: a "
             "list of {files, deploy}; default: all",
     .shape = mappings,
     .standard = "[]",
     .example = R"([{"files": ["pyproject.toml"], "deploy": ["engineer/python"]}])",
     .for_user = true},
    {.name = "detect.files",
     .setter = trusted,
     .text = "patterns as in .gitignore; one file that is there is enough; none: always",
     .shape = texts,
     .standard = "[]",
     .example = R"(["pyproject.toml", "setup.py"])",
     .for_user = true},
    {.name = "detect.deploy",
     .setter = trusted,
     .text = "names of definitions, or their paths without extension",
     .shape = texts,
     .example = R"(["engineer/python"])",
     .required = true,
     .for_user = true},
    {.name = "approval",
     .setter = repository,
     .text = "which changes a push writes a request of approval for"},
    {.name = "approval.mode",
     .setter = repository,
     .text = "record: pushes write requests and are never blocked; off: they do not; default: "
             "record where there are paths, else off",
     .shape = word,
     .words = approval_modes},
    {.name = "approval.paths",
     .setter = repository,
     .text = "gated paths, as in .gitignore; the configuration and the baseline always are",
     .shape = texts,
     .standard = "[]",
     .example = R"(["plugins/**"])"},
};

}  // namespace

std::span<const Key> keys() {
  return table;
}

std::span<const std::string_view> words_of(const Key& key, const Vocabulary& vocabulary) {
  return key.vocabulary ? vocabulary.*key.vocabulary : key.words;
}

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

}  // namespace settings
