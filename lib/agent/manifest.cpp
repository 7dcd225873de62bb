#include "agent/manifest.hpp"

#include "agent/manifest/tables.hpp"

namespace agent {

void check_manifest(const Fields& fields) {
  switch (fields.kind()) {
    case Kind::plugin:
      return manifest::check_plugin(fields);
    case Kind::marketplace:
      return manifest::check_marketplace(fields);
    case Kind::hooks:
      return manifest::check_hooks_file(fields);
    default:
      return;
  }
}

}  // namespace agent
