#include <algorithm>
#include <set>

#include "agent/frontmatter.hpp"
#include "agent/graph.hpp"
#include "agent/names.hpp"
#include "base/text.hpp"
#include "index/impl.hpp"
#include "source/validation.hpp"

namespace indexing {
namespace {

constexpr std::string_view row_columns =
    "id, kind, host, name, path, blob, description, model, tools, size, body_size, frontmatter";

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> items;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = text.find('\n', begin);
    items.push_back(text.substr(begin, end - begin));
    begin = end == std::string::npos ? text.size() : end + 1;
  }
  return items;
}

Row read_row(const db::Statement& statement, bool frontmatter) {
  Row row;
  row.id = statement.integer(0);
  row.kind = statement.text(1);
  row.host = statement.text(2);
  row.name = statement.text(3);
  row.path = statement.text(4);
  row.blob = statement.text(5);
  row.description = statement.text(6);
  row.model = statement.text(7);
  row.tools = split_lines(statement.text(8));
  row.size = static_cast<std::uint32_t>(statement.integer(9));
  row.body_size = static_cast<std::uint32_t>(statement.integer(10));
  if (frontmatter) row.frontmatter_json = statement.text(11);
  return row;
}

std::string columns() {
  return std::string(row_columns);
}

/// The definition that a reference of `edges` row e means: by its path, else the first by path of
/// those that have the name.
constexpr std::string_view resolved =
    "CASE WHEN e.type IN ('file', 'base') THEN e.target_path ELSE coalesce((SELECT min(d2.path)"
    " FROM names n JOIN definitions d2 ON d2.id = n.definition"
    " WHERE n.key = e.target_key AND n.kind = e.type), '') END";

EdgeRow read_edge(const db::Statement& statement, std::size_t depth) {
  EdgeRow edge;
  edge.from_path = statement.text(0);
  edge.from_name = statement.text(1);
  edge.type = statement.text(2);
  edge.target = statement.text(3);
  edge.origin = statement.text(4);
  edge.line = static_cast<std::uint32_t>(statement.integer(5));
  edge.target_path = statement.text(6);
  edge.depth = depth;
  return edge;
}

/// White space folded to single spaces.
std::string one_line(const std::string& text) {
  std::string line;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!space) {
      line += c;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  if (line.ends_with(' ')) line.pop_back();
  return line;
}

/// `words` as an FTS5 query without syntax: every word quoted, all wanted, the last as a prefix.
std::string fts_query(const std::string& words) {
  std::string query, word;
  const auto flush = [&] {
    if (word.empty()) return;
    query += (query.empty() ? "\"" : " \"") + word + "\"";
    word.clear();
  };
  for (const char c : words) {
    if (c == ' ' || c == '\t' || c == '\n') {
      flush();
    } else if (c == '"') {
      word += "\"\"";
    } else if (c != '\0') {
      word += c;
    }
  }
  flush();
  return query.empty() ? query : query + "*";
}

}  // namespace

std::vector<Row> DefinitionIndex::list(const std::string& kind) {
  auto statement = impl_->tables.database().prepare("SELECT " + columns() +
                                                    " FROM definitions WHERE ?1 = '' OR kind = ?1" +
                                                    " ORDER BY kind, name, path");
  statement.bind(0, kind);
  std::vector<Row> rows;
  while (statement.step()) rows.push_back(read_row(statement, false));
  return rows;
}

std::vector<Row> DefinitionIndex::find(const std::string& name_or_path) {
  auto& database = impl_->tables.database();
  std::vector<Row> rows;
  auto by_path = database.prepare("SELECT " + columns() + " FROM definitions WHERE path = ?");
  by_path.bind(0, name_or_path);
  while (by_path.step()) rows.push_back(read_row(by_path, true));
  if (!rows.empty()) return rows;
  auto by_name = database.prepare("SELECT " + columns() +
                                  " FROM definitions WHERE id IN (SELECT definition FROM names"
                                  " WHERE key = ?) ORDER BY path");
  by_name.bind(0, agent::match_key(name_or_path));
  while (by_name.step()) rows.push_back(read_row(by_name, true));
  return rows;
}

std::vector<EdgeRow> DefinitionIndex::edges_from(const std::string& path, bool transitive) {
  auto statement = impl_->tables.database().prepare(
      "SELECT d.path, d.name, e.type, e.target, e.origin, e.line, " + std::string(resolved) +
      " FROM edges e JOIN definitions d ON d.id = e.source WHERE d.path = ?"
      " ORDER BY e.type, e.line, e.target");
  std::vector<EdgeRow> found;
  std::set<std::string> seen = {path};
  std::vector<std::string> level = {path};
  for (std::size_t depth = 1; !level.empty(); ++depth) {
    std::vector<std::string> next;
    for (const auto& from : level) {
      statement.reset();
      statement.bind(0, from);
      while (statement.step()) {
        found.push_back(read_edge(statement, depth));
        const auto& target = found.back().target_path;
        if (!target.empty() && seen.insert(target).second) next.push_back(target);
      }
    }
    level = transitive ? std::move(next) : std::vector<std::string>();
  }
  return found;
}

std::vector<EdgeRow> DefinitionIndex::edges_to(const std::string& path, bool transitive) {
  auto statement = impl_->tables.database().prepare(
      "SELECT d.path, d.name, e.type, e.target, e.origin, e.line, " + std::string(resolved) +
      " AS resolved_path FROM edges e JOIN definitions d ON d.id = e.source WHERE (e.target_path = "
      "?1 OR"
      " e.target_key IN (SELECT n1.key FROM names n1 JOIN definitions d1 ON d1.id = n1.definition"
      " WHERE d1.path = ?1)) AND resolved_path = ?1 ORDER BY d.path, e.type, e.line");
  std::vector<EdgeRow> found;
  std::set<std::string> seen = {path};
  std::vector<std::string> level = {path};
  for (std::size_t depth = 1; !level.empty(); ++depth) {
    std::vector<std::string> next;
    for (const auto& to : level) {
      statement.reset();
      statement.bind(0, to);
      while (statement.step()) {
        found.push_back(read_edge(statement, depth));
        const auto& from = found.back().from_path;
        if (seen.insert(from).second) next.push_back(from);
      }
    }
    level = transitive ? std::move(next) : std::vector<std::string>();
  }
  return found;
}

std::vector<std::string> DefinitionIndex::names() {
  auto statement =
      impl_->tables.database().prepare("SELECT DISTINCT name FROM definitions ORDER BY name");
  std::vector<std::string> names;
  while (statement.step()) names.push_back(statement.text(0));
  return names;
}

/// Bodies enter the full text when somebody searches, not when somebody commits.
void DefinitionIndex::Impl::complete_search() {
  auto& database = tables.database();
  auto pending = database.prepare(
      "SELECT id, path, name, description, blob FROM definitions WHERE searchable = 0");
  struct Pending {
    std::int64_t id;
    git::Entry entry;
    std::string name, description;
  };
  std::vector<Pending> todo;
  while (pending.step()) {
    todo.push_back({pending.integer(0),
                    {0100644, pending.text(4), 0, pending.text(1)},
                    pending.text(2),
                    pending.text(3)});
  }
  pending.reset();
  if (todo.empty()) return;

  std::optional<db::Transaction> own;
  if (!view) own.emplace(database, db::Transaction::Mode::immediate);
  auto insert =
      database.prepare("INSERT INTO search(rowid, name, description, body) VALUES(?, ?, ?, ?)");
  auto mark = database.prepare("UPDATE definitions SET searchable = 1 WHERE id = ?");
  const auto read_from = [&](source::Tree& tree, const std::vector<Pending>& some) {
    std::vector<git::Entry> entries;
    for (const auto& one : some) entries.push_back(one.entry);
    tree.read(entries, indexed_settings().validate.max_bytes,
              [&](std::size_t i, source::Tree::Status status, const std::string& text) {
                if (status != source::Tree::Status::ok) return;
                insert.bind(0, some[i].id)
                    .bind(1, some[i].name)
                    .bind(2, some[i].description)
                    .bind(3, base::to_valid_utf8(text.substr(agent::split(text).body_begin)))
                    .run();
                mark.bind(0, some[i].id).run();
              });
  };
  // Rows of a work tree view have no blob: their content is on disk.
  const auto middle =
      std::ranges::stable_partition(todo, [](const auto& one) { return !one.entry.id.empty(); });
  const std::vector<Pending> on_disk(middle.begin(), middle.end());
  todo.erase(middle.begin(), middle.end());
  if (!todo.empty()) {
    const auto blobs = source::staged_tree(repository);
    read_from(*blobs, todo);
  }
  if (!on_disk.empty() && content) read_from(*content, on_disk);
  if (own) own->commit();
}

std::vector<DefinitionIndex::Hit> DefinitionIndex::search(const std::string& words,
                                                          std::size_t limit) {
  const auto query = fts_query(words);
  if (query.empty()) return {};
  impl_->complete_search();
  auto statement = impl_->tables.database().prepare(
      "SELECT d.id, d.kind, d.host, d.name, d.path, d.blob, d.description, d.model, d.tools,"
      " d.size, d.body_size, d.frontmatter, snippet(search, 1, '[', ']', '…', 16),"
      " snippet(search, 2, '[', ']', '…', 16)"
      " FROM search JOIN definitions d ON d.id = search.rowid WHERE search MATCH ?"
      " ORDER BY bm25(search, 10.0, 5.0, 1.0), d.path LIMIT ?");
  statement.bind(0, query).bind(1, static_cast<std::int64_t>(limit));
  std::vector<Hit> hits;
  while (statement.step()) {
    const auto description = statement.text(12), body = statement.text(13);
    const bool in_body = body.find('[') != std::string::npos;
    const bool in_description = description.find('[') != std::string::npos;
    hits.push_back(
        {read_row(statement, false), one_line(in_body && !in_description ? body : description)});
  }
  return hits;
}

}  // namespace indexing
