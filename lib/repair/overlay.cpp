#include "repair/overlay.hpp"

#include <algorithm>

namespace repair {
namespace {

bool is_below(const std::string& path, const std::string& top) {
  return top.empty() || top == "." || path == top ||
         (path.size() > top.size() && path.starts_with(top) && path[top.size()] == '/');
}

}  // namespace

void Overlay::put(const std::string& path, std::string content, std::uint32_t mode) {
  files_[path] = File{std::move(content), mode};
}

void Overlay::remove(const std::string& path) {
  files_[path] = std::nullopt;
}

std::vector<git::Entry> Overlay::list(const std::vector<std::string>& paths) {
  auto at = listings_.find(paths);
  if (at == listings_.end()) at = listings_.emplace(paths, below_.list(paths)).first;
  std::vector<git::Entry> entries = at->second;
  std::erase_if(entries, [&](const git::Entry& entry) { return files_.contains(entry.path); });
  for (const auto& [path, file] : files_) {
    const bool wanted = std::ranges::any_of(
        paths, [&, &name = path](const std::string& top) { return is_below(name, top); });
    if (file && wanted) entries.push_back({file->mode, {}, 0, path});
  }
  std::ranges::stable_sort(entries, {}, &git::Entry::path);
  return entries;
}

void Overlay::read(const std::vector<git::Entry>& entries, std::size_t max_bytes,
                   const Sink& sink) {
  std::vector<git::Entry> run;  // entries of the tree below since the last one of ours
  std::size_t first = 0;
  const auto flush = [&] {
    if (run.empty()) return;
    below_.read(run, max_bytes, [&](std::size_t i, Status status, std::string content) {
      sink(first + i, status, std::move(content));
    });
    run.clear();
  };
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto ours = files_.find(entries[i].path);
    if (ours == files_.end()) {
      if (run.empty()) first = i;
      run.push_back(entries[i]);
      continue;
    }
    flush();
    if (!ours->second) {
      sink(i, Status::missing, {});
    } else if (ours->second->content.size() > max_bytes) {
      sink(i, Status::too_large, std::to_string(ours->second->content.size()));
    } else {
      sink(i, Status::ok, ours->second->content);
    }
  }
  flush();
}

std::vector<bool> Overlay::exist(const std::vector<std::string>& paths) {
  std::vector<bool> answers = below_.exist(paths);
  for (std::size_t i = 0; i < paths.size(); ++i) {
    for (const auto& [path, file] : files_) {
      if (file && is_below(path, paths[i])) answers[i] = true;
      if (!file && path == paths[i]) answers[i] = false;
    }
  }
  return answers;
}

}  // namespace repair
