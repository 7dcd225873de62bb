#include "agent/mentions.hpp"

#include <algorithm>

namespace agent {
namespace {

constexpr std::string_view type_key = "subagent_type";
constexpr std::string_view task_call = "Task(";
constexpr std::size_t longest_name = 200;

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}
bool is_name_byte(char c) {
  return is_word(c) || c == '-' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}

std::size_t skip(std::string_view text, std::size_t at, std::string_view bytes) {
  return std::min(text.find_first_not_of(bytes, at), text.size());
}

struct Value {
  std::size_t begin = 0, end = 0;
  bool found() const { return end > begin; }
};

/// The quoted value at `at`, on one line.
Value quoted_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || (text[at] != '"' && text[at] != '\'')) return {};
  const std::string_view window = text.substr(at + 1, longest_name + 1);
  const std::size_t length = window.find_first_of(text[at] == '"' ? "\"\n" : "'\n");
  if (length == window.npos || window[length] == '\n') return {};
  return {at + 1, at + 1 + length};
}

/// The unquoted word at `at` that nothing but punctuation follows on its line, so that it is a
/// value and not the start of a sentence.
Value word_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && end - at <= longest_name && is_name_byte(text[end])) ++end;
  const std::size_t next = skip(text, end, " \t");
  const bool alone = next >= text.size() ||
                     std::string_view("\r\n,)}]`\"'#").find(text[next]) != std::string_view::npos;
  return alone ? Value{at, end} : Value{};
}

Value after_type_key(std::string_view text, std::size_t at) {
  if (at < text.size() && (text[at] == '"' || text[at] == '\'')) ++at;
  at = skip(text, at, " \t");
  if (at >= text.size() || (text[at] != '=' && text[at] != ':')) return {};
  const bool colon = text[at] == ':';
  at = skip(text, at + 1, " \t");
  const Value value = quoted_at(text, at);
  return value.found() || !colon ? value : word_at(text, at);
}

Value after_task_call(std::string_view text, std::size_t at) {
  at = skip(text, at, " \t\r\n");
  if (text.substr(at, 5) != "agent") return {};
  at = skip(text, at + 5, " \t");
  if (at >= text.size() || (text[at] != '=' && text[at] != ':')) return {};
  return quoted_at(text, skip(text, at + 1, " \t"));
}

}  // namespace

void find_mentions(std::string_view text, const MentionFound& found) {
  for (std::size_t at = text.find(type_key); at != text.npos; at = text.find(type_key, at)) {
    const bool whole = at == 0 || !is_word(text[at - 1]);
    at += type_key.size();
    const Value value = whole ? after_type_key(text, at) : Value{};
    if (value.found()) found(value.begin, value.end, type_key);
  }
  for (std::size_t at = text.find(task_call); at != text.npos; at = text.find(task_call, at)) {
    const bool whole = at == 0 || !is_word(text[at - 1]);
    at += task_call.size();
    const Value value = whole ? after_task_call(text, at) : Value{};
    if (value.found()) found(value.begin, value.end, "Task");
  }
}

bool can_be_name(std::string_view value) {
  return !value.empty() && value.size() <= longest_name &&
         value.find_first_of("[<${|*\n") == value.npos && value.find("...") == value.npos;
}

}  // namespace agent
