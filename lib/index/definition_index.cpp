#include "index/definition_index.hpp"

#include <algorithm>

#include "agent/discovery.hpp"
#include "agent/names.hpp"
#include "base/error.hpp"
#include "git/status.hpp"
#include "index/impl.hpp"
#include "os/file.hpp"
#include "source/validation.hpp"

namespace indexing {
namespace {

/// Part of what the index was made from: another parser means another index.
std::string maker() {
  return std::string(GIT_AGENTS_VERSION) + "/" + std::to_string(agent::parser_version);
}

/// Discovered roots as lines of path, kind and profile with NUL between them.
std::string roots_text(const std::vector<settings::DefinitionRoot>& roots) {
  std::string text;
  for (const auto& root : roots) {
    for (const std::string* word : {&root.path, &root.kind, &root.profile}) {
      text += *word;
      text += '\0';
    }
  }
  return text;
}

std::vector<settings::DefinitionRoot> roots_from(std::string_view text) {
  std::vector<settings::DefinitionRoot> roots;
  const auto word = [&text] {
    const auto end = std::min(text.find('\0'), text.size());
    const std::string taken(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
    return taken;
  };
  while (!text.empty()) {
    settings::DefinitionRoot root;
    root.path = word();
    root.kind = word();
    root.profile = word();
    roots.push_back(std::move(root));
  }
  return roots;
}

bool is_plain_file(std::uint32_t mode) {
  return mode == 0100644 || mode == 0100755;
}

}  // namespace

DefinitionIndex::DefinitionIndex(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
DefinitionIndex::DefinitionIndex(DefinitionIndex&&) noexcept = default;
DefinitionIndex::~DefinitionIndex() = default;

DefinitionIndex DefinitionIndex::open(const git::Repository& repository) {
  const auto folder = os::join(repository.git_dir, agent::state_folder);
  return DefinitionIndex(std::make_unique<Impl>(repository, os::join(folder, "index.db")));
}

void DefinitionIndex::Impl::insert(source::Tree& tree, const std::vector<git::Entry>& entries,
                                   const settings::Settings& settings, source::Memo* memo) {
  const agent::Classifier classifier(settings);
  const auto catalog = source::load(tree, entries, classifier, settings.validate.max_bytes, memo,
                                    source::Detail::full);
  for (const auto& definition : catalog.definitions) {
    if (definition.parsed->is_definition && !definition.parsed->unread) tables.add(definition);
  }
}

void DefinitionIndex::Impl::fill(source::Tree* tree, source::Memo* memo) {
  tables.clear();
  settings::Settings settings;
  if (tree) {
    auto governance = source::govern(*tree);
    settings = std::move(governance.loaded.settings);
    tables.set_meta("roots", settings.discovered ? roots_text(settings.definitions) : "");
    insert(*tree, tree->list(source::listed_paths(settings)), settings, memo);
  }
  tables.connect_bases(settings.build.base);
  tables.set_meta("maker", maker());
}

/// Brings the tables from the tree they show to another by its changes. False where the settings
/// changed too, so that everything must be read anew.
bool DefinitionIndex::Impl::patch(source::Tree& tree, const settings::Settings& settings,
                                  const std::vector<git::Change>& changes, source::Memo* memo) {
  const agent::Classifier classifier(settings);
  std::vector<git::Entry> added;
  bool agents_or_bases = false;
  for (const auto& change : changes) {
    if (change.path == agent::settings_file) return false;
    // Where no file names the definitions, a new file may lie in a new place.
    const bool moves = change.status != 'M' || agent::is_manifest(change.path);
    if (settings.discovered && moves && source::is_listed(change.path, change.new_mode)) {
      return false;
    }
    const auto classified = classifier.classify(change.path);
    if (!classified) continue;
    const auto kind = classified->format.kind;
    agents_or_bases = agents_or_bases || kind == agent::Kind::agent || kind == agent::Kind::base;
    tables.remove(change.path);
    if (change.status == 'D') continue;
    if (change.new_mode == 0) {
      const auto entries = tree.list({change.path});
      added.insert(added.end(), entries.begin(), entries.end());
    } else if (is_plain_file(change.new_mode)) {
      added.push_back({change.new_mode, change.new_id, 0, change.path});
    }
  }
  insert(tree, added, settings, memo);
  if (agents_or_bases) tables.connect_bases(settings.build.base);
  return true;
}

settings::Settings DefinitionIndex::Impl::indexed_settings() {
  const auto text = tables.meta("settings");
  auto settings =
      settings::parse(text, std::string(agent::settings_file), source::vocabulary()).settings;
  if (settings.definitions.empty()) {
    settings.definitions = roots_from(tables.meta("roots"));
    settings.discovered = true;
  }
  return settings;
}

void DefinitionIndex::Impl::note_settings(source::Tree* tree) {
  std::string text = "version: 1\n";
  if (tree) {
    const auto entries = tree->list({std::string(agent::settings_file)});
    for (const auto& entry : entries) {
      if (!is_plain_file(entry.mode) || entry.stage > 0) continue;
      tree->read({entry}, 256 << 10,
                 [&](std::size_t, source::Tree::Status status, std::string bytes) {
                   if (status == source::Tree::Status::ok) text = std::move(bytes);
                 });
    }
  }
  tables.set_meta("settings", text);
}

/// All of `tree`, under its own settings, for a view: the commit stays the one of the index.
void DefinitionIndex::Impl::show(source::Tree& tree, source::Memo* memo) {
  const auto commit = tables.meta("commit"), id = tables.meta("tree");
  fill(&tree, memo);
  note_settings(&tree);
  tables.set_meta("commit", commit);
  tables.set_meta("tree", id);
}

bool DefinitionIndex::fresh() {
  const auto goal = impl_->head_goal(impl_->indexed_settings());
  return impl_->tables.meta("maker") == maker() && impl_->tables.meta("tree") == goal.tree;
}

/// Usually HEAD is one commit ahead of the index: then one question tells all.
DefinitionIndex::Goal DefinitionIndex::Impl::head_goal(const settings::Settings& settings) {
  const auto paths = source::listed_paths(settings);
  const bool known = tables.meta("maker") == maker();
  const auto shown_commit = tables.meta("commit");
  const auto shown_tree = tables.meta("tree");
  auto head = git::head(repository, paths);
  if (!head) {
    const bool is_empty = known && shown_commit.empty() && shown_tree.empty();
    return is_empty ? Goal{{}, {}, std::vector<git::Change>()} : Goal{};
  }
  Goal goal{head->commit, head->tree, std::nullopt};
  if (!known) return goal;
  if (head->tree == shown_tree) {
    goal.changes.emplace();
  } else if (head->changes && !shown_commit.empty() && head->only_parent == shown_commit) {
    goal.changes = std::move(head->changes);
  } else if (!shown_tree.empty()) {
    goal.changes = git::changes(repository, shown_tree, head->tree, paths);
  }
  return goal;
}

DefinitionIndex::Freshness DefinitionIndex::refresh(source::Memo* memo, std::size_t most_changes) {
  const auto settings = impl_->indexed_settings();
  return reach(impl_->head_goal(settings), settings, memo, most_changes);
}

DefinitionIndex::Freshness DefinitionIndex::follow(const git::Head& head, source::Memo* memo,
                                                   std::size_t most_changes) {
  const auto settings = impl_->indexed_settings();
  const bool known = impl_->tables.meta("maker") == maker();
  return reach(known ? Goal{head.commit, head.tree, head.changes} : impl_->head_goal(settings),
               settings, memo, most_changes);
}

DefinitionIndex::Freshness DefinitionIndex::reach(const Goal& goal,
                                                  const settings::Settings& settings,
                                                  source::Memo* memo, std::size_t most_changes) {
  auto& tables = impl_->tables;
  const bool same_tree = goal.changes && tables.meta("tree") == goal.tree;
  if (same_tree && tables.meta("commit") == goal.commit) return Freshness::fresh;
  if (most_changes != SIZE_MAX && (!goal.changes || goal.changes->size() > most_changes)) {
    return Freshness::postponed;
  }
  db::Transaction transaction(tables.database(), db::Transaction::Mode::immediate);
  auto outcome = same_tree ? Freshness::fresh : Freshness::refreshed;
  const auto tree = goal.tree.empty() ? nullptr : source::tree_by_id(impl_->repository, goal.tree);
  if (!goal.changes || !impl_->patch(*tree, settings, *goal.changes, memo)) {
    outcome = Freshness::rebuilt;
    impl_->fill(tree.get(), memo);
    impl_->note_settings(tree.get());
  }
  tables.set_meta("commit", goal.commit);
  tables.set_meta("tree", goal.tree);
  transaction.commit();
  return outcome;
}

void DefinitionIndex::rebuild(source::Memo* memo) {
  {
    db::Transaction transaction(impl_->tables.database(), db::Transaction::Mode::immediate);
    impl_->tables.clear();
    transaction.commit();
  }
  refresh(memo);
}

void DefinitionIndex::look_at(source::Tree& tree, const std::vector<git::Change>& changes,
                              source::Memo* memo) {
  if (changes.empty()) return;
  impl_->view.emplace(impl_->tables.database(), db::Transaction::Mode::immediate);
  if (!impl_->patch(tree, impl_->indexed_settings(), changes, memo)) impl_->show(tree, memo);
}

std::string DefinitionIndex::commit() {
  return impl_->tables.meta("commit");
}

settings::Settings DefinitionIndex::settings() {
  return impl_->indexed_settings();
}

void DefinitionIndex::look_at_work_tree(source::Memo* memo) {
  impl_->content = source::work_tree(impl_->repository);
  look_at(
      *impl_->content,
      git::work_tree_changes(impl_->repository, source::listed_paths(impl_->indexed_settings())),
      memo);
}

void DefinitionIndex::look_at_staged(source::Memo* memo) {
  impl_->content = source::staged_tree(impl_->repository);
  look_at(*impl_->content,
          git::staged_changes(impl_->repository, source::listed_paths(impl_->indexed_settings())),
          memo);
}

void DefinitionIndex::look_at_revision(const std::string& revision, source::Memo* memo) {
  const auto tree = git::tree_of(impl_->repository, revision);
  if (!tree) {
    throw base::Error(base::ErrorCode::not_found,
                      "'" + revision + "' is not a commit, tag or tree of this repository");
  }
  impl_->content = source::tree_by_id(impl_->repository, *tree);
  const auto shown = impl_->tables.meta("tree");
  if (shown == *tree) return;
  const auto changes =
      git::changes(impl_->repository, shown.empty() ? git::empty_tree(impl_->repository) : shown,
                   *tree, source::listed_paths(impl_->indexed_settings()));
  if (changes) {
    look_at(*impl_->content, *changes, memo);
  } else {
    impl_->view.emplace(impl_->tables.database(), db::Transaction::Mode::immediate);
    impl_->show(*impl_->content, memo);
  }
}

}  // namespace indexing
