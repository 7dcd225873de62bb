#include "build/composed.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "agent/compose.hpp"
#include "os/digest.hpp"

namespace build {
namespace {

std::string hash_of(std::span<const std::string_view> pieces) {
  os::Sha256 digest;
  for (const std::string_view piece : pieces) digest.update(piece);
  return digest.hex();
}

std::uint64_t size_of(std::span<const std::string_view> pieces) {
  std::uint64_t size = 0;
  for (const std::string_view piece : pieces) size += piece.size();
  return size;
}

std::array<char, 64> combined(const std::string& own_hash, const std::string& inherited_hash) {
  const std::string hex = os::sha256_hex(own_hash + inherited_hash);
  std::array<char, 64> hash;
  std::copy_n(hex.begin(), hash.size(), hash.begin());
  return hash;
}

}  // namespace

Fingerprint fingerprint(std::string_view text, std::uint64_t own_size) {
  const std::string_view own = text.substr(0, own_size);
  return {text.size(), own_size,
          combined(os::sha256_hex(own), os::sha256_hex(text.substr(own.size())))};
}

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
  std::size_t own_pieces = pieces.size();
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    pieces_.push_back(pieces[i].text);
    // The separator before the first base is already inherited.
    if (pieces[i].source > 0) own_pieces = std::min(own_pieces, i - 1);
  }
  const std::span<const std::string_view> all = pieces_;
  const auto own = all.first(own_pieces), inherited = all.subspan(own_pieces);
  fingerprint_.own_size = size_of(own);
  fingerprint_.size = fingerprint_.own_size + size_of(inherited);
  fingerprint_.hash = combined(
      hash_of(own),
      table.inherited_hash(item.bases, item.root_length, [&] { return hash_of(inherited); }));
}

bool Composed::operator==(std::string_view content) const {
  if (content.size() != fingerprint_.size) return false;
  for (const std::string_view piece : pieces_) {
    if (!content.starts_with(piece)) return false;
    content.remove_prefix(piece.size());
  }
  return true;
}

}  // namespace build
