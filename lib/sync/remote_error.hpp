#pragma once

#include "base/error.hpp"
#include "git/transport.hpp"
#include "sync/send.hpp"
#include "sync/source.hpp"

namespace syncing {

/// Why a source could not be fetched, what was tried and what can be set up. `access` says what
/// there was to try.
base::Error fetch_error(const Source& source, const git::Access& access, const os::Result& result);

/// The same of a push. `can_fork`: a pull request may come from a fork.
base::Error push_error(const Source& source, const git::Access& access, const Sending& sending,
                       const Sent& sent, bool can_fork);

}  // namespace syncing
