#include <unistd.h>

#include <algorithm>
#include <ostream>

#include "agent/compose.hpp"
#include "agent/graph.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "git-agents/commands.hpp"
#include "git-agents/view.hpp"
#include "os/file.hpp"
#include "os/terminal.hpp"
#include "report/human.hpp"
#include "report/json.hpp"

namespace cli {
namespace {

constexpr Option options[] = {
    {"composed", "Print the definition with everything it inherits"},
    {"lines", "With --composed: begin each line with the file and line that it comes from"},
    format_option,
    staged_option,
    rev_option,
};

/// A composed definition with the files that it was made from.
struct Composition {
  std::vector<std::string> paths;  ///< the agent first, then its bases
  std::vector<std::string> bytes;
  std::vector<std::string> storage;
  std::vector<agent::Piece> pieces;
};

std::string read_file(source::Tree& tree, const std::vector<git::Entry>& listing,
                      const std::string& path, std::size_t max_bytes) {
  const auto entry = source::find_entry(listing, path);
  auto content = entry == listing.end() ? std::nullopt : tree.read_one(*entry, max_bytes);
  if (!content) {
    throw base::Error(base::ErrorCode::not_found, "cannot read '" + base::quote_path(path) + "'");
  }
  return std::move(*content);
}

void compose(const indexing::Row& row, source::Tree& tree, Composition& composition) {
  const auto settings = source::govern(tree).loaded.settings;
  const agent::Classifier classifier(settings);
  const auto listing = tree.list(source::listed_paths(settings));
  const auto max_bytes = settings.validate.max_bytes;
  const auto classified = classifier.classify(row.path);
  composition.paths.push_back(row.path);
  if (classified && classified->format.kind == agent::Kind::agent) {
    for (auto& base : agent::base_chain(row.path, classified->root, classifier.base_name(),
                                        [&](const std::string& path) {
                                          return source::find_entry(listing, path) != listing.end();
                                        })) {
      composition.paths.push_back(std::move(base));
    }
  }
  for (const auto& path : composition.paths) {
    composition.bytes.push_back(read_file(tree, listing, path, max_bytes));
  }
  std::vector<agent::BaseText> bases;
  for (std::size_t i = 1; i < composition.paths.size(); ++i) {
    const auto& root = classified->root;
    bases.push_back(
        {root.empty() ? composition.paths[i] : composition.paths[i].substr(root.size() + 1),
         agent::inheritable_body(composition.bytes[i])});
  }
  composition.pieces =
      agent::compose(composition.bytes[0], bases, settings.build.order, composition.storage);
}

/// Byte for byte, but a terminal is not to obey what a definition holds.
std::string shown(std::string_view text) {
  if (!os::is_terminal(STDOUT_FILENO)) return std::string(text);
  std::string out;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of("\n\t"), text.size());
    auto part = text.substr(0, end);
    if (end < text.size() && text[end] == '\n' && part.ends_with('\r')) part.remove_suffix(1);
    out += report::printable(part);
    if (end < text.size()) out += text[end];
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

void print_lines(std::ostream& out, const Composition& composition) {
  std::vector<std::string_view> bases(composition.bytes.begin() + 1, composition.bytes.end());
  const auto origins = agent::provenance(composition.bytes[0], bases, composition.pieces);
  const auto text = agent::join(composition.pieces);
  std::size_t begin = 0;
  for (const auto& origin : origins) {
    const auto end = std::min(text.find('\n', begin), text.size());
    if (origin.source >= 0) {
      out << base::quote_path(composition.paths[static_cast<std::size_t>(origin.source)]) << ":"
          << origin.source_line;
    }
    out << ": " << shown(std::string_view(text).substr(begin, end - begin)) << "\n";
    begin = end + 1;
  }
}

void print_fields(std::ostream& out, const indexing::Row& row,
                  const std::vector<indexing::EdgeRow>& edges) {
  const auto field = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) {
      out << name << std::string(13 - name.size(), ' ') << report::printable(value) << "\n";
    }
  };
  field("name", row.name);
  field("kind", row.kind);
  field("host", row.host == "any" ? "" : row.host);
  field("path", base::quote_path(row.path));
  field("description", row.description);
  field("model", row.model);
  std::string tools, bases, needs;
  for (const auto& tool : row.tools) tools += (tools.empty() ? "" : ", ") + tool;
  for (const auto& edge : edges) {
    auto& list = edge.type == "base" ? bases : needs;
    list += (list.empty() ? "" : ", ") + edge.target;
  }
  field("tools", tools);
  field("inherits", bases);
  field("refers to", needs);
  field("size", std::to_string(row.size) + " bytes");
}

int run(const Args& args, Session& session) {
  if (args.has("lines") && !args.has("composed")) {
    throw base::Error(base::ErrorCode::usage, "'--lines' goes with '--composed'");
  }
  auto& index = look(args, session);
  const auto row = find_one(index, args.arguments().front(), session);
  if (!row) return findings;
  auto& out = session.out();
  if (args.has("composed")) {
    Composition composition;
    compose(*row, *chosen_tree(args, session), composition);
    if (args.has("lines")) {
      print_lines(out, composition);
    } else {
      for (const auto& piece : composition.pieces) out << shown(piece.text);
    }
  } else if (wants_json(args)) {
    report::json_definitions(out, std::span(&*row, 1), true);
  } else {
    print_fields(out, *row, index.edges_from(row->path, false));
  }
  return done;
}

}  // namespace

constinit const Command show_command{
    "show",  Group::build, "show one definition", "<name>", 1, 1, Completer::definition,
    options, run};

}  // namespace cli
