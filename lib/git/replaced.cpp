#include "git/replaced.hpp"

#include "base/error.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"

namespace git {
namespace {

bool look(const Repository& repository) {
  const std::string& common = repository.common_dir;
  if (os::exists(os::join(common, "reftable"))) {
    const auto refs = query_if(repository, {"for-each-ref", "--count=1", "refs/replace/"});
    return !refs || !refs->empty();
  }
  if (!os::list_directory(os::join(common, "refs/replace")).empty()) return true;
  const auto packed = os::read_file_if_exists(os::join(common, "packed-refs"));
  return packed && packed->find(" refs/replace/") != std::string::npos;
}

}  // namespace

bool objects_may_be_replaced(const Repository& repository) {
  if (os::variable("GIT_NO_REPLACE_OBJECTS")) return false;
  if (os::variable("GIT_REPLACE_REF_BASE")) return true;
  try {
    return look(repository);
  } catch (const base::Error&) {
    return true;
  }
}

}  // namespace git
