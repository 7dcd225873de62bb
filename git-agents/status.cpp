#include <algorithm>
#include <array>

#include "agent/names.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "deploy/ledger_paths.hpp"
#include "git-agents/commands.hpp"
#include "git-agents/deployment.hpp"
#include "git-agents/operations.hpp"
#include "git-agents/session.hpp"
#include "git-agents/sources.hpp"
#include "git-agents/status_report.hpp"
#include "os/file.hpp"
#include "source/user_settings.hpp"

namespace cli {
namespace {

constexpr std::size_t shown_operations = 3;

constexpr std::array<Option, 1> options = {
    Option{.name = "format", .text = "How to print it", .value = "FORMAT", .choices = "human json"},
};

std::string first_problem(const base::Diagnostics& diagnostics) {
  for (const auto& diagnostic : diagnostics) {
    if (diagnostic.severity != base::Severity::error) continue;
    return diagnostic.path + ":" + std::to_string(diagnostic.place.line) + ": " +
           diagnostic.message;
  }
  return {};
}

class Look {
 public:
  explicit Look(Session& session) : session_(session), repository_(session.repository_if_any()) {}

  StatusReport run() {
    status_.in_repository = repository_ != nullptr;
    if (repository_) {
      definitions();
      hooks();
      index();
      status_.work = hooks::work_report(*repository_);
    }
    operations();
    sources();
    return std::move(status_);
  }

 private:
  void definitions() {
    const auto tree = session_.tree(false, {});
    status_.has_settings = source::govern(*tree).has_settings;
    auto validation = source::validate(*tree, {.memo = session_.memo(), .only = {}});
    settings_ = validation.settings;
    if (!validation.usable) status_.settings_problem = first_problem(validation.diagnostics);
    status_.trust = trust_state(session_.config(), settings_);
    status_.definitions = count_kinds(validation.catalog, [](const std::string&) { return true; });
    status_.errors = validation.count(base::Severity::error);
    status_.warnings = validation.count(base::Severity::warning);
    status_.infos = validation.count(base::Severity::info);
    status_.known = validation.known;
  }

  void hooks() {
    status_.switched_off = !session_.config().boolean("agents.enabled", true);
    status_.hooks = hooks::inspect(*repository_, session_.config(),
                                   hooks::events_for(*repository_, session_.config()));
  }

  /// Looks without refreshing: what was true before the question.
  void index() {
    const std::string path =
        os::join(os::join(repository_->git_dir, agent::state_folder), "index.db");
    if (!os::exists(path)) {
      status_.index = "none";
      return;
    }
    try {
      auto definitions = indexing::DefinitionIndex::open(*repository_);
      status_.index = definitions.fresh() ? "fresh" : "behind";
    } catch (const base::Error& error) {
      status_.index = error.message();
    }
  }

  void operations() {
    try {
      const auto state =
          track::State::open(track::state_directory(), track::State::Access::read, "status");
      if (status_.settings_problem.empty()) deployment(state);
      if (status_.settings_problem.empty()) deployed(state);
      for (auto& operation : state.operations()) {
        if (status_.operations.size() == shown_operations) break;
        const bool ours =
            repository_ ? concerns(operation, *repository_) : concerns_user(operation);
        if (ours) status_.operations.push_back(operation);
      }
    } catch (const base::Error& error) {
      status_.deployment_problem = error.message();
    }
  }

  /// Without a network: what the remotes answered last.
  void sources() {
    try {
      const auto configured = load_sources(session_);
      status_.sources = syncing::cache_statuses(configured.all, configured.locks(),
                                                session_.config(), {.ask = false});
    } catch (const base::Error& error) {
      // Of a configuration that cannot be used another line says so.
      if (status_.settings_problem.empty()) status_.sources_problem = error.message();
    }
  }

  void deployment(const track::State& state) {
    const bool any =
        !settings_.deploy.targets.empty() || !session_.user_settings().deploy.targets.empty();
    if (!any) return;
    DeploymentRequest request;
    request.how.hold_back = true;
    request.how.prune = true;
    const Deployment planned = plan_deployment(session_, request, state);
    for (const deploy::Plan* plan : planned.plans()) {
      StatusReport::Target target;
      target.id = plan->target.id;
      target.collisions = static_cast<std::size_t>(
          std::ranges::count(plan->collisions, false, &deploy::Collision::by_rank));
      for (const auto& [source, files] : plan->waiting) target.actions["waiting"] += files;
      for (const auto& item : plan->items) {
        ++target.actions[std::string(deploy::to_string(item.action))];
        if (item.action != deploy::Action::held) continue;
        std::string held = item.name + ": " + item.reason;
        if (target.held.empty() || target.held.back() != held) target.held.push_back(held);
      }
      status_.targets.push_back(std::move(target));
    }
  }

  /// What `--target` and former configurations left at other targets.
  void deployed(const track::State& state) {
    const std::string own = repository_ ? deploy::origin_of(*repository_) : std::string();
    const std::string user(os::parent(source::user_settings_file()));
    for (const auto& entry : state.entries()) {
      const bool planned = std::ranges::any_of(
          status_.targets, [&](const auto& target) { return target.id == entry.target; });
      if (planned || entry.origin.empty()) continue;
      if (entry.origin == own || entry.origin == user) ++status_.deployed[entry.target];
    }
  }

  Session& session_;
  const git::Repository* repository_;  ///< may be null
  settings::Settings settings_;
  StatusReport status_;
};

int run(const Args& args, Session& session) {
  const StatusReport status = Look(session).run();
  if (args.value("format") == "json") {
    print_status_json(session.out(), status);
  } else {
    print_status(session.out(), status);
  }
  return Exit::done;
}

}  // namespace

constinit const Command status_command{
    .name = "status",
    .group = Group::start,
    .summary = "show hooks, trust, definitions, sources and deployments of this repository",
    .arguments = "",
    .options = options,
    .run = run,
};

}  // namespace cli
