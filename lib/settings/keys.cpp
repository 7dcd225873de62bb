#include "settings/settings.hpp"

namespace settings {
namespace {

using enum Key::Setter;

constexpr Key table[] = {
    {"version", repository, "version of this file's format; must be 1"},
    {"definitions", repository, "where the definitions are: a list of {path, kind, profile}"},
    {"build.base", repository, "file name of inherited bases"},
    {"build.order", repository, "root-first or nearest-first"},
    {"build.output", trusted, "directory that composed definitions are written to"},
    {"build.stage", planned, "stage tracked built files in the commit"},
    {"index.export", planned, "catalogue file kept up to date by the hooks"},
    {"deploy.on", trusted, "events that deploy: commit, merge, checkout"},
    {"deploy.branches", trusted, "branches that deploy; default: the remote's default branch"},
    {"deploy.targets", trusted, "where to deploy: a list of {tool, scope}"},
    {"deploy.local-edits", planned, "what to do with deployed files that were edited"},
    {"deploy.pull", planned, "pull before deploying"},
    {"validate.fail-on", repository, "lowest severity that fails: error, warning or info"},
    {"validate.rules", repository, "severities of rules: {rule: off|info|warning|error}"},
    {"validate.ignore", repository, "paths that are not validated, as in .gitignore"},
    {"validate.max-bytes", repository, "a larger definition is not parsed"},
    {"sources", planned, "upstream repositories of definitions"},
    {"approval", planned, "approval of gated changes"},
};

}  // namespace

std::span<const Key> keys() {
  return table;
}

}  // namespace settings
