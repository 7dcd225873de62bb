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

/// Looks only at how deep a text goes, and how much is in it: parsed, a value takes thirty times
/// the bytes that it has as text. (A callback of the parser would do, but makes it quadratic.)
class Depth : public nlohmann::json_sax<Json> {
 public:
  bool start_object(std::size_t) override { return enter(); }
  bool start_array(std::size_t) override { return enter(); }
  bool end_object() override { return leave(); }
  bool end_array() override { return leave(); }
  bool null() override { return count(); }
  bool boolean(bool) override { return count(); }
  bool number_integer(number_integer_t) override { return count(); }
  bool number_unsigned(number_unsigned_t) override { return count(); }
  bool number_float(number_float_t, const string_t&) override { return count(); }
  bool string(string_t&) override { return count(); }
  bool binary(binary_t&) override { return count(); }
  bool key(string_t&) override { return true; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }
  bool is_too_deep() const { return depth_ > deepest; }
  bool is_too_much() const { return values_ > most; }

 private:
  static constexpr int deepest = 32;
  /// 100,000 entries of a tree, which is the most that GitHub gives, have seven each.
  static constexpr std::size_t most = 1'000'000;
  bool enter() { return count() && ++depth_ <= deepest; }
  bool count() { return ++values_ <= most; }
  bool leave() {
    --depth_;
    return true;
  }
  int depth_ = 0;
  std::size_t values_ = 0;
};

}  // namespace

bool is_id(std::string_view text) {
  constexpr std::size_t digits = 40;
  return text.size() == digits && text.find_first_not_of("0123456789abcdef") == text.npos;
}

Json parse_json(std::string_view text, const std::string& what) {
  Depth depth;
  const bool sound = Json::sax_parse(text, &depth);
  if (depth.is_too_deep()) fail(what, "is nested too deeply");
  if (depth.is_too_much()) fail(what, "has more than a million values");
  if (!sound) fail(what, "is no JSON, or was cut off");
  return Json::parse(text, nullptr, false);
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
