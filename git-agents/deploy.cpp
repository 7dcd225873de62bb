#include <algorithm>
#include <ostream>

#include "agent/graph.hpp"
#include "agent/names.hpp"
#include "base/edit_distance.hpp"
#include "base/error.hpp"
#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "git-agents/commands.hpp"
#include "git-agents/deployment.hpp"
#include "git-agents/pull.hpp"
#include "git-agents/session.hpp"
#include "git-agents/view.hpp"
#include "report/human.hpp"
#include "report/json.hpp"
#include "source/user_settings.hpp"

namespace cli {
namespace {

constexpr Option options[] = {
    {.name = "target",
     .text = "Deploy to this tool, whatever is configured",
     .value = "TOOL",
     .completer = Completer::target},
    {"scope", "Where the tool looks: in this repository, or in the user's home", "SCOPE",
     "project user"},
    {"check", "Write nothing; exit 1 where the deployment is not what it should be"},
    {"dry-run", "Write nothing; show what would be done"},
    {"prune", "Also remove deployed files that are no longer wanted and were not edited"},
    {"worktree", "Deploy the work tree instead of HEAD"},
    {.name = "accept",
     .text = "Deploy NAME although it has errors or new privileges",
     .value = "NAME",
     .completer = Completer::definition,
     .repeatable = true},
    {.name = "adopt",
     .text = "Take over files of NAME that were there before",
     .value = "NAME",
     .completer = Completer::definition,
     .repeatable = true},
    {"skip-sync", "Pull no sources first, whatever deploy.pull says"},
    {"force", "Replace deployed files that were edited; 'git agents undo' brings them back"},
    {.name = "from-hook",
     .text = "Run as the hooks run it, for EVENT",
     .value = "EVENT",
     .completer = Completer::event},
    format_option,
};

deploy::Options read_options(const Args& args) {
  deploy::Options how;
  // What a hook removes is what git removed, and 'git agents undo' brings it back.
  how.prune = args.has("prune") || args.has("from-hook");
  how.force = args.has("force");
  how.worktree = args.has("worktree");
  how.hold_back = args.has("from-hook");
  for (const auto& name : args.values("accept")) how.accept.insert(agent::match_key(name));
  for (const auto& name : args.values("adopt")) how.adopt.insert(agent::match_key(name));
  if (args.has("target") || args.has("scope")) {
    const auto tool = args.value("target");
    how.targets.push_back({tool.empty() ? "claude" : tool, args.value("scope")});
  }
  return how;
}

/// Every --accept and --adopt must mean a definition.
void require_known(const Args& args, const Deployment& deployment) {
  std::vector<std::string> names;
  for (const auto& prepared : deployment.prepared) {
    for (const auto& part : prepared.parts) {
      for (const auto& wanted : part.wanted) {
        names.push_back(wanted.name);
        const auto stem = deploy::definition_stem(wanted.definition);
        if (stem != wanted.name) names.push_back(stem);
      }
    }
  }
  const std::vector<std::string_view> views(names.begin(), names.end());
  for (const char* option : {"accept", "adopt"}) {
    for (const auto& name : args.values(option)) {
      const bool known = std::ranges::any_of(names, [&](const std::string& candidate) {
        return agent::match_key(candidate) == agent::match_key(name);
      });
      if (known) continue;
      const auto near = base::nearest(name, views);
      throw base::Error(
          base::ErrorCode::not_found, "there is no definition '" + name + "'",
          near ? "did you mean '" + std::string(*near) + "'?" : "'git agents list' shows all");
    }
  }
}

/// For whoever reads why a hook left something: one line, the first of them by name.
void tell_held(const std::vector<const deploy::Plan*>& plans, Session& session) {
  std::size_t held = 0;
  const deploy::Item* first = nullptr;
  for (const auto* plan : plans) {
    for (const auto& item : plan->items) {
      if (item.action != deploy::Action::held) continue;
      if (held++ == 0) first = &item;
    }
  }
  if (!first) return;
  const std::string word = base::shell_word(report::printable(first->name));
  const char quote = word.starts_with('\'') ? '"' : '\'';
  session.err() << "error: '" << report::printable(first->name)
                << "' was held back: " << report::printable(first->reason)
                << (held > 1 ? "; " + std::to_string(held - 1) + " more files too" : "") << ": "
                << quote << "git agents deploy --accept " << word << quote << " deploys it\n";
}

/// Outside a repository the user's own targets are all that there is.
void adapt_to_place(const Args& args, Session& session, DeploymentRequest& request) {
  if (session.repository_if_any() != nullptr) return;
  auto& targets = request.how.targets;
  if (!args.has("scope")) {
    for (auto& target : targets) target.scope = "user";
  }
  const bool user_only =
      std::ranges::all_of(targets, [](const auto& target) { return target.scope == "user"; });
  if (!user_only || request.how.worktree) session.repository();
  if (!targets.empty() || !session.user_settings().deploy.targets.empty()) return;
  throw base::Error(
      base::ErrorCode::not_found,
      "there is nowhere to deploy to: outside of a repository the targets are the "
      "user's own, and there are none",
      "set deploy.targets in '" + source::user_settings_file() + "', or give '--target claude'");
}

/// Not even a file that is left over, or that waits for a source.
bool plans_nothing(const deploy::Prepared& prepared) {
  return std::ranges::all_of(prepared.parts, [](const auto& part) {
    return part.plan.items.empty() && part.plan.waiting.empty();
  });
}

void require_something_to_deploy(const Deployment& deployment, bool has_repository, bool worktree) {
  if (deployment.plans().empty()) {
    throw base::Error(base::ErrorCode::usage, "there is nowhere to deploy to",
                      "set deploy.targets in " + std::string(agent::settings_file) +
                          ", or give '--target claude'");
  }
  if (!has_repository || worktree) return;
  const deploy::Prepared& own = deployment.prepared.front();
  if (own.commit.empty() && own.sources.empty() && !own.parts.empty() && plans_nothing(own)) {
    throw base::Error(base::ErrorCode::not_found, "there is no commit to deploy yet",
                      "'git agents deploy --worktree' deploys the files on disk");
  }
}

/// `deploy.pull`. Whatever fails to come, what is locked is deployed. False where something failed.
bool pull_first(const Args& args, Session& session, bool dry) {
  if (dry || args.has("skip-sync") || args.has("from-hook") || !pulls_first(session)) return true;
  const auto sources = load_sources(session);
  if (sources.all.empty()) return true;
  return !any_failed(
      pull_sources(session, sources, sources.all, configured_pull(session), session.err()));
}

int run(const Args& args, Session& session) {
  DeploymentRequest request{.how = read_options(args),
                            .event = args.value("from-hook"),
                            .exact = false,
                            .user = !args.has("from-hook")};
  adapt_to_place(args, session, request);
  const bool dry = args.has("check") || args.has("dry-run");
  const bool pulled = pull_first(args, session, dry);
  auto state =
      track::State::open(track::state_directory(),
                         dry ? track::State::Access::read : track::State::Access::write, "deploy");
  for (const auto& sentence : state.recovered()) session.err() << "note: " << sentence << "\n";
  const auto deployment = plan_deployment(session, request, state);
  require_something_to_deploy(deployment, session.repository_if_any() != nullptr,
                              request.how.worktree);
  require_known(args, deployment);
  if (!dry) carry_out(session, deployment, state, request);
  const auto plans = deployment.plans();
  if (wants_json(args)) {
    report::json_plans(session.out(), plans, dry, deployment.sources());
    tell_sources(session.err(), deployment);
  } else {
    print_deployment(session.out(), session.err(), deployment, dry);
  }
  if (request.how.hold_back) tell_held(plans, session);
  const bool differs = args.has("check") && deployment.changes();
  return !pulled || deployment.blocked() || differs ? findings : done;
}

}  // namespace

constinit const Command deploy_command{"deploy",
                                       Group::deploy,
                                       "write composed definitions to where tools read them",
                                       "",
                                       0,
                                       0,
                                       Completer::none,
                                       options,
                                       run};

}  // namespace cli
