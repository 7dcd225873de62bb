#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "sync/cache_check.hpp"
#include "sync/cache_status.hpp"
#include "sync/reset.hpp"

namespace cli {

/// "main, 2 ahead, 3 edited, synced 2026-11-21T09:30:00Z; upstream has more".
std::string cache_line(const syncing::CacheStatus& status);

/// One object, on one line.
std::string cache_json(const syncing::CacheStatus& status);

void print_cache_status(std::ostream& out, const std::vector<syncing::CacheStatus>& all);
void print_cache_status_json(std::ostream& out, const std::vector<syncing::CacheStatus>& all);

void print_cache_checks(std::ostream& out, const std::vector<syncing::CacheCheck>& all);
void print_cache_checks_json(std::ostream& out, const std::vector<syncing::CacheCheck>& all);

void print_reset(std::ostream& out, std::ostream& err, const syncing::Reset& reset,
                 const syncing::Source& source, bool dry);
void print_reset_json(std::ostream& out, const syncing::Reset& reset, const syncing::Source& source,
                      bool dry);

}  // namespace cli
