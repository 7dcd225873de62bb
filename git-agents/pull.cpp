#include "git-agents/pull.hpp"

#include <algorithm>
#include <charconv>
#include <ostream>
#include <sstream>

#include "base/error.hpp"
#include "git-agents/commands.hpp"
#include "git-agents/deployment.hpp"
#include "git-agents/progress.hpp"
#include "git-agents/pull_report.hpp"
#include "git-agents/pull_schedule.hpp"
#include "git-agents/trust_record.hpp"
#include "git-agents/view.hpp"
#include "os/process.hpp"
#include "os/terminal.hpp"
#include "report/human.hpp"
#include "report/json.hpp"

namespace cli {
namespace {

constexpr std::size_t default_jobs = 8, most_jobs = 64;

constexpr Option options[] = {
    {"locked", "Restore exactly what the lock says; exit 1 where anything differs"},
    {"force", "Give up local commits and edits; 'git agents undo' brings the files back"},
    {"dry-run", "Write nothing; show what would be done"},
    {.name = "jobs",
     .text = "How many sources are fetched at once (1 to 64; agents.jobs, else 8)",
     .value = "N",
     .letter = 'j'},
    {.name = "sync-method",
     .text = "How to fetch, whatever is configured",
     .value = "METHOD",
     .choices = "auto git http",
     .has_default = false},
    {"no-deploy", "Leave what is deployed as it is"},
    {"background", "Go on in the background; never two at once, and never a prompt"},
    {.name = "from-hook",
     .text = "Run as the hooks run it, for EVENT",
     .value = "EVENT",
     .completer = Completer::event},
    format_option,
};

std::size_t checked_jobs(long long count) {
  if (count < 1 || count > static_cast<long long>(most_jobs)) {
    throw base::Error(base::ErrorCode::usage, "'--jobs' must be from 1 to 64");
  }
  return static_cast<std::size_t>(count);
}

std::size_t jobs(const std::string& word) {
  long long count = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), count);
  return checked_jobs(error == std::errc() && end == word.data() + word.size() ? count : 0);
}

std::optional<settings::Source::Method> method(const std::string& word) {
  using enum settings::Source::Method;
  if (word == "git") return git;
  if (word == "http") return http;
  if (word == "auto") return automatic;
  return std::nullopt;
}

syncing::PullOptions read_options(const Args& args, Session& session) {
  syncing::PullOptions how = configured_pull(session);
  how.locked = args.has("locked");
  how.force = args.has("force");
  how.dry = args.has("dry-run");
  if (const auto word = args.value("jobs"); !word.empty()) how.jobs = jobs(word);
  if (const auto word = args.value("sync-method"); !word.empty()) how.method = method(word);
  if (how.locked && how.force) {
    throw base::Error(base::ErrorCode::usage, "'--locked' and '--force' exclude each other",
                      "'git agents pull --force' gives up local work, then '--locked' compares");
  }
  how.may_prompt = how.may_prompt && !args.has("from-hook");
  return how;
}

/// This repository: git's own pull with our hooks; its exit code is ours.
int pull_here(Session& session) {
  os::Command git = git::command(session.repository(), {"pull"});
  git.output = os::Command::Stdout::inherit;
  git.error = os::Command::Stderr::inherit;
  std::erase_if(git.environment, [](const auto& variable) {
    return variable.first == "GIT_TERMINAL_PROMPT" || variable.first == "GIT_OPTIONAL_LOCKS" ||
           variable.first == "GIT_NO_LAZY_FETCH" || variable.first == "LC_ALL";
  });
  session.out().flush();
  return os::run(git).status;
}

/// Sources that came with a pull act only after the user has agreed to them.
void require_trusted_sources(Session& session, const Sources& sources) {
  const bool any = std::ranges::any_of(sources.all, [](const syncing::Source& source) {
    return source.scope == syncing::Scope::project;
  });
  if (!any || trust_state(session.config(), session.file_settings()) == Trust::current) return;
  throw base::Error(base::ErrorCode::conflict,
                    "nothing was pulled: the sources in .git-agents.yaml were not agreed to",
                    "'git agents trust' shows them and agrees to them");
}

struct Deployed {
  bool blocked = false;
  std::string json;
};

/// Deploys what the locks say now. `out` null: the plan goes into the answer as JSON.
Deployed deploy_pulled(Session& session, const DeploymentRequest& request, std::ostream* out) {
  const auto deployment = deploy_now(session, request);
  Deployed deployed{.blocked = deployment.blocked(), .json = {}};
  if (out != nullptr) {
    print_deployment(*out, session.err(), deployment, false);
  } else {
    tell_sources(session.err(), deployment);
    std::ostringstream json;
    report::json_plans(json, deployment.plans(), false, deployment.sources());
    deployed.json = json.str();
  }
  if (!deployment.has_targets()) {
    session.err() << "note: nothing was deployed: 'deploy.targets' names no tool; 'git agents "
                     "deploy --target claude' deploys by hand\n";
  }
  return deployed;
}

int run(const Args& args, Session& session) {
  if (args.has("background")) return start_background(args, session);
  auto words = args.arguments();
  const bool here = std::erase(words, ".") > 0;
  const auto sources = load_sources(session);
  if (here && !words.empty()) {
    throw base::Error(base::ErrorCode::usage, "'.' is this repository, and stands alone");
  }
  if (here || (words.empty() && sources.all.empty())) {
    if (!here && session.repository_if_any() == nullptr) {
      throw base::Error(base::ErrorCode::not_found, "there is no source to pull",
                        "'git agents source add URL' adds one");
    }
    return pull_here(session);
  }
  const auto how = read_options(args, session);
  std::optional<os::LockFile> alone;
  if (args.has("from-hook")) {
    alone = lock_background();
    if (!alone) return done;
    require_trusted_sources(session, sources);
  }
  const auto chosen = syncing::choose(sources.all, words);
  const bool json = wants_json(args);
  std::ostringstream unseen;
  const auto all = pull_sources(session, sources, chosen, how, json ? unseen : session.out());
  const bool failed = any_failed(all);
  if (!how.dry) plan_next_pull(session);
  std::optional<Deployed> deployed;
  const bool wanted = how.locked ? !failed : any_changed(all);
  if (wanted && !how.dry && !args.has("no-deploy")) {
    DeploymentRequest request;
    request.event = args.value("from-hook");
    request.exact = how.locked;
    request.how.hold_back = request.how.prune = !request.event.empty();
    deployed = deploy_pulled(session, request, json ? nullptr : &session.out());
  }
  if (json) print_pulled_json(session.out(), all, how.dry, deployed ? deployed->json : "");
  return failed || (deployed && deployed->blocked) ? findings : done;
}

}  // namespace

syncing::PullOptions configured_pull(Session& session) {
  syncing::PullOptions how;
  how.jobs = checked_jobs(session.config().integer("agents.jobs").value_or(default_jobs));
  const auto word = session.config().text("agents.syncMethod").value_or("");
  how.method = method(word);
  if (!word.empty() && !how.method) {
    throw base::Error(base::ErrorCode::invalid, "agents.syncMethod is '" + word + "'",
                      "it is one of auto, git and http");
  }
  how.may_prompt = os::is_terminal(0) && os::is_terminal(2);
  return how;
}

std::vector<syncing::Pulled> pull_sources(Session& session, const Sources& sources,
                                          const std::vector<syncing::Source>& chosen,
                                          const syncing::PullOptions& options, std::ostream& out) {
  auto progress = progress_on_stderr(session, "Pulling");
  auto all = syncing::pull(chosen, sources.locks(), session.config(), options, *progress);
  progress.reset();
  if (!options.dry && !options.locked) {
    std::vector<std::pair<syncing::Source, syncing::Locked>> locked;
    for (const auto& pulled : all) {
      if (pulled.locked) locked.emplace_back(pulled.source, *pulled.locked);
    }
    update_locks(sources, locked);
  }
  print_pulled(out, session.err(), all, options.dry);
  return all;
}

bool any_failed(const std::vector<syncing::Pulled>& all) {
  return std::ranges::any_of(all, [](const syncing::Pulled& pulled) {
    return pulled.status == syncing::Pulled::Status::failed ||
           pulled.status == syncing::Pulled::Status::conflict;
  });
}

bool any_changed(const std::vector<syncing::Pulled>& all) {
  return std::ranges::any_of(all, [](const syncing::Pulled& pulled) {
    return pulled.status == syncing::Pulled::Status::updated || pulled.relocked;
  });
}

constinit const Command pull_command{"pull",
                                     Group::share,
                                     "bring sources up to date and keep local edits",
                                     "[<source>...]",
                                     0,
                                     SIZE_MAX,
                                     Completer::source,
                                     options,
                                     run};

}  // namespace cli
