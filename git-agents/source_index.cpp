#include <algorithm>
#include <ostream>

#include "agent/auto_deploy_index.hpp"
#include "base/error.hpp"
#include "base/shell_word.hpp"
#include "base/text.hpp"
#include "deploy/detect.hpp"
#include "git-agents/source_words.hpp"
#include "git-agents/sources.hpp"
#include "git-agents/view.hpp"
#include "os/file.hpp"
#include "report/human.hpp"
#include "report/json_text.hpp"
#include "sync/content.hpp"

namespace cli {
namespace {

constexpr std::size_t max_index_bytes = 1 << 20;

constexpr Option options[] = {
    {"write", "Add the rules to the configuration, instead of printing them"},
    user_option,
    {"dry-run", "With --write: write nothing; show what would be written"},
    format_option,
};

/// The text of an index, and the paths of the definitions that it may be about.
struct Found {
  std::string text;
  std::vector<std::string> paths;
};

void add_paths(source::Tree& tree, std::vector<std::string>& paths) {
  for (auto& entry : tree.list({std::string()})) {
    if (entry.path.ends_with(".md")) paths.push_back(std::move(entry.path));
  }
}

std::vector<syncing::Content> pulled_contents(Session& session,
                                              std::vector<syncing::Source> chosen) {
  const auto sources = load_sources(session);
  if (chosen.empty()) chosen = sources.all;
  return syncing::contents(chosen, sources.project_lock, sources.user_lock, false);
}

Found find_in_file(const std::string& path, Session& session) {
  Found found{os::read_file(path, max_index_bytes), {}};
  add_paths(*source::directory(std::string(os::parent(os::absolute(path)))), found.paths);
  for (const auto& content : pulled_contents(session, {})) {
    if (content.tree) add_paths(*content.tree, found.paths);
  }
  return found;
}

Found find_in_source(const syncing::Source& source, Session& session) {
  const auto contents = pulled_contents(session, {source});
  const auto& content = contents.front();
  if (!content.tree) {
    throw base::Error(
        base::ErrorCode::not_found, "'" + source.name + "': " + content.problem,
        base::quoted_command("git agents pull " + base::shell_word(source.name)) + " fetches it");
  }
  const std::string name(agent::auto_deploy_index_file);
  Found found;
  for (const auto& entry : content.tree->list({name})) {
    if ((entry.mode & 0170000) != 0100000) continue;
    found.text = content.tree->read_one(entry, max_index_bytes).value_or("");
    add_paths(*content.tree, found.paths);
    return found;
  }
  throw base::Error(base::ErrorCode::not_found,
                    "'" + source.name + "' has no " + name + " at its top");
}

Found find(const std::string& word, Session& session) {
  const auto stat = os::stat_if_exists(word);
  if (stat && !stat->is_directory()) return find_in_file(word, session);
  const auto sources = all_sources(session);
  if (sources.empty()) {
    throw base::Error(base::ErrorCode::not_found,
                      "there is no file or source '" + base::quote_path(word) + "'");
  }
  return find_in_source(syncing::find_source(sources, word), session);
}

/// A word that names no definition, and one that it might have meant.
struct Dangling {
  std::string word, suggestion;
};

/// The directory that the answered words are relative to: "agents/".
std::string_view root_of(const std::vector<std::string>& paths,
                         const std::vector<std::string>& words) {
  for (const auto& word : words) {
    const std::string ending = "/" + word + ".md";
    for (const std::string_view path : paths) {
      if (path.ends_with(ending)) return path.substr(0, path.size() - ending.size() + 1);
    }
  }
  return {};
}

/// The path of a definition with the same file name, as a word.
std::string suggestion_for(const std::string& word, const std::vector<std::string>& paths,
                           std::string_view root) {
  for (std::string_view path : paths) {
    if (os::stem(path) != os::file_name(word)) continue;
    if (path.starts_with(root)) path.remove_prefix(root.size());
    return std::string(path.substr(0, path.size() - std::string_view(".md").size()));
  }
  return {};
}

/// Takes what names no definition out of the rules.
std::vector<Dangling> remove_dangling(std::vector<settings::Detect>& rules,
                                      const std::vector<std::string>& paths) {
  // A word may begin at any directory: where the definitions are is not known here.
  std::vector<deploy::Candidate> candidates;
  for (const std::string_view path : paths) {
    for (auto top = path.find('/'); top != path.npos; top = path.find('/', top + 1)) {
      candidates.push_back({os::stem(path), {}, path, path.substr(0, top), {}});
    }
    candidates.push_back({os::stem(path), {}, path, {}, {}});
  }
  std::vector<std::string> words;
  for (const auto& rule : rules) words.insert(words.end(), rule.deploy.begin(), rule.deploy.end());
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::vector<Dangling> dangling;
  const auto root = root_of(paths, words);
  for (const auto& word : deploy::select(words, candidates).unanswered) {
    dangling.push_back({word, suggestion_for(word, paths, root)});
  }
  for (auto& rule : rules) {
    std::erase_if(rule.deploy, [&](const std::string& word) {
      return std::ranges::find(dangling, word, &Dangling::word) != dangling.end();
    });
  }
  std::erase_if(rules, [](const auto& rule) { return rule.deploy.empty(); });
  return dangling;
}

struct Import {
  agent::AutoDeployIndex index;
  std::vector<Dangling> dangling;
  bool any_definition = false;
};

void print_notes(std::ostream& err, const Import& import) {
  for (const auto& [line, reason] : import.index.left_out) {
    err << "left out: line " << line << ": " << report::printable(reason) << "\n";
  }
  for (const auto& [word, suggestion] : import.dangling) {
    err << "left out: '" << report::printable(word) << "' is no definition";
    if (!suggestion.empty()) err << "; did you mean '" << report::printable(suggestion) << "'?";
    err << "\n";
  }
  if (!import.any_definition) {
    err << "note: no definitions are here to compare the names with: pull the source first\n";
  }
}

report::Json rule_json(const settings::Detect& rule) {
  return {{"files", rule.files}, {"deploy", rule.deploy}};
}

void print_json(std::ostream& out, const Import& import, const std::string& file,
                std::int64_t operation) {
  out << R"({"schema": 1, "detect": )";
  report::put_items(out, import.index.rules, rule_json);
  out << R"(, "dangling": )";
  report::put_items(out, import.dangling, [](const Dangling& dangling) {
    return report::Json{{"word", dangling.word}, {"suggestion", dangling.suggestion}};
  });
  out << R"(, "left_out": )";
  report::put_items(out, import.index.left_out, [](const auto& left) {
    return report::Json{{"line", left.line}, {"reason", left.reason}};
  });
  out << R"(, "file": )" << report::text(file.empty() ? report::Json() : report::Json(file))
      << R"(, "operation": )"
      << report::text(operation == 0 ? report::Json() : report::Json(operation)) << "}\n";
}

int run(const Args& args, Session& session) {
  const bool write = args.has("write"), dry = args.has("dry-run");
  if (!write && (dry || args.has("user"))) {
    throw base::Error(base::ErrorCode::usage,
                      "'--user' and '--dry-run' are about '--write', which is not there");
  }
  const auto found = find(args.arguments().front(), session);
  Import import{agent::parse_auto_deploy_index(found.text), {}, !found.paths.empty()};
  auto& rules = import.index.rules;
  if (import.any_definition) import.dangling = remove_dangling(rules, found.paths);
  if (rules.empty() && import.index.left_out.empty() && import.dangling.empty()) {
    throw base::Error(base::ErrorCode::invalid,
                      base::quote_path(args.arguments().front()) + " holds no such index",
                      "it has headings, '**Indicator Files**: `a`, `b`' and lists of `path/name`");
  }
  std::optional<SourceFile> file;
  std::string text;
  std::int64_t operation = 0;
  std::size_t fresh = 0;
  if (write) {
    file = SourceFile::open(session, args.has("user"));
    const auto& there = file->settings().detect;
    auto added = rules;
    std::erase_if(added,
                  [&](const auto& rule) { return std::ranges::find(there, rule) != there.end(); });
    fresh = added.size();
    text = std::string(file->text());
    if (fresh > 0) text = SourceFile::text_of(settings::add_detect(file->file(), added));
    if (!dry && fresh > 0) operation = file->write(session, "source import-index", text);
  }
  auto& out = session.out();
  if (wants_json(args)) {
    print_json(out, import, file ? file->name() : "", operation);
  } else if (!write) {
    if (!rules.empty()) out << settings::detect_text(rules);
  } else if (dry) {
    out << file->difference(text);
  } else {
    out << "added " << fresh << (fresh == 1 ? " rule" : " rules") << " to "
        << base::quote_path(file->name()) << "\n";
  }
  if (!wants_json(args)) print_notes(session.err(), import);
  return import.dangling.empty() ? done : findings;
}

}  // namespace

constinit const Command source_import_index_command{
    .name = "source import-index",
    .group = Group::share,
    .summary = "make 'detect' rules of an AUTO-DEPLOY-INDEX.md",
    .arguments = "(<file> | <source>)",
    .min_arguments = 1,
    .max_arguments = 1,
    .completer = Completer::file,
    .options = options,
    .run = run,
};

}  // namespace cli
