#include "git-agents/deployment.hpp"

#include <algorithm>
#include <ostream>
#include <set>

#include "agent/names.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "deploy/exclude.hpp"
#include "git-agents/deploy_report.hpp"
#include "git-agents/sources.hpp"
#include "report/human.hpp"
#include "source/user_settings.hpp"
#include "sync/content.hpp"

namespace cli {
namespace {

constexpr std::size_t most_told = 10;

/// A configuration that came with a pull acts only after the user has agreed to it.
void require_trust(Session& session, const settings::Settings& settings) {
  const auto trusted = session.config().text("agents.trusted");
  if (trusted && *trusted == settings::trust_digest(settings)) return;
  throw base::Error(base::ErrorCode::conflict,
                    "nothing was deployed: what " + std::string(agent::settings_file) +
                        " may deploy was not agreed to",
                    "'git agents trust' shows it and agrees to it");
}

deploy::SourceInput input_of(const syncing::Content& content) {
  const settings::Source& configured = content.source.configured;
  return {.name = content.source.name,
          .rank = {.tier = static_cast<int>(configured.tier),
                   .priority = configured.priority,
                   .source = content.source.id},
          .path = configured.path,
          .commit = content.commit,
          .tree = content.tree.get(),
          .problem = content.problem,
          .broken = content.broken};
}

/// What the file of the commit that is checked out says; nothing where there is none.
std::optional<settings::Settings> committed_settings(const git::Repository& repository) {
  const std::string file = "HEAD:" + std::string(agent::settings_file);
  if (git::object_ids(repository, {file}).front().empty()) return std::nullopt;
  settings::Loaded loaded =
      std::move(source::govern(*source::commit_tree(repository, "HEAD")).loaded);
  if (!loaded.diagnostics.empty()) return std::nullopt;
  return std::move(loaded.settings);
}

/// What the work tree's own file says, the commit's where a sparse checkout has none; nothing where
/// neither is there. One that cannot be used keeps nobody from deploying a commit that has no
/// sources; else Error(invalid).
std::optional<settings::Settings> work_tree_settings(Session& session) {
  const git::Repository& repository = session.repository();
  if (repository.work_tree.empty()) return std::nullopt;
  const std::string path(agent::settings_file);
  const auto text =
      os::read_file_if_exists(os::join(repository.work_tree, path), source::max_settings_bytes);
  if (!text) return committed_settings(repository);
  settings::Loaded loaded = settings::parse(*text, path, source::vocabulary());
  if (loaded.diagnostics.empty()) return std::move(loaded.settings);
  const auto committed = committed_settings(repository);
  if (committed && !committed->sources.empty()) return session.settings();
  return std::nullopt;
}

bool has_settings_file(const git::Repository& repository) {
  return !repository.work_tree.empty() &&
         os::exists(os::join(repository.work_tree, agent::settings_file));
}

class Planner {
 public:
  Planner(Session& session, const DeploymentRequest& request, const track::State& state)
      : session_(session), request_(request), state_(state) {}

  Deployment plan() {
    const bool has_repository = session_.repository_if_any() != nullptr;
    if (has_repository) plan_repository();
    if (!has_repository || (request_.user && request_.how.targets.empty())) plan_user();
    return std::move(deployment_);
  }

 private:
  /// The definitions are those of the commit. What is pulled, and pinned, is what the work tree's
  /// files say, and so it is here, or else a deployment would take back what a pull just brought.
  void plan_repository() {
    const git::Repository& repository = session_.repository();
    deploy::Options how = request_.how;
    how.memo = session_.memo();
    deploy::Sources inputs;
    std::vector<syncing::Content> contents;
    const auto settings = work_tree_settings(session_);
    // Sources that nobody can name now are not sources that nobody wants.
    inputs.known = settings.has_value() || !has_settings_file(repository);
    if (settings) {
      if (request_.event.empty()) how.otherwise = settings->deploy.targets;
      if (!settings->sources.empty()) contents = project_contents(*settings);
      inputs.detect = settings->detect;
    }
    for (const auto& content : contents) inputs.inputs.push_back(input_of(content));
    deploy::Prepared prepared = deploy::prepare(repository, how, state_, inputs);
    if (!request_.event.empty() && !prepared.parts.empty()) {
      require_trust(session_, prepared.validation.settings);
    }
    tell(prepared, contents);
    deployment_.prepared.push_back(std::move(prepared));
  }

  std::vector<syncing::Content> project_contents(const settings::Settings& settings) {
    if (!request_.event.empty()) require_trust(session_, settings);
    const Sources sources = load_sources(session_);
    auto chosen =
        syncing::configured_sources(settings, session_.user_settings(), session_.config());
    std::erase_if(chosen,
                  [](const auto& source) { return source.scope != syncing::Scope::project; });
    return syncing::contents(chosen, sources.project_lock, sources.user_lock, request_.exact);
  }

  void plan_user() {
    const settings::Settings& settings = session_.user_settings();
    deploy::Options how = request_.how;
    how.memo = session_.memo();
    if (how.targets.empty()) how.targets = settings.deploy.targets;
    if (how.targets.empty()) return;
    const Sources sources = load_sources(session_);
    const auto contents =
        syncing::contents(sources.user, sources.project_lock, sources.user_lock, request_.exact);
    deploy::Sources inputs;
    for (const auto& content : contents) inputs.inputs.push_back(input_of(content));
    inputs.detect = settings.detect;
    const std::string origin(os::parent(source::user_settings_file()));
    deploy::Prepared prepared = deploy::prepare_user(origin, how, state_, inputs);
    tell(prepared, contents);
    deployment_.prepared.push_back(std::move(prepared));
  }

  void tell(const deploy::Prepared& prepared, const std::vector<syncing::Content>& contents) {
    for (const auto& content : contents) {
      if (!content.note.empty()) note(content.source.name, content.note);
    }
    for (const auto& source : prepared.sources) {
      const std::string of = "source '" + source.name + "': ";
      const std::string mend = ": 'git agents cache verify " + source.name +
                               "' tells what is wrong, 'git agents cache reset " + source.name +
                               "' clones it anew";
      if (source.broken && source.problem.empty()) {
        deployment_.errors.push_back(of + "part of it cannot be read" + mend);
      } else if (source.refused) {
        deployment_.errors.push_back(of + "nothing of it is deployed: " + source.problem +
                                     (source.broken ? mend : std::string()));
      } else if (!source.problem.empty()) {
        note(source.name, source.problem + ": 'git agents pull' fetches it");
      }
      tell_findings(source);
    }
    tell_waiting(prepared);
    for (const auto& word : prepared.unanswered) {
      deployment_.notes.push_back("'detect' names '" + word + "', which no source has");
    }
  }

  /// One note for all files that wait for a source to be read.
  void tell_waiting(const deploy::Prepared& prepared) {
    std::size_t files = 0;
    std::set<std::string> ids;
    for (const auto& part : prepared.parts) {
      for (const auto& [id, count] : part.plan.waiting) {
        files += count;
        ids.insert(id);
      }
    }
    if (files == 0) return;
    std::string names;
    for (const auto& id : ids) names += (names.empty() ? "'" : ", '") + id + "'";
    deployment_.notes.push_back(
        std::to_string(files) + (files == 1 ? " deployed file" : " deployed files") + " of " +
        names + (files == 1 ? " stays" : " stay") +
        " until all configured sources can be read: only then is it known what is still wanted");
  }

  void tell_findings(const deploy::SourceReport& source) {
    std::size_t told = 0;
    for (const auto& finding : source.findings) {
      // In the background nobody wants to know what concerns another program.
      if (finding.severity == base::Severity::info && !request_.event.empty()) continue;
      if (told++ == most_told) {
        note(source.name, "and more in " + base::quote_path(finding.path));
        return;
      }
      std::string place = base::quote_path(finding.path);
      if (finding.place.line != 0) {
        place +=
            ":" + std::to_string(finding.place.line) + ":" + std::to_string(finding.place.column);
      }
      note(source.name, place + ": " + finding.message);
    }
  }

  void note(const std::string& source, const std::string& sentence) {
    deployment_.notes.push_back("source '" + source + "': " + sentence);
  }

  Session& session_;
  const DeploymentRequest& request_;
  const track::State& state_;
  Deployment deployment_;
};

bool has_left_overs(const deploy::Plan& plan) {
  return std::ranges::any_of(
      plan.items, [](const auto& item) { return item.action == deploy::Action::orphan; });
}

}  // namespace

std::vector<const deploy::Plan*> Deployment::plans() const {
  std::vector<const deploy::Plan*> all;
  for (const auto& one : prepared) {
    for (const auto& part : one.parts) all.push_back(&part.plan);
  }
  return all;
}

std::vector<deploy::SourceReport> Deployment::sources() const {
  std::vector<deploy::SourceReport> all;
  for (const auto& one : prepared) all.insert(all.end(), one.sources.begin(), one.sources.end());
  return all;
}

bool Deployment::has_targets() const {
  return !plans().empty();
}

bool Deployment::changes() const {
  return std::ranges::any_of(
      plans(), [](const deploy::Plan* plan) { return plan->changes() || has_left_overs(*plan); });
}

bool Deployment::blocked() const {
  return !errors.empty() ||
         std::ranges::any_of(plans(), [](const deploy::Plan* plan) { return plan->blocked(); });
}

Deployment plan_deployment(Session& session, const DeploymentRequest& request,
                           const track::State& state) {
  return Planner(session, request, state).plan();
}

bool pulls_first(Session& session) {
  if (session.repository_if_any() == nullptr) return false;
  const auto settings = work_tree_settings(session);
  return settings && settings->deploy.pull;
}

void carry_out(Session& session, const Deployment& deployment, track::State& state,
               const DeploymentRequest& request) {
  const std::string reason = request.event.empty() ? std::string() : "hook: " + request.event;
  for (const auto& prepared : deployment.prepared) deploy::apply(prepared, state, reason);
  if (const git::Repository* repository = session.repository_if_any()) {
    deploy::update_exclude(*repository, state);
  }
}

Deployment deploy_now(Session& session, const DeploymentRequest& request) {
  auto state = track::State::open(track::state_directory(), track::State::Access::write, "deploy");
  for (const auto& sentence : state.recovered()) session.err() << "note: " << sentence << "\n";
  Deployment deployment = plan_deployment(session, request, state);
  carry_out(session, deployment, state, request);
  return deployment;
}

void print_deployment(std::ostream& out, std::ostream& err, const Deployment& deployment,
                      bool dry) {
  for (const auto* plan : deployment.plans()) print_plan(out, *plan, dry);
  tell_sources(err, deployment);
}

void tell_sources(std::ostream& err, const Deployment& deployment) {
  for (const auto& sentence : deployment.errors) {
    err << "error: " << report::printable(sentence) << "\n";
  }
  for (const auto& sentence : deployment.notes) {
    err << "note: " << report::printable(sentence) << "\n";
  }
}

}  // namespace cli
