#include <algorithm>
#include <array>
#include <map>
#include <ostream>

#include "agent/discovery.hpp"
#include "agent/names.hpp"
#include "base/error.hpp"
#include "base/glob.hpp"
#include "git-agents/commands.hpp"
#include "git-agents/discovery.hpp"
#include "git-agents/installation.hpp"
#include "git-agents/kind_counts.hpp"
#include "git-agents/trust_record.hpp"
#include "os/file.hpp"
#include "report/human.hpp"

namespace cli {
namespace {

constexpr std::size_t max_marketplace_bytes = 8 << 20;

constexpr std::array<Option, 1> options = {
    Option{.name = "dry-run", .text = "Only say what would be written; touch nothing"},
};

/// A tree in which `.git-agents.yaml` has another text.
class WithSettings final : public source::Tree {
 public:
  WithSettings(source::Tree& tree, std::string text) : tree_(tree), text_(std::move(text)) {}

  std::vector<git::Entry> list(const std::vector<std::string>& paths) override {
    auto entries = tree_.list(paths);
    const std::string name(agent::settings_file);
    const auto at = std::ranges::lower_bound(entries, name, {}, &git::Entry::path);
    if (std::ranges::find(paths, name) != paths.end()) {
      entries.insert(at, {.mode = 0100644, .id = {}, .stage = 0, .path = name});
    }
    return entries;
  }
  void read(const std::vector<git::Entry>& entries, std::size_t max_bytes,
            const Sink& sink) override {
    if (entries.size() == 1 && entries.front().path == agent::settings_file) {
      sink(0, Status::ok, text_);
    } else {
      tree_.read(entries, max_bytes, sink);
    }
  }
  std::vector<bool> exist(const std::vector<std::string>& paths) override {
    return tree_.exist(paths);
  }

 private:
  source::Tree& tree_;
  std::string text_;
};

/// What init found and wants to write.
struct Findings {
  std::vector<settings::DefinitionRoot> roots;
  std::string new_settings;  ///< "" where the configuration that is there is kept
  source::Validation validation;
};

bool is_claude_mpm(const settings::DefinitionRoot& root, const source::Catalog& catalog) {
  std::size_t agents = 0;
  std::size_t of_host = 0;
  for (const auto& definition : catalog.definitions) {
    if (definition.format.kind != agent::Kind::agent) continue;
    if (!base::glob_match(root.path, definition.root.empty() ? "." : definition.root)) continue;
    ++agents;
    if (definition.parsed->host == agent::Host::claude_mpm) ++of_host;
  }
  return of_host * 2 > agents;
}

Findings discover(const git::Repository& repository, source::Tree& tree) {
  Findings findings;
  const auto paths = git::work_tree_paths(repository, {});
  findings.roots = agent::discover_roots(paths, [&](const std::string& path) {
    const auto entries = tree.list({path});
    const bool regular = entries.size() == 1 && (entries.front().mode & 0170000) == 0100000;
    return regular ? tree.read_one(entries.front(), max_marketplace_bytes) : std::nullopt;
  });
  if (findings.roots.empty()) return findings;
  const bool bases = std::ranges::any_of(
      paths, [](const auto& path) { return os::file_name(path) == settings::Build{}.base; });
  const auto validated = [&] {
    findings.new_settings = settings_text(findings.roots, bases);
    WithSettings changed(tree, findings.new_settings);
    findings.validation = source::validate(changed, {.use_baseline = false, .only = {}});
  };
  validated();
  bool refined = false;
  for (auto& root : findings.roots) {
    if (!root.profile.empty() || root.kind != "agent") continue;
    if (!is_claude_mpm(root, findings.validation.catalog)) continue;
    root.profile = to_string(agent::Host::claude_mpm);
    refined = true;
  }
  if (refined) validated();
  return findings;
}

/// "found 49 agents and 5 bases in agents/ (claude-mpm)", one line a root.
void say_found(std::ostream& out, const Findings& findings) {
  KindCounts outside = count_kinds(findings.validation.catalog, [&](const std::string& at) {
    return std::ranges::none_of(findings.roots,
                                [&](const auto& root) { return base::glob_match(root.path, at); });
  });
  std::vector<std::string> said;
  for (const auto& root : findings.roots) {
    if (std::ranges::find(said, root.path) != said.end()) continue;
    said.push_back(root.path);
    const auto counts = count_kinds(findings.validation.catalog, [&](const std::string& at) {
      return base::glob_match(root.path, at);
    });
    if (counts.empty()) continue;
    out << "found " << counts_text(counts) << " in " << report::printable(root.path) << '/';
    if (!root.profile.empty()) out << " (" << root.profile << ')';
    out << '\n';
  }
  if (!outside.empty()) out << "found " << counts_text(outside) << '\n';
}

std::string errors_text(std::size_t errors) {
  return std::to_string(errors) + (errors == 1 ? " old error" : " old errors");
}

class Initialisation {
 public:
  Initialisation(Session& session, bool dry_run)
      : session_(session), repository_(session.repository()), dry_run_(dry_run) {}

  int run() {
    if (repository_.work_tree.empty()) {
      throw base::Error(base::ErrorCode::usage,
                        "cannot initialise a repository without a work tree",
                        "run 'git agents init' in a clone of it");
    }
    const auto tree = source::work_tree(repository_);
    const auto governance = source::govern(*tree);
    Findings findings;
    if (governance.has_settings || !governance.loaded.diagnostics.empty()) {
      findings.validation = source::validate(*tree, {.use_baseline = false, .only = {}});
      findings.roots = findings.validation.settings.definitions;
      if (!findings.validation.usable) {
        report::human(session_.err(), findings.validation.diagnostics,
                      {.colour = session_.colour(2)});
        return Exit::findings;
      }
    } else {
      findings = discover(repository_, *tree);
    }
    // A project may have its definitions from sources alone.
    const bool has_sources = !findings.validation.settings.sources.empty();
    if (findings.validation.catalog.definitions.empty() && !has_sources) return nothing_found();
    say_found(session_.out(), findings);
    say_in_place(findings);
    write_settings(findings);
    write_baseline(findings, governance.baseline.has_value());
    return finish();
  }

 private:
  int nothing_found() {
    session_.err()
        << "error: no agents, skills or commands were found in this repository; nothing "
           "was written\n"
           "hint: put a first one into '.claude/agents/' or 'agents/', or name their "
           "place in '.git-agents.yaml'; or take those of others: 'git agents source add "
           "URL'\n";
    return Exit::findings;
  }

  /// The tree does not hold what git ignores, but the user's file is there all the same.
  void refuse_ignored(const std::string& name) const {
    if (os::exists(os::join(repository_.work_tree, name))) {
      throw base::Error(base::ErrorCode::conflict, "'" + name + "' is there, but git ignores it",
                        "take it out of .gitignore, or remove the file");
    }
    if (git::query_if(repository_, {"check-ignore", "-q", "--", name})) {
      throw base::Error(base::ErrorCode::conflict,
                        "nothing was written: git would ignore '" + name + "'",
                        "'git check-ignore -v " + name + "' shows which pattern does");
    }
  }

  void say_in_place(const Findings& findings) {
    const bool in_place = std::ranges::any_of(
        findings.roots, [](const auto& root) { return root.path == ".claude/agents"; });
    if (in_place) {
      session_.out() << "those in .claude/agents/ are in place: Claude Code reads them there\n";
    }
  }

  void write_settings(const Findings& findings) {
    const std::string name(agent::settings_file);
    if (findings.new_settings.empty()) {
      session_.out() << "kept " << name << '\n';
      return;
    }
    refuse_ignored(name);
    if (dry_run_) {
      session_.out() << "would write " << name << ":\n" << indented(findings.new_settings);
      return;
    }
    os::write_atomically(os::join(repository_.work_tree, name), findings.new_settings,
                         os::Sync::yes);
    session_.out() << "wrote " << name << '\n';
    written_.push_back(name);
  }

  void write_baseline(const Findings& findings, bool present) {
    const std::string name(agent::baseline_file);
    const std::size_t errors = findings.validation.count(base::Severity::error);
    if (present) {
      session_.out() << "kept " << name << '\n';
      return;
    }
    if (errors == 0) return;
    refuse_ignored(name);
    if (!dry_run_) {
      os::write_atomically(os::join(repository_.work_tree, name),
                           agent::Baseline::of(findings.validation.diagnostics).text(),
                           os::Sync::yes);
      written_.push_back(name);
    }
    session_.out() << errors_text(errors) << (dry_run_ ? " would be" : "") << " accepted in "
                   << name << (errors == 1 ? ": fix it" : ": fix them one by one")
                   << "; the hooks refuse new ones\n";
  }

  int finish() {
    if (dry_run_) {
      session_.out() << "would install the hooks\n";
      return Exit::done;
    }
    const int code = install_hooks(session_, {});
    if (written_.empty()) return code;
    session_.out() << "next: git add";
    for (const auto& name : written_) session_.out() << ' ' << name;
    session_.out()
        << " && git commit; then 'git agents list' and 'git agents validate' show more\n";
    return code;
  }

  Session& session_;
  const git::Repository& repository_;
  bool dry_run_;
  std::vector<std::string> written_;
};

int run(const Args& args, Session& session) {
  return Initialisation(session, args.has("dry-run")).run();
}

}  // namespace

constinit const Command init_command{
    .name = "init",
    .group = Group::start,
    .summary = "find the definitions, write a configuration and install the hooks",
    .arguments = "",
    .options = options,
    .run = run,
};

}  // namespace cli
