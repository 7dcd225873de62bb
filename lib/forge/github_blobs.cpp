#include <algorithm>

#include "base/error.hpp"
#include "forge/github.hpp"
#include "forge/json.hpp"
#include "os/digest.hpp"

namespace forge {
namespace {

using base::Error;
using base::ErrorCode;

/// Nothing where it is no base64 (RFC 4648 §4); line ends in it are skipped.
std::optional<std::string> decoded(std::string_view text) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned value = 0, bits = 0;
  while (text.ends_with('\n')) text.remove_suffix(1);
  for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  for (const char c : text) {
    if (c == '\n' || c == '\r') continue;
    const std::size_t digit = digits.find(c);
    if (digit == digits.npos) return std::nullopt;
    value = (value << 6 | static_cast<unsigned>(digit)) & 0xFFFFFF;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push_back(static_cast<char>(value >> bits & 0xFF));
    }
  }
  return bytes;
}

bool is_content(std::string_view content, const std::string& id) {
  return os::git_blob_id(content, false) == id;
}

/// The content whose id that is, from an answer that holds it raw, or as JSON where the server
/// knows no other form. Nothing where it does not.
std::optional<std::string> content_of(std::string body, const std::string& id) {
  if (is_content(body, id)) return body;
  Json json;
  try {
    json = parse_json(body, "a blob");
  } catch (const Error&) {
    return std::nullopt;
  }
  const auto text = [&](const char* name) {
    const auto found = json.is_object() ? json.find(name) : json.end();
    return found != json.end() && found->is_string() ? &found->get_ref<const std::string&>()
                                                     : nullptr;
  };
  const std::string* encoding = text("encoding");
  const std::string* content = text("content");
  if (encoding == nullptr || *encoding != "base64" || content == nullptr) return std::nullopt;
  std::optional<std::string> bytes = decoded(*content);
  if (!bytes || !is_content(*bytes, id)) return std::nullopt;
  return bytes;
}

}  // namespace

void GitHub::blobs(std::span<const std::string> ids, std::size_t max_bytes,
                   const std::function<void(std::size_t, std::string)>& sink) const {
  std::vector<std::size_t> wanted(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) wanted[i] = i;
  for (int tries = 2; !wanted.empty(); --tries) {
    std::vector<http::Request> requests;
    for (const std::size_t i : wanted) {
      requests.push_back(request("/git/blobs/" + ids[i], "application/vnd.github.raw+json"));
      // As base64 it is longer by a third, and by its line ends.
      requests.back().max_bytes = max_bytes + max_bytes / 2 + 4096;
    }
    std::vector<std::size_t> again;
    client_.send_all(requests, [&](std::size_t at, http::Response response) {
      const std::size_t i = wanted[at];
      const std::string what =
          "blob '" + ids[i] + "' in '" + remote_.host + "/" + remote_.path + "'";
      auto content = content_of(body_of(std::move(response), what), ids[i]);
      if (content && content->size() > max_bytes) {
        throw Error(ErrorCode::invalid,
                    "the " + what + " is larger than " + std::to_string(max_bytes) + " bytes");
      }
      if (content) {
        sink(i, std::move(*content));
      } else if (tries > 1) {
        again.push_back(i);
      } else {
        throw Error(ErrorCode::invalid, "the answer about " + what + " is not that blob's content",
                    "it was cut off or changed on its way: try again");
      }
    });
    wanted = std::move(again);
  }
}

}  // namespace forge
