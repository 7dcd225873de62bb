#include "hooks/position.hpp"

#include "hooks/hint_file.hpp"

namespace hooks {

std::optional<Position> Position::load(const git::Repository& repository) {
  auto fields = load_hint(repository, "position");
  if (!fields || fields->size() < 2) return std::nullopt;
  Position position{fields->front(), {}};
  position.paths.assign(fields->begin() + 1, fields->end());
  return position;
}

void Position::save(const git::Repository& repository) const {
  std::vector<std::string> fields = {commit};
  fields.insert(fields.end(), paths.begin(), paths.end());
  save_hint(repository, "position", fields);
}

void Position::forget(const git::Repository& repository) {
  remove_hint(repository, "position");
}

}  // namespace hooks
