#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace objects {

enum class Type : std::uint8_t { blob, tree, commit };

struct Object {
  Type type = Type::blob;
  std::string content;
};

/// The objects of one bare repository: all that is used of libgit2's repositories. Not for another
/// person's repository: the owner is not checked, nor is the user's configuration read.
class ObjectDatabase {
 public:
  /// Makes a bare repository without hooks in an empty or missing directory.
  static void create(const std::string& path);
  /// Error(invalid) where there is no repository.
  explicit ObjectDatabase(const std::string& path);
  ~ObjectDatabase();
  ObjectDatabase(ObjectDatabase&&) noexcept;

  /// Gives the id. What a power failure left of an object of that id is replaced.
  std::string write(Type type, std::string_view content);
  /// Nothing where it is missing or `id` is none; Error(invalid) where it is damaged.
  std::optional<Object> read(const std::string& id) const;
  /// Nothing where it is missing; does not look at the content.
  std::optional<Type> type_of(const std::string& id) const;
  /// The id that a reference leads to; nothing where it is not there.
  std::optional<std::string> reference(const std::string& name) const;

 private:
  struct Handles;
  std::string path_;
  std::unique_ptr<Handles> handles_;
};

/// Gives the hunks of a unified diff line by line: `origin` is '@' for a hunk's header, ' ', '+'
/// or '-' for a line, '\\' for the note that a line has no newline at its end.
void diff_lines(std::string_view before, std::string_view after,
                const std::function<void(char origin, std::string_view text)>& line);

}  // namespace objects
