#include "settings/settings.hpp"

namespace settings {
namespace {

using enum Key::Setter;
using enum Key::Shape;

constexpr std::string_view orders[] = {"root-first", "nearest-first"};
constexpr std::string_view severities[] = {"error", "warning", "info"};
constexpr std::string_view rule_levels[] = {"off", "info", "warning", "error"};
constexpr std::string_view deploy_events[] = {"commit", "merge", "checkout"};
constexpr std::string_view repository_scopes[] = {"project"};

constexpr Key table[] = {
    {.name = "version",
     .setter = repository,
     .text = "version of this file's format; must be 1",
     .shape = integer,
     .example = "1",
     .least = 1,
     .most = 1,
     .required = true},
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
    {.name = "build.stage", .setter = planned, .text = "stage tracked built files in the commit"},
    {.name = "index", .setter = planned, .text = "catalogue file kept up to date by the hooks"},
    {.name = "deploy", .setter = repository, .text = "what hooks deploy, and when"},
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
     .example = R"([{"tool": "claude", "scope": "project"}])"},
    {.name = "deploy.targets.tool",
     .setter = trusted,
     .text = "the tool that reads what is deployed",
     .shape = word,
     .vocabulary = &Vocabulary::tools,
     .required = true},
    {.name = "deploy.targets.scope",
     .setter = trusted,
     .text = "the tool's directories in this repository; a repository may name no others",
     .shape = word,
     .words = repository_scopes,
     .standard = R"("project")"},
    {.name = "deploy.local-edits",
     .setter = planned,
     .text = "what to do with deployed files that were edited"},
    {.name = "deploy.pull", .setter = planned, .text = "pull before deploying"},
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
    {.name = "sources", .setter = planned, .text = "upstream repositories of definitions"},
    {.name = "approval", .setter = planned, .text = "approval of gated changes"},
};

}  // namespace

std::span<const Key> keys() {
  return table;
}

std::span<const std::string_view> words_of(const Key& key, const Vocabulary& vocabulary) {
  return key.vocabulary ? vocabulary.*key.vocabulary : key.words;
}

}  // namespace settings
