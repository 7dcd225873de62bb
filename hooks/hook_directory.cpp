#include "hooks/hook_directory.hpp"

#include "base/text.hpp"
#include "os/file.hpp"

namespace hooks {
namespace {

std::string refusal_of(const HookDirectory& directory) {
  if (directory.scope.empty()) return {};
  if (directory.configured.empty()) {
    return "core.hooksPath is empty, so git would look for hooks in the top of the work tree: "
           "remove it with 'git config --" +
           directory.scope + " --unset core.hooksPath'";
  }
  if (directory.scope != "local" && directory.scope != "worktree") {
    return "core.hooksPath is '" + directory.configured + "' in the " + directory.scope +
           " configuration, so a hook there would run in every repository: give this one its own "
           "with 'git config core.hooksPath \"$(git rev-parse --git-common-dir)/hooks\"', or paste "
           "what 'git agents install --manual' prints";
  }
  if (directory.path.ends_with("/.husky/_")) {
    return "husky owns '" + directory.configured +
           "' and writes it anew: add a line 'git agents hook <event> \"$@\"' to the files of "
           "'.husky', or use git 2.54 or later, which runs our hooks beside husky's";
  }
  return {};
}

}  // namespace

HookDirectory hook_directory(const git::Repository& repository) {
  HookDirectory directory;
  const auto setting =
      git::query_if(repository, {"config", "-z", "--show-scope", "--get", "core.hooksPath"});
  if (setting) {
    const auto zero = setting->find('\0');
    directory.scope = setting->substr(0, zero);
    if (zero != std::string::npos) directory.configured = setting->c_str() + zero + 1;
  }
  if (directory.scope.empty() || !directory.configured.empty()) {
    std::string path =
        git::query(repository, {"rev-parse", "--path-format=absolute", "--git-path", "hooks"});
    if (path.ends_with('\n')) path.pop_back();
    directory.path = os::normalise(path);
  }
  directory.refusal = refusal_of(directory);
  return directory;
}

std::string shown_path(const git::Repository& repository, const std::string& path) {
  const std::string inside = repository.work_tree + "/";
  const bool below = !repository.work_tree.empty() && path.starts_with(inside);
  return base::quote_path(below ? path.substr(inside.size()) : path);
}

}  // namespace hooks
