#include "git-agents/session.hpp"

#include <filesystem>
#include <iostream>

#include "base/error.hpp"
#include "base/text.hpp"
#include "index/memo.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"
#include "os/terminal.hpp"
#include "source/user_settings.hpp"

namespace cli {
namespace {

base::Error no_work_tree() {
  return base::Error(base::ErrorCode::not_found, "this repository has no work tree",
                     "'--rev HEAD' reads the last commit, where the command has that option");
}

/// What git's colour settings say: nothing = decide by the terminal.
std::optional<bool> forced_colour(const git::Config& config) {
  for (const char* key : {"color.agents", "color.ui"}) {
    const std::optional<std::string> value = config.text(key);
    if (!value) continue;
    const std::string word = base::to_lower_ascii(*value);
    if (word == "always") return true;
    if (word == "auto" || word == "true" || word.empty()) return std::nullopt;
    if (word == "never" || !config.boolean(key, true)) return false;
    return std::nullopt;
  }
  return std::nullopt;
}

/// git puts a pipe to the pager in front of us where pager.agents is set; colours go through it.
bool paged(int fd, const git::Config& config) {
  const auto set = [](const char* name) { return os::variable(name).value_or("") != ""; };
  return fd == 1 && os::variable("GIT_PAGER_IN_USE").value_or("") == "true" && !set("NO_COLOR") &&
         set("TERM") && os::variable("TERM") != "dumb" && config.boolean("color.pager", true);
}

std::optional<std::string> below(std::string_view root, std::string_view path) {
  if (path == root) return std::string();
  if (root == "/") return std::string(path.substr(1));
  if (!path.starts_with(root) || path[root.size()] != '/') return std::nullopt;
  return std::string(path.substr(root.size() + 1));
}

/// The path with all directories resolved; its last component stays as it is, so that a symbolic
/// link is named and not followed.
std::string resolved(const std::string& path) {
  std::error_code failed;
  const std::filesystem::path directory =
      std::filesystem::weakly_canonical(std::string(os::parent(path)), failed);
  return failed ? path : os::join(directory.string(), os::file_name(path));
}

}  // namespace

settings::Settings usable(settings::Loaded loaded) {
  for (const base::Diagnostic& diagnostic : loaded.diagnostics) {
    if (diagnostic.severity != base::Severity::error) continue;
    std::string place = base::quote_path(diagnostic.path);
    if (diagnostic.place.line != 0) {
      place += ":" + std::to_string(diagnostic.place.line) + ":" +
               std::to_string(diagnostic.place.column);
    }
    throw base::Error(base::ErrorCode::invalid, place + ": " + diagnostic.message, diagnostic.hint);
  }
  return std::move(loaded.settings);
}

std::ostream& Session::out() {
  return std::cout;
}
std::ostream& Session::err() {
  return std::cerr;
}

const git::Repository* Session::repository_if_any() {
  if (!repository_) repository_ = git::discover();
  return *repository_ ? &**repository_ : nullptr;
}

const git::Repository& Session::repository() {
  if (const git::Repository* found = repository_if_any()) return *found;
  throw base::Error(base::ErrorCode::not_found, "not a git repository",
                    "this command works in a git repository; 'git init' makes one");
}

const git::Config& Session::config() {
  if (!config_) {
    const git::Repository* found = repository_if_any();
    config_ = found != nullptr ? git::Config::load(*found) : git::Config::load_global();
  }
  return *config_;
}

bool Session::colour(int fd) {
  return forced_colour(config()).value_or(os::wants_colour(fd) || paged(fd, config()));
}

std::unique_ptr<source::Tree> Session::tree(bool staged, const std::string& revision) {
  if (staged && !revision.empty()) {
    throw base::Error(base::ErrorCode::usage, "'--staged' and '--rev' exclude each other");
  }
  if (staged) return source::staged_tree(repository());
  if (!revision.empty()) return source::commit_tree(repository(), revision);
  const git::Repository* found = repository_if_any();
  if (found == nullptr) return source::directory(std::filesystem::current_path().string());
  if (found->work_tree.empty()) throw no_work_tree();
  return source::work_tree(*found);
}

const settings::Settings& Session::settings() {
  if (!settings_) settings_ = usable(std::move(source::govern(*tree(false, {})).loaded));
  return *settings_;
}

const settings::Settings& Session::user_settings() {
  if (!user_settings_) user_settings_ = usable(source::user_settings());
  return *user_settings_;
}

const settings::Settings& Session::file_settings() {
  if (file_settings_) return *file_settings_;
  const git::Repository* found = repository_if_any();
  const bool has_file = found != nullptr && !found->work_tree.empty();
  file_settings_ = has_file ? usable(source::work_tree_settings(*found)) : settings::Settings();
  return *file_settings_;
}

indexing::DefinitionIndex& Session::index() {
  if (!index_) {
    index_.emplace(indexing::DefinitionIndex::open(repository()));
    index_->refresh(memo());
  }
  return *index_;
}

source::Memo* Session::memo() {
  if (!memo_tried_) {
    memo_tried_ = true;
    if (const git::Repository* found = repository_if_any()) {
      memo_ = indexing::MemoDb::open(*found);
    }
  }
  return memo_.get();
}

std::string Session::repository_path(const std::string& user_path) {
  const git::Repository* found = repository_if_any();
  const std::string root = found != nullptr && !found->work_tree.empty()
                               ? found->work_tree
                               : std::filesystem::current_path().string();
  const std::string path = os::normalise(os::absolute(user_path));
  if (const auto inside = below(root, path)) return *inside;
  if (const auto inside = below(root, resolved(path))) return *inside;
  throw base::Error(base::ErrorCode::usage, "'" + user_path + "' is outside of '" + root + "'");
}

}  // namespace cli
