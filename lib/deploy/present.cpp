#include "deploy/present.hpp"

#include <memory>
#include <unordered_map>

#include "os/digest.hpp"
#include "os/environment.hpp"
#include "os/file.hpp"

namespace deploy {
namespace {

constexpr std::size_t max_file_bytes = std::size_t{64} << 20;

bool is_proven(const os::Stat& stat, const track::LedgerEntry& entry, std::int64_t now_ns) {
  return entry.inode != 0 && stat.inode == entry.inode && stat.size == entry.size &&
         stat.mtime_ns == entry.mtime_ns && stat.ctime_ns == entry.ctime_ns && stat.settled(now_ns);
}

class Looker {
 public:
  Looker(const std::map<std::string, track::LedgerEntry>& ledger, const TargetPlaces& places)
      : ledger_(ledger), places_(places), now_ns_(os::now_ns()) {}

  std::optional<Present> look(const std::string& path) {
    if (is_behind_link(path)) return Present{.hash = {}, .regular = false};
    const std::optional<os::Stat> stat = os::stat_if_exists(path);
    if (!stat) return std::nullopt;
    if (!stat->is_file()) return Present{.hash = {}, .regular = false};
    const auto entry = ledger_.find(path);
    if (entry != ledger_.end() && is_proven(*stat, entry->second, now_ns_)) {
      return Present{.hash = entry->second.hash};
    }
    // Larger than anything that we deploy, so equal to none of it.
    if (stat->size > max_file_bytes) return Present{.hash = {}};
    return Present{.hash = os::sha256_hex(os::read_file(path, max_file_bytes))};
  }

 private:
  bool is_behind_link(const std::string& path) {
    const std::string directory(os::parent(path));
    const auto known = behind_link_.find(directory);
    if (known != behind_link_.end()) return known->second;
    bool behind = false;
    for (const std::string* top : {&places_.agents, &places_.skills, &places_.commands}) {
      if (!directory.starts_with(*top + "/")) continue;
      behind = os::first_symlink(*top, directory.substr(top->size() + 1)).has_value();
    }
    behind_link_.emplace(directory, behind);
    return behind;
  }

  const std::map<std::string, track::LedgerEntry>& ledger_;
  TargetPlaces places_;
  std::int64_t now_ns_;
  std::unordered_map<std::string, bool> behind_link_;
};

}  // namespace

std::function<std::optional<Present>(const std::string&)> presence(
    const std::map<std::string, track::LedgerEntry>& ledger, const TargetPlaces& places) {
  return [looker = std::make_shared<Looker>(ledger, places)](const std::string& path) {
    return looker->look(path);
  };
}

}  // namespace deploy
