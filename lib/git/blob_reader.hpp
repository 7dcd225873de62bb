#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "git/repository.hpp"
#include "os/process.hpp"

namespace git {

/// One live `git cat-file --batch`, started on first use. Not thread-safe.
class BlobReader {
 public:
  explicit BlobReader(const Repository& repository) : repository_(repository) {}

  /// What happened to one request.
  enum class Status { ok, missing, too_large };
  using Sink = std::function<void(std::size_t i, Status, std::string content)>;

  /// Reads ids[i] for every i in order, pipelined; content of more than `max_bytes` is drained and
  /// reported as too_large with its size in decimal as content. Ids may also be names such as
  /// "HEAD:a b"; one that a line cannot carry is missing. An exception of `sink` stops the reading.
  void read(const std::vector<std::string>& ids, std::size_t max_bytes, const Sink& sink);
  /// One object; nothing where missing. Error(invalid) where larger than `max_bytes`.
  std::optional<std::string> read_one(const std::string& name, std::size_t max_bytes);

 private:
  void start();
  /// Gives the index of the first id without an answer, where the child ended before its time.
  std::size_t exchange(const std::vector<std::string>& ids, std::size_t from, std::size_t max_bytes,
                       const Sink& sink);
  void learn_absent(const std::vector<std::string>& ids);
  [[noreturn]] void fail(const std::string& id);

  Repository repository_;
  std::optional<os::Child> child_;
  std::set<std::string> absent_;  ///< promised objects of a partial clone that are not here
  std::string buffer_;            ///< requests not yet taken by the pipe
};

}  // namespace git
