#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "index/definition_index.hpp"
#include "support/temp_repo.hpp"

namespace indexing {

using Lines = std::vector<std::string>;

inline std::string text_of(const std::string& name, const std::string& fields = {},
                           const std::string& body = "Text.\n") {
  return "---\nname: " + name + "\ndescription: does " + name + "\n" + fields + "---\n" + body;
}

class IndexFixture : public testing::Test {
 protected:
  git::Repository repository() const { return git::discover(repo_.path()).value(); }
  DefinitionIndex open() const { return DefinitionIndex::open(repository()); }
  DefinitionIndex refreshed() const {
    auto index = open();
    index.refresh(nullptr);
    return index;
  }
  void write(const std::string& path, const std::string& text) const { repo_.write(path, text); }
  void remove(const std::string& path) const { std::filesystem::remove(repo_.at(path)); }
  /// Names the roots, so that nothing has to be looked for in the whole tree.
  void configure() const {
    write(".git-agents.yaml", "version: 1\ndefinitions: [{path: agents, kind: agent}]\n");
  }
  std::string commit() const { return repo_.commit("c"); }

  /// "kind name path" of all.
  static Lines rows(DefinitionIndex& index) {
    Lines out;
    for (const auto& row : index.list()) out.push_back(row.kind + " " + row.name + " " + row.path);
    return out;
  }
  static Lines paths(const std::vector<Row>& rows) {
    Lines out;
    for (const auto& row : rows) out.push_back(row.path);
    return out;
  }
  static Lines hits(DefinitionIndex& index, const std::string& words, std::size_t limit = 10) {
    Lines out;
    for (const auto& hit : index.search(words, limit)) out.push_back(hit.row.path);
    return out;
  }
  /// "from -type-> target_path depth" of each.
  static Lines arrows(const std::vector<EdgeRow>& edges) {
    Lines out;
    for (const auto& edge : edges) {
      out.push_back(edge.from_path + " -" + edge.type + "-> " + edge.target_path + " " +
                    std::to_string(edge.depth));
    }
    return out;
  }

  test::TempRepo repo_;
};

}  // namespace indexing
