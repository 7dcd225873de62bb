#include "hooks/passed.hpp"

#include "hooks/hint_file.hpp"

namespace hooks {

std::optional<Passed> Passed::load(const git::Repository& repository) {
  auto fields = load_hint(repository, "passed");
  if (!fields || fields->size() < 2 || fields->front().size() != 64) return std::nullopt;
  Passed passed{fields->front(), {}};
  passed.paths.assign(fields->begin() + 1, fields->end());
  return passed;
}

void Passed::save(const git::Repository& repository) const {
  std::vector<std::string> fields = {key};
  fields.insert(fields.end(), paths.begin(), paths.end());
  save_hint(repository, "passed", fields);
}

}  // namespace hooks
