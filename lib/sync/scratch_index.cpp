#include "sync/scratch_index.hpp"

#include <array>
#include <cstdio>

#include "base/text.hpp"
#include "git/failure.hpp"
#include "os/file.hpp"

namespace syncing {
namespace {

std::string octal(std::uint32_t mode) {
  std::array<char, 16> digits{};
  std::snprintf(digits.data(), digits.size(), "%06o", mode);
  return digits.data();
}

}  // namespace

ScratchIndex::ScratchIndex(const git::Repository& repository, const std::string& treeish)
    : repository_(repository), directory_(os::join(repository.git_dir, "agents-index")) {
  run({"read-tree", treeish});
}

void ScratchIndex::take_files(const std::vector<std::string>& paths) {
  std::string input;
  for (const auto& path : paths) input += path + '\0';
  if (input.empty()) return;
  run({"update-index", "--add", "--remove", "--replace", "-z", "--stdin"}, std::move(input));
}

void ScratchIndex::put(const std::vector<Entry>& entries) {
  std::string input;
  for (const auto& entry : entries) {
    const bool removed = entry.mode == 0;
    input += octal(entry.mode) + " " + (removed ? std::string(entry.id.size(), '0') : entry.id) +
             " 0\t" + entry.path + '\0';
  }
  if (!input.empty()) run({"update-index", "-z", "--index-info"}, std::move(input));
}

std::string ScratchIndex::write_tree() {
  return std::string(base::trim(run({"write-tree"})));
}

std::string ScratchIndex::run(std::vector<std::string> arguments, std::string input) {
  os::Command git = git::command(repository_, arguments);
  git.environment.emplace_back("GIT_INDEX_FILE", os::join(directory_.path(), "index"));
  git.input = std::move(input);
  os::Result result = os::run(git);
  if (!result.ok()) throw git::failure(arguments, result);
  return std::move(result.output);
}

}  // namespace syncing
