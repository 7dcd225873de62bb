#include "forge/json.hpp"

#include "base/error.hpp"

namespace forge {
namespace {

[[noreturn]] void fail(const std::string& what, const std::string& why) {
  throw base::Error(base::ErrorCode::invalid, "the answer about " + what + " " + why,
                    "is this the API of a GitHub?");
}

[[noreturn]] void fail_field(const char* name, const std::string& what, const char* why) {
  fail(what, "has " + std::string(why) + " '" + name + "'");
}

bool is_id(std::string_view text) {
  constexpr std::size_t digits = 40;
  return text.size() == digits && text.find_first_not_of("0123456789abcdef") == text.npos;
}

}  // namespace

Json parse_json(std::string_view text, const std::string& what) {
  constexpr int deepest = 32;
  bool too_deep = false;
  const auto keep = [&](int depth, Json::parse_event_t event, Json& parsed) {
    if (depth > deepest) too_deep = true;
    if (too_deep) return false;
    return event != Json::parse_event_t::key || parsed != "url";
  };
  Json json = Json::parse(text, keep, false);
  if (too_deep) fail(what, "is nested too deeply");
  if (json.is_discarded()) fail(what, "is no JSON, or was cut off");
  return json;
}

const Json& member(const Json& object, const char* name, const std::string& what) {
  if (!object.is_object()) fail(what, "is no object");
  const auto found = object.find(name);
  if (found == object.end()) fail_field(name, what, "no");
  return *found;
}

std::string text_of(const Json& object, const char* name, const std::string& what) {
  const Json& value = member(object, name, what);
  if (!value.is_string()) fail_field(name, what, "no text as");
  return value.get<std::string>();
}

std::string id_of(const Json& object, const char* name, const std::string& what) {
  std::string id = text_of(object, name, what);
  if (!is_id(id)) fail_field(name, what, "no object id as");
  return id;
}

bool flag_of(const Json& object, const char* name, bool fallback, const std::string& what) {
  if (!object.is_object()) fail(what, "is no object");
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return fallback;
  if (!found->is_boolean()) fail_field(name, what, "no truth value as");
  return found->get<bool>();
}

}  // namespace forge
