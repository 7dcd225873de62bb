#include <ostream>

#include "base/text.hpp"
#include "git-agents/commands.hpp"
#include "git-agents/view.hpp"
#include "report/human.hpp"
#include "report/json.hpp"

namespace cli {
namespace {

constexpr Option options[] = {
    {"reverse", "What needs <name>, instead of what <name> needs"},
    {"transitive", "Follow the edges to their ends"},
    {"format", "How to print it", "FORMAT", "text json dot mermaid"},
    staged_option,
    rev_option,
};

/// What the far end of an edge is called: its path where it is known.
std::string target_of(const indexing::EdgeRow& edge) {
  return edge.target_path.empty() ? edge.target : edge.target_path;
}

void print_text(std::ostream& out, const std::vector<indexing::EdgeRow>& edges, bool reverse) {
  for (const auto& edge : edges) {
    out << std::string((edge.depth - 1) * 2, ' ') << edge.type << "  ";
    if (reverse) {
      out << base::quote_path(edge.from_path);
      if (edge.line > 0) out << ":" << edge.line;
    } else if (edge.target_path.empty()) {
      out << report::printable(edge.target) << "  (not in this repository)";
    } else {
      out << base::quote_path(edge.target_path);
    }
    if (edge.origin != "inheritance") out << "  [" << edge.origin << "]";
    out << "\n";
  }
}

/// A string that both dot and mermaid take between double quotes.
std::string label(const std::string& text) {
  std::string safe;
  for (const char c : report::printable(text)) {
    if (c == '"' || c == '\\' || c == '<' || c == '>') {
      safe += c == '"' ? "'" : "/";
    } else {
      safe += c;
    }
  }
  return safe;
}

void print_graph(std::ostream& out, const std::vector<indexing::EdgeRow>& edges, bool mermaid) {
  out << (mermaid ? "graph LR\n" : "digraph dependencies {\n  rankdir=LR;\n");
  std::vector<std::string> nodes;
  const auto node = [&](const std::string& name) {
    std::size_t i = 0;
    while (i < nodes.size() && nodes[i] != name) ++i;
    if (i == nodes.size()) {
      nodes.push_back(name);
      const auto id = "n" + std::to_string(i);
      out << "  " << id
          << (mermaid ? "[\"" + label(name) + "\"]\n" : " [label=\"" + label(name) + "\"];\n");
    }
    return "n" + std::to_string(i);
  };
  for (const auto& edge : edges) {
    const auto from = node(edge.from_path);
    const auto to = node(target_of(edge));
    if (mermaid) {
      out << "  " << from << " -->|" << edge.type << "| " << to << "\n";
    } else {
      out << "  " << from << " -> " << to << " [label=\"" << edge.type << "\"];\n";
    }
  }
  if (!mermaid) out << "}\n";
}

int run(const Args& args, Session& session) {
  auto& index = look(args, session);
  const auto row = find_one(index, args.arguments().front(), session);
  if (!row) return findings;
  const bool reverse = args.has("reverse");
  const auto edges = reverse ? index.edges_to(row->path, args.has("transitive"))
                             : index.edges_from(row->path, args.has("transitive"));
  const auto format = args.value("format");
  if (format == "json") {
    report::json_edges(session.out(), edges);
  } else if (format == "text") {
    print_text(session.out(), edges, reverse);
  } else {
    print_graph(session.out(), edges, format == "mermaid");
  }
  return done;
}

}  // namespace

constinit const Command deps_command{
    "deps",  Group::build, "show what a definition needs", "<name>", 1, 1, Completer::definition,
    options, run};

}  // namespace cli
