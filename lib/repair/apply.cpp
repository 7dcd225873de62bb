#include "repair/apply.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "objects/unified_diff.hpp"
#include "os/digest.hpp"
#include "os/file.hpp"

namespace repair {

FindGuards guards_of(const git::Repository& repository, const track::State& state) {
  return [&repository, &state](const std::vector<std::string>& paths) {
    const git::Unstaged unstaged = git::unstaged_lines(repository, paths);
    Guards guards;
    for (const auto& [path, lines] : unstaged.lines) guards[path].lines = lines;
    for (const std::string& path : paths) {
      if (unstaged.unmerged.contains(path)) {
        guards[path].reason = "the file has unmerged changes";
        guards[path].hint = "resolve the conflict and 'git add' the file";
      } else if (const auto entry = state.find(os::join(repository.work_tree, path))) {
        guards[path].reason =
            "the file was deployed from '" + base::quote_path(entry->origin_path) + "'";
        guards[path].hint = "repair it there and deploy again";
      }
    }
    return guards;
  };
}

std::int64_t apply(const Plan& plan, const std::string& root, track::State& state) {
  std::vector<track::Step> steps;
  for (const FileRepair& file : plan.files) {
    track::Step step;
    step.path = os::join(root, file.path);
    step.expected = os::sha256_hex(file.before);
    const auto stat = os::stat_if_exists(step.path);
    if (!stat) {
      throw base::Error(base::ErrorCode::conflict,
                        "'" + base::quote_path(file.path) + "' was removed in the meantime");
    }
    if (file.new_path != file.path) {
      step.keep_directory = std::string(os::parent(step.path));
      steps.push_back(step);
      step.path = os::join(root, file.new_path);
      step.expected.reset();
      step.keep_directory.clear();
    }
    step.after = file.after;
    step.mode = stat->mode & 0777;
    step.exact_mode = true;
    steps.push_back(std::move(step));
  }
  return state.apply("validate --fix", "fix:project:" + root, {}, steps);
}

std::string patch(const Plan& plan) {
  std::string text;
  for (const FileRepair& file : plan.files) {
    text += objects::unified_diff(file.before, file.after, file.path, file.new_path);
  }
  return text;
}

}  // namespace repair
