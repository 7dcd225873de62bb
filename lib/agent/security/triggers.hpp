#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace agent::security {

/// What a place in the text may be the beginning of.
enum class Suspect : std::uint8_t {
  control,      ///< a control byte
  unseen,       ///< a byte of a character that is not seen, or of another one
  token,        ///< the prefix of a service's tokens
  private_key,  ///< "-----BEGIN"
  assignment,   ///< a word for secrets
  url,          ///< "://"
  download,     ///< a command that fetches
  bypass,       ///< a word that turns questions off
  override,     ///< a verb that sets instructions aside
  user,         ///< "the user"
  comment,      ///< "<!--"
  command,      ///< the mark of a command that is run when the definition is loaded
};

/// Finds every suspect of a text in one pass over it.
class TriggerScan {
 public:
  explicit TriggerScan(std::string_view bytes) : bytes_(bytes) {}

  struct Hit {
    Suspect suspect;
    std::size_t at;  ///< first byte of the literal; for `unseen` any byte of the character
  };

  std::optional<Hit> next();

 private:
  /// Moves on to the next pair of bytes that is in the table.
  bool find_pair();
  std::uint8_t id_at(std::size_t at) const;

  std::string_view bytes_;
  std::size_t pair_ = 0;
};

}  // namespace agent::security
