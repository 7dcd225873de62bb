#include "build/composed.hpp"

#include <algorithm>

#include "agent/compose.hpp"
#include "os/digest.hpp"

namespace build {
namespace {

Hash to_hash(const std::string& hex) {
  Hash hash;
  std::copy_n(hex.begin(), hash.size(), hash.begin());
  return hash;
}

}  // namespace

Hash hash_of(std::string_view bytes) { return to_hash(os::sha256_hex(bytes)); }

Composed::Composed(const std::string& root, const Item& item, BaseTable& table,
                   settings::Build::Order order, std::size_t max_bytes)
    : agent_(os::read_file(os::join(root, item.source), max_bytes)) {
  const std::size_t prefix = item.root_length == 0 ? 0 : item.root_length + 1;
  std::vector<agent::BaseText> texts;
  texts.reserve(item.bases.size());
  for (const std::uint32_t index : item.bases) {
    const BaseTable::Base& base = table.read(index);
    texts.push_back({base.path.substr(prefix), base.body});
  }
  const std::vector<agent::Piece> pieces = agent::compose(agent_, texts, order, separators_);
  pieces_.reserve(pieces.size());
  for (const agent::Piece& piece : pieces) {
    pieces_.push_back(piece.text);
    size_ += piece.text.size();
  }
}

Hash Composed::hash() const {
  os::Sha256 digest;
  for (const std::string_view piece : pieces_) digest.update(piece);
  return to_hash(digest.hex());
}

bool Composed::operator==(std::string_view content) const {
  if (content.size() != size_) return false;
  for (const std::string_view piece : pieces_) {
    if (!content.starts_with(piece)) return false;
    content.remove_prefix(piece.size());
  }
  return true;
}

}  // namespace build
