#include "agent/privileges.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/text.hpp"

namespace agent {
namespace {

using Json = nlohmann::json;

/// One line, whatever is in it: a name with a line feed must not pass for two lines.
std::string on_one_line(std::string text) {
  for (char& byte : text) {
    if (static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f) byte = ' ';
  }
  return std::string(base::trim(text));
}

std::string scalar(const Json& value) {
  if (value.is_string()) return on_one_line(value.get<std::string>());
  return value.dump(-1, ' ', true, Json::error_handler_t::replace);
}

/// Splits "Read, Bash(git add:*, git rm:*) Grep" at commas and blanks outside parentheses.
void split_tools(const std::string& text, std::set<std::string>& tools) {
  std::string word;
  int depth = 0;
  const auto flush = [&] {
    const std::string tool = on_one_line(word);
    if (!tool.empty()) tools.insert(tool);
    word.clear();
  };
  for (const char byte : text) {
    if (byte == '(') ++depth;
    if (byte == ')' && depth > 0) --depth;
    const bool separates =
        byte == ',' || byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
    if (separates && depth == 0) {
      flush();
    } else {
      word.push_back(byte);
    }
  }
  flush();
}

std::set<std::string> tools_of(const Json& value) {
  std::set<std::string> tools;
  if (value.is_string()) split_tools(value.get<std::string>(), tools);
  if (value.is_array()) {
    for (const Json& item : value) {
      if (item.is_string()) {
        split_tools(item.get<std::string>(), tools);
      } else {
        tools.insert(scalar(item));
      }
    }
  }
  if (value.is_object()) tools.insert(scalar(value));
  return tools;
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> result;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (end > begin) result.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return result;
}

/// The values of the lines that start with `key`.
std::vector<std::string> values(const std::string& text, std::string_view key) {
  std::vector<std::string> result;
  for (const std::string& line : lines(text)) {
    if (line.starts_with(key)) result.push_back(line.substr(key.size()));
  }
  return result;
}

constexpr std::string_view tools_key = "tools: ";
constexpr std::string_view disallowed_key = "disallowedTools: ";
constexpr std::string_view mode_key = "permissionMode: ";

std::string permission_mode(const std::string& text) {
  const std::vector<std::string> found = values(text, mode_key);
  return found.empty() ? "default" : found.front();
}

/// Modes that allow more than the default: leaving one of them for the default gives nothing.
bool is_looser_than_default(const std::string& mode) {
  return mode == "acceptEdits" || mode == "bypassPermissions" || mode == "auto";
}

}  // namespace

std::string privileges(const std::string& frontmatter_json, Kind kind) {
  const Json frontmatter = Json::parse(frontmatter_json, nullptr, false);
  if (!frontmatter.is_object()) return {};
  std::string text;
  const auto add = [&](std::string_view key, const std::string& value) {
    text.append(key).append(": ").append(value).push_back('\n');
  };
  // Memory lets Claude Code's agents read, write and edit, whatever their tools are.
  for (const char* key : {"<<", "allowed-tools", "disallowedTools", "hooks", "mcpServers", "memory",
                          "model", "permissionMode", "tools"}) {
    const auto found = frontmatter.find(key);
    if (found == frontmatter.end() || found->is_null()) {
      // An agent without a list may use every tool.
      if (kind == Kind::agent && std::string_view(key) == "tools") add(key, "all");
      continue;
    }
    const bool is_list = std::string_view(key).ends_with("ools");
    if (!is_list) {
      add(key, scalar(*found));
      continue;
    }
    const std::set<std::string> tools = tools_of(*found);
    for (const std::string& tool : tools) add(key, tool);
    // No list at all, however it is written, may be read as every tool.
    const bool no_list =
        kind == Kind::agent && std::string_view(key) == "tools" && found->is_string();
    if (tools.empty()) add(key, no_list ? "all" : "none");
  }
  return text;
}

std::vector<std::string> added_privileges(const std::string& before, const std::string& after) {
  const std::vector<std::string> old = lines(before);
  const std::set<std::string> known(old.begin(), old.end());
  std::vector<std::string> result;
  for (std::string& line : lines(after)) {
    if (!known.contains(line)) result.push_back(std::move(line));
  }
  return result;
}

std::vector<std::string> widened_privileges(const std::string& before, const std::string& after) {
  const std::vector<std::string> had = values(before, tools_key);
  const bool had_all = std::ranges::find(had, "all") != had.end();
  std::vector<std::string> result;
  for (std::string& line : added_privileges(before, after)) {
    if (line.starts_with(disallowed_key) || line.starts_with(mode_key)) continue;
    if (line.starts_with(tools_key) && (had_all || line == "tools: none")) continue;
    result.push_back(std::move(line));
  }
  const std::vector<std::string> still = values(after, disallowed_key);
  for (const std::string& tool : values(before, disallowed_key)) {
    if (tool == "none" || std::ranges::find(still, tool) != still.end()) continue;
    result.push_back(std::string(disallowed_key) + "no longer " + tool);
  }
  const std::string old_mode = permission_mode(before), mode = permission_mode(after);
  if (mode != old_mode && !(mode == "default" && is_looser_than_default(old_mode))) {
    result.push_back(std::string(mode_key) + mode);
  }
  return result;
}

std::vector<std::string> risky_privileges(const std::string& privileges) {
  static constexpr std::string_view harmless[] = {"Glob", "Grep",      "LS",  "NotebookRead",
                                                  "Read", "TodoWrite", "none"};
  std::vector<std::string> result;
  for (std::string& line : lines(privileges)) {
    const auto colon = line.find(": ");
    const std::string_view key = std::string_view(line).substr(0, colon);
    const std::string_view value = std::string_view(line).substr(colon + 2);
    const bool is_tool = key == "tools" || key == "allowed-tools";
    if ((is_tool && std::ranges::find(harmless, value) == std::end(harmless)) ||
        (key == "permissionMode" && value != "default") || key == "hooks" || key == "mcpServers" ||
        key == "memory" || key == "<<") {
      result.push_back(std::move(line));
    }
  }
  return result;
}

}  // namespace agent
