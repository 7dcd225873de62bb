#include "index/tables.hpp"

#include <set>

#include "agent/graph.hpp"
#include "os/file.hpp"

namespace indexing {
namespace {

constexpr db::Migration steps[] = {
    {"CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
     "CREATE TABLE definitions(id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE,"
     " kind TEXT NOT NULL, host TEXT NOT NULL, name TEXT NOT NULL, root TEXT NOT NULL,"
     " blob TEXT NOT NULL, description TEXT NOT NULL, model TEXT NOT NULL, tools TEXT NOT NULL,"
     " frontmatter TEXT NOT NULL, size INTEGER NOT NULL, body_size INTEGER NOT NULL,"
     " searchable INTEGER NOT NULL DEFAULT 0);"
     "CREATE INDEX definitions_by_search ON definitions(searchable) WHERE searchable = 0;"
     "CREATE TABLE names(definition INTEGER NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL);"
     "CREATE INDEX names_by_key ON names(key, kind);"
     "CREATE INDEX names_by_definition ON names(definition);"
     "CREATE TABLE edges(source INTEGER NOT NULL, type TEXT NOT NULL, target TEXT NOT NULL,"
     " target_key TEXT NOT NULL, target_path TEXT NOT NULL, origin TEXT NOT NULL,"
     " line INTEGER NOT NULL);"
     "CREATE INDEX edges_by_source ON edges(source);"
     "CREATE INDEX edges_by_key ON edges(target_key, type);"
     "CREATE INDEX edges_by_path ON edges(target_path);"
     "CREATE VIRTUAL TABLE search USING fts5(name, description, body, tokenize='porter "
     "unicode61');",
     "DROP TABLE search; DROP TABLE edges; DROP TABLE names; DROP TABLE definitions;"
     "DROP TABLE meta;"},
};

std::string lines(const std::vector<std::string>& items) {
  std::string text;
  for (const auto& item : items) text += item + "\n";
  return text;
}

/// Where a relative link of `from` leads, or "" where it leaves the repository.
std::string link_target(const std::string& from, const std::string& target) {
  const auto path = os::normalise(os::join(os::parent(from), target));
  return os::stays_inside(path) ? path : std::string();
}

}  // namespace

Tables::Tables(const std::string& path) : database_(db::open_derived(path, steps)) {}

std::string Tables::meta(std::string_view key) {
  auto statement = database_.prepare("SELECT value FROM meta WHERE key = ?");
  statement.bind(0, key);
  return statement.step() ? statement.text(0) : std::string();
}

void Tables::set_meta(std::string_view key, std::string_view value) {
  database_.prepare("INSERT OR REPLACE INTO meta VALUES(?, ?)").bind(0, key).bind(1, value).run();
}

void Tables::clear() {
  database_.execute(
      "DELETE FROM search; DELETE FROM edges; DELETE FROM names; DELETE FROM definitions;"
      "DELETE FROM meta;");
}

void Tables::remove(const std::string& path) {
  auto find = database_.prepare("SELECT id, searchable FROM definitions WHERE path = ?");
  find.bind(0, path);
  if (!find.step()) return;
  const auto id = find.integer(0);
  const bool searchable = find.integer(1) != 0;
  find.reset();
  database_.prepare("DELETE FROM edges WHERE source = ?").bind(0, id).run();
  database_.prepare("DELETE FROM names WHERE definition = ?").bind(0, id).run();
  if (searchable) database_.prepare("DELETE FROM search WHERE rowid = ?").bind(0, id).run();
  database_.prepare("DELETE FROM definitions WHERE id = ?").bind(0, id).run();
}

void Tables::add(const agent::Definition& definition) {
  const auto& parsed = *definition.parsed;
  const std::string kind(agent::to_string(definition.format.kind));
  const auto host = parsed.host == agent::Host::any ? definition.format.host : parsed.host;
  database_
      .prepare(
          "INSERT INTO definitions(path, kind, host, name, root, blob, description, model,"
          " tools, frontmatter, size, body_size) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(0, definition.path)
      .bind(1, kind)
      .bind(2, agent::to_string(host))
      .bind(3, definition.name())
      .bind(4, definition.root)
      .bind(5, definition.blob)
      .bind(6, parsed.description)
      .bind(7, parsed.model)
      .bind(8, lines(parsed.tools))
      .bind(9, parsed.frontmatter_json)
      .bind(10, std::int64_t{parsed.size})
      .bind(11, std::int64_t{parsed.body_size})
      .run();
  const auto id = database_.last_insert_rowid();

  auto name = database_.prepare("INSERT INTO names VALUES(?, ?, ?)");
  for (const auto& key : agent::match_keys(definition)) {
    name.bind(0, id).bind(1, kind).bind(2, key).run();
  }
  auto edge = database_.prepare("INSERT INTO edges VALUES(?, ?, ?, ?, ?, ?, ?)");
  for (const auto& reference : parsed.references) {
    const bool file = reference.type == agent::EdgeType::file;
    edge.bind(0, id)
        .bind(1, agent::to_string(reference.type))
        .bind(2, reference.target)
        .bind(3, file ? std::string() : agent::match_key(reference.target))
        .bind(4, file ? link_target(definition.path, reference.target) : std::string())
        .bind(5, reference.origin)
        .bind(6, std::int64_t{reference.place.line})
        .run();
  }
}

void Tables::connect_bases(const std::string& base_name) {
  database_.execute("DELETE FROM edges WHERE type = 'base'");
  std::set<std::string> bases;
  auto find = database_.prepare("SELECT path FROM definitions WHERE kind = 'base'");
  while (find.step()) bases.insert(find.text(0));
  if (bases.empty()) return;
  const auto exists = [&](const std::string& path) { return bases.contains(path); };
  auto agents = database_.prepare("SELECT id, path, root FROM definitions WHERE kind = 'agent'");
  auto edge = database_.prepare("INSERT INTO edges VALUES(?, 'base', ?, '', ?, 'inheritance', 0)");
  while (agents.step()) {
    for (const auto& base : agent::base_chain(agents.view(1), agents.view(2), base_name, exists)) {
      edge.bind(0, agents.integer(0)).bind(1, base).bind(2, base).run();
    }
  }
}

}  // namespace indexing
