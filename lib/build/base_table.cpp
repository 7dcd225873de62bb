#include "build/base_table.hpp"

#include <unordered_map>

#include "agent/compose.hpp"
#include "base/error.hpp"

namespace build {

std::string source_problem(const std::optional<os::Stat>& stat, std::size_t max_bytes) {
  if (!stat) return "it is gone";
  if (stat->is_symlink()) return "it is a symbolic link";
  if (!stat->is_file()) return "it is not a regular file";
  if (stat->size > max_bytes) return "it is larger than " + std::to_string(max_bytes) + " bytes";
  return {};
}

BaseTable::BaseTable(const std::string& root, std::span<const std::string_view> paths,
                     std::size_t max_bytes, std::int64_t now_ns)
    : root_(root), max_bytes_(max_bytes) {
  for (const std::string_view path : paths) {
    Base& base = bases_.emplace_back();
    base.path = path;
    try {
      const auto stat = os::stat_if_exists(os::join(root_, path));
      base.problem = source_problem(stat, max_bytes_);
      if (base.problem.empty() && stat->settled(now_ns)) base.stat = *stat;
    } catch (const base::Error& error) {
      base.problem = error.message();
    }
  }
}

std::vector<int> BaseTable::match(std::span<const FileStamp> old) const {
  std::unordered_map<std::string_view, int> indices;
  for (const Base& base : bases_) indices.emplace(base.path, static_cast<int>(indices.size()));
  std::vector<int> matches;
  matches.reserve(old.size());
  for (const FileStamp& stamp : old) {
    const auto found = indices.find(stamp.path);
    const bool same = found != indices.end() && stamp.stat != os::Stat{} &&
                      bases_[static_cast<std::size_t>(found->second)].stat == stamp.stat;
    matches.push_back(same ? found->second : -1);
  }
  return matches;
}

std::string BaseTable::inherited_hash(std::span<const std::uint32_t> bases, std::size_t root_length,
                                      const std::function<std::string()>& compute) {
  std::pair key(root_length, std::vector(bases.begin(), bases.end()));
  {
    const std::scoped_lock lock(hashes_mutex_);
    if (const auto known = hashes_.find(key); known != hashes_.end()) return known->second;
  }
  std::string hash = compute();
  const std::scoped_lock lock(hashes_mutex_);
  return hashes_.emplace(std::move(key), std::move(hash)).first->second;
}

const BaseTable::Base& BaseTable::read(std::size_t index) {
  Base& base = bases_[index];
  std::call_once(base.read, [&] {
    base.bytes = os::read_file(os::join(root_, base.path), max_bytes_);
    base.body = agent::inheritable_body(base.bytes);
  });
  return base;
}

}  // namespace build
