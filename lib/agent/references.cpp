#include "agent/references.hpp"

#include <string>
#include <utility>
#include <vector>

#include "agent/mentions.hpp"
#include "agent/tools.hpp"
#include "base/text.hpp"

namespace agent {
namespace {

class Collector {
 public:
  Collector(std::size_t shift, const Findings& findings, Parsed& parsed)
      : shift_(shift), findings_(findings), parsed_(parsed) {}

  /// A list of names, or a string with commas.
  void names(const syntax::Node* node, EdgeType type, const char* origin) {
    if (!node || node->kind == syntax::Kind::mapping) return;
    for (const ToolEntry& entry : tool_entries(*node, Separator::comma, shift_)) {
      add(type, entry.text, origin, entry.begin, entry.end);
    }
  }

  void handoffs(const syntax::Node* list) {
    if (!list) return;
    for (const syntax::Node& item : list->items) name(item.find("agent"), "handoffs");
  }

  void name(const syntax::Node* node, const char* origin) {
    if (!node || node->kind != syntax::Kind::scalar || node->type == syntax::Type::null) return;
    add(EdgeType::agent, node->value, origin, node->begin + shift_, node->end + shift_);
  }

  void tools(const syntax::Node* node) {
    if (!node || node->kind == syntax::Kind::mapping) return;
    for (const ToolEntry& entry : tool_entries(*node, Separator::comma_or_blank, shift_)) {
      for (const char* tool : {"Agent", "Task"}) arguments(entry, tool, EdgeType::agent);
      arguments(entry, "Skill", EdgeType::skill);
    }
  }

 private:
  void arguments(const ToolEntry& entry, std::string_view tool, EdgeType type) {
    for (const std::string& name : tool_arguments(entry.text, tool)) {
      add(type, name, "tools", entry.begin, entry.end);
    }
  }

  void add(EdgeType type, std::string_view target, const char* origin, std::size_t begin,
           std::size_t end) {
    target = base::trim(target);
    if (parsed_.references.size() >= most_references || !can_be_name(target)) return;
    parsed_.references.push_back(
        {type, std::string(target), origin, true, findings_.place(begin, end)});
  }

  std::size_t shift_;
  const Findings& findings_;
  Parsed& parsed_;
};

}  // namespace

void add_frontmatter_references(Format format, const syntax::Node& root, std::size_t shift,
                                const Findings& findings, Parsed& parsed) {
  Collector collector(shift, findings, parsed);
  const bool is_agent = format.kind == Kind::agent || format.kind == Kind::chat_mode;
  collector.names(root.find("agents"), EdgeType::agent, "agents");
  collector.handoffs(root.find("handoffs"));
  if (!is_agent) collector.name(root.find("agent"), "agent");
  if (is_agent) collector.names(root.find("skills"), EdgeType::skill, "skills");
  if (const syntax::Node* interactions = root.find("interactions")) {
    collector.names(interactions->find("handoff_agents"), EdgeType::agent, "handoff_agents");
  }
  collector.tools(root.find("tools"));
  collector.tools(root.find("allowed-tools"));
}

}  // namespace agent
