#include "git-agents/source_file.hpp"

#include <filesystem>

#include "agent/names.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "git-agents/trust_record.hpp"
#include "objects/unified_diff.hpp"
#include "os/digest.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"
#include "source/user_settings.hpp"
#include "source/validation.hpp"
#include "sync/lock.hpp"
#include "track/state.hpp"

namespace cli {
namespace {

constexpr std::size_t max_lock_bytes = std::size_t{256} << 20;

/// A user's dot-files are often links into a directory of their own: the file there is edited.
std::string without_links(const std::string& path) {
  std::error_code failed;
  const auto real = std::filesystem::weakly_canonical(path, failed);
  return failed ? path : real.string();
}

track::Step step_of(const std::string& path, const std::optional<std::string>& before,
                    std::string after) {
  track::Step step;
  step.path = track::canonical_path(path);
  step.after = std::move(after);
  if (before) step.expected = os::sha256_hex(*before);
  return step;
}

}  // namespace

SourceFile SourceFile::open(Session& session, bool user) {
  SourceFile file;
  const git::Repository* repository = session.repository_if_any();
  if (user || repository == nullptr) {
    file.scope_ = syncing::Scope::user;
    file.name_ = source::user_settings_file();
    file.path_ = without_links(file.name_);
    file.lock_path_ = os::join(os::parent(file.name_), syncing::user_lock_file);
  } else if (repository->work_tree.empty()) {
    throw base::Error(base::ErrorCode::not_found, "this repository has no work tree",
                      "'--user' edits your own file instead");
  } else {
    file.name_ = agent::settings_file;
    file.path_ = os::join(repository->work_tree, agent::settings_file);
    file.lock_path_ = os::join(repository->work_tree, syncing::lock_file);
    const auto stat = os::stat_if_exists(file.path_);
    if (stat && !stat->is_file()) {
      throw base::Error(base::ErrorCode::invalid, "'" + file.name_ + "' is not a regular file",
                        "replace it by a file");
    }
  }
  const auto text = os::read_file_if_exists(file.path_, source::max_settings_bytes);
  file.exists_ = text.has_value();
  file.text_ = text.value_or("");
  const auto described = file.file();
  file.settings_ =
      usable(settings::parse(file.text_, file.name_, described.vocabulary, described.owner));
  return file;
}

settings::File SourceFile::file() const {
  const bool project = scope_ == syncing::Scope::project;
  return {text_, source::vocabulary(),
          project ? settings::Owner::repository : settings::Owner::user};
}

std::vector<syncing::Source> SourceFile::sources_with(const settings::Settings& changed,
                                                      Session& session) const {
  if (scope_ == syncing::Scope::project) {
    return syncing::configured_sources(changed, session.user_settings(), session.config());
  }
  return syncing::configured_sources(session.file_settings(), changed, session.config());
}

const std::string& SourceFile::text_of(const settings::Edited& edited) {
  if (edited.problem.empty()) return edited.text;
  throw base::Error(base::ErrorCode::invalid, "nothing was changed: " + edited.problem,
                    edited.paste.empty() ? "" : "by hand:\n" + edited.paste);
}

std::int64_t SourceFile::write(Session& session, const std::string& command,
                               const std::string& text, const std::string& forget) const {
  if (exists_ && text == text_) return 0;
  const bool project = scope_ == syncing::Scope::project;
  std::string target = "source:user";
  if (project) target = "source:project:" + track::canonical_path(session.repository().work_tree);
  std::vector<track::Step> steps = {
      step_of(path_, exists_ ? std::optional<std::string>(text_) : std::nullopt, text)};
  if (const auto lock_text = os::read_file_if_exists(lock_path_, max_lock_bytes);
      lock_text && !forget.empty()) {
    auto lock = syncing::parse_lock(*lock_text, lock_path_);
    if (lock.erase(forget) > 0) {
      steps.push_back(step_of(lock_path_, lock_text, syncing::format_lock(lock)));
    }
  }
  auto state = track::State::open(track::state_directory(), track::State::Access::write, command);
  for (const auto& sentence : state.recovered()) session.err() << "note: " << sentence << "\n";
  const auto operation = state.apply(command, target, {}, steps);
  if (!project) return operation;
  // Also where there was nothing that anybody could have agreed to.
  const Trust trust = trust_state(session.config(), settings_);
  const bool asked_for_nothing =
      settings::trust_digest(settings_) == settings::trust_digest(settings::Settings());
  if (trust == Trust::current || (trust == Trust::never && asked_for_nothing)) {
    const auto described = file();
    record_trust(session.repository(),
                 settings::parse(text, name_, described.vocabulary, described.owner).settings);
  }
  return operation;
}

std::string SourceFile::difference(const std::string& text) const {
  return objects::unified_diff(text_, text, name_, name_);
}

}  // namespace cli
