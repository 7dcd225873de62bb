#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace forge {

using Json = nlohmann::json;

/// One JSON text of at most 32 levels; Error(invalid) naming `what` where it is none.
Json parse_json(std::string_view text, const std::string& what);

/// 40 hex digits: GitHub counts in SHA-1.
bool is_id(std::string_view text);

/// Fields of an object, which must be there and of that type; Error(invalid) naming the field.
const Json& member(const Json& object, const char* name, const std::string& what);
std::string text_of(const Json& object, const char* name, const std::string& what);
std::string id_of(const Json& object, const char* name, const std::string& what);  ///< 40 hex
bool flag_of(const Json& object, const char* name, bool fallback, const std::string& what);

}  // namespace forge
