#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "git/repository.hpp"
#include "hooks/work.hpp"

namespace hooks {

/// The files by which hooks and workers of one worktree agree.
class WorkFiles {
 public:
  explicit WorkFiles(const git::Repository& repository);

  /// Leaves a request; a waiting one of the same kind is replaced, for it is the same work.
  void ask(Work work, std::string_view event) const;
  /// Takes the next request, or one that a killed worker had begun. Nothing where there is none.
  struct Request {
    Work work;
    std::string event;
  };
  std::optional<Request> begin() const;
  void end(const Request& request, const WorkReport::Last& last) const;
  bool are_waiting() const;  ///< is anything asked for that nobody has begun?

  std::string unfinished() const;  ///< WorkReport::waiting
  std::optional<WorkReport::Last> last() const;
  /// Holds the lock for a moment, to see whether somebody does.
  WorkReport report() const;

  std::string lock() const;
  std::string log() const;  ///< moved away first where it has grown large
  std::string log_path() const;

 private:
  std::string request_path(Work work, bool begun) const;
  git::Repository repository_;
  std::string agents_, work_;
};

std::string words(const WorkFiles::Request& request);  ///< "deploy after merge"

}  // namespace hooks
