#include "sync/cache.hpp"

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "base/error.hpp"
#include "base/text.hpp"
#include "git/failure.hpp"
#include "os/digest.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"
#include "track/source_store.hpp"
#include "track/state.hpp"

namespace syncing {
namespace {

constexpr std::chrono::minutes lock_patience{2};

/// The path with all symbolic links resolved; "" where there is nothing.
std::string real_path(const std::string& path) {
  std::error_code failed;
  const auto resolved = std::filesystem::canonical(path, failed);
  return failed ? std::string() : resolved.string();
}

bool is_plain_repository(const std::string& git_dir) {
  const auto stat = os::stat_if_exists(git_dir);
  return stat && stat->is_directory() && os::exists(git_dir + "/HEAD") &&
         os::exists(git_dir + "/objects") && os::exists(git_dir + "/refs") &&
         !os::exists(git_dir + "/commondir");
}

std::string beside(const std::string& directory, std::string_view suffix) {
  std::string name = ".";
  name.append(os::file_name(directory)).append(suffix);
  return os::join(os::parent(directory), name);
}

os::Command git_at(const std::string& directory, std::vector<std::string> arguments) {
  git::Repository nowhere;
  nowhere.work_tree = directory;
  return git::command(nowhere, std::move(arguments));
}

void run_at(const std::string& directory, const std::vector<std::string>& arguments) {
  const auto result = os::run(git_at(directory, arguments));
  if (!result.ok()) throw git::failure(arguments, result);
}

/// The one line of a ref's file (gitrepository-layout(5)): an id, or "ref: <another>".
std::optional<std::string> ref_line(const git::Repository& cache, const std::string& ref) {
  constexpr std::size_t max_bytes = 4096;
  const auto text = os::read_file_if_exists(os::join(cache.git_dir, ref), max_bytes);
  if (!text) return std::nullopt;
  return std::string(base::trim(*text));
}

}  // namespace

std::string commit_at(const git::Repository& cache, const std::string& ref) {
  constexpr std::string_view link = "ref: ";
  auto line = ref_line(cache, ref);
  if (line && line->starts_with(link)) line = ref_line(cache, line->substr(link.size()));
  // Packed, in a reftable, a tag, or not there.
  const bool plain = line && is_commit_id(*line) && !ref.starts_with("refs/tags/");
  return plain ? *line : git::object_ids(cache, {ref + "^{commit}"}).front();
}

std::optional<git::Repository> open_cache(const std::string& directory) {
  const std::string top = real_path(directory);
  if (top.empty() || !os::exists(os::join(top, ".git"))) return std::nullopt;
  const std::string git_dir = os::join(top, ".git");
  if (is_plain_repository(git_dir)) {
    git::Repository repository;
    repository.work_tree = top;
    repository.git_dir = repository.common_dir = git_dir;
    repository.run_hooks = false;
    return repository;
  }
  auto found = git::discover(top);
  if (!found || found->work_tree != top) return std::nullopt;
  found->run_hooks = false;
  return found;
}

git::Repository create_cache(const std::string& directory, const std::string& url) {
  const std::string made = beside(directory, ".new");
  remove_tree(made);
  os::make_directories(made);
  // No template: it may bring hooks.
  run_at(made, {"init", "-q", "--template=", "."});
  for (const auto& [key, value] : std::initializer_list<std::pair<const char*, std::string>>{
           {"core.symlinks", "false"},
           {"core.autocrlf", "false"},
           {"core.eol", "lf"},
           {"core.logAllRefUpdates", "true"},
           {"remote.origin.url", url},
           {"remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*"}}) {
    run_at(made, {"config", key, value});
  }
  // What a killed process of ours leaves is nobody's edit.
  os::write_atomically(os::join(made, ".git/info/exclude"), ".*.tmp\n", os::Sync::no);
  move_tree(made, directory);
  return *open_cache(directory);
}

std::string unfinished_directory(const std::string& directory) {
  return beside(directory, ".partial");
}

os::LockFile lock_cache(const std::string& directory) {
  const std::string locks = os::join(os::cache_home(), "git-agents/locks");
  os::make_directories(locks, 0700);
  constexpr std::size_t digits = 32;
  const std::string name = os::sha256_hex(os::normalise(directory)).substr(0, digits);
  return {os::join(locks, name), "sync " + directory, lock_patience};
}

void recover_files() {
  const auto directory = track::state_directory();
  if (!os::exists(directory)) return;
  if (!track::SourceStore::open(directory).has_interrupted_operation()) return;
  track::State::open(directory, track::State::Access::write, "recovery");
}

bool is_commit_id(std::string_view text) {
  return (text.size() == 40 || text.size() == 64) &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string branch_name(std::string_view ref) {
  constexpr std::string_view heads = "refs/heads/";
  return std::string(ref.starts_with(heads) ? ref.substr(heads.size()) : ref);
}

std::string time_name() {
  std::string time = os::iso_time(os::now_ns());
  std::erase(time, ':');
  return time;
}

std::string backup_ref(const std::string& commit) {
  constexpr std::size_t digits = 7;
  return std::string(backup_prefix) + time_name() + "-" + commit.substr(0, digits);
}

std::string branch_of(const std::string& resolved_ref) {
  constexpr std::string_view heads = "refs/heads/";
  return resolved_ref.starts_with(heads) ? resolved_ref : std::string(heads) + "pinned";
}

void first_checkout(const git::Repository& cache, const std::string& resolved_ref) {
  // What an interrupted one left: nobody but us works here yet.
  os::remove_file(os::join(cache.git_dir, "index.lock"));
  git::query(cache, {"read-tree", "--reset", "-u", std::string(upstream_ref)});
  const std::string branch = branch_of(resolved_ref);
  git::query(cache, {"update-ref", branch, std::string(upstream_ref)});
  git::query(cache, {"update-ref", std::string(integrated_ref), std::string(upstream_ref)});
  git::query(cache, {"symbolic-ref", "HEAD", branch});
  if (resolved_ref != branch) return;
  const std::string name = branch.substr(std::string_view("refs/heads/").size());
  git::query(cache, {"config", "branch." + name + ".remote", "origin"});
  git::query(cache, {"config", "branch." + name + ".merge", branch});
}

std::optional<std::string> local_commit(const git::Repository& cache, const std::string& commit) {
  const auto ids = git::object_ids(
      cache, {std::string(commits_prefix) + commit + "^{commit}", commit + "^{commit}"});
  for (const auto& id : ids) {
    if (!id.empty()) return id;
  }
  return std::nullopt;
}

void move_tree(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) throw base::io_error("move", from, errno);
}

void remove_tree(const std::string& directory) {
  std::error_code failed;
  std::filesystem::remove_all(directory, failed);
  if (failed) throw base::io_error("remove", directory, failed.value());
}

}  // namespace syncing
