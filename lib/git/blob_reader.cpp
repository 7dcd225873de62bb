#include "git/blob_reader.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>

#include "base/error.hpp"
#include "git/failure.hpp"
#include "git/records.hpp"
#include "os/pipe_signal.hpp"

namespace git {
namespace {

constexpr std::size_t window = 512;  ///< requests on their way at any time

/// Takes the answers of `cat-file --batch` apart, in pieces of any size.
class Answers {
 public:
  Answers(std::size_t max_bytes, const BlobReader::Sink& sink)
      : max_bytes_(max_bytes), sink_(sink) {}

  /// Takes bytes of the answer to request `i`; true where it is complete.
  bool take(std::string_view& bytes, std::size_t i) {
    if (!in_body_ && !take_header(bytes)) return false;
    if (!in_body_) {
      sink_(i, BlobReader::Status::missing, {});
      return true;
    }
    return take_body(bytes, i);
  }

 private:
  /// False where more bytes are needed; else in_body_ says whether content follows.
  bool take_header(std::string_view& bytes) {
    const std::size_t end = bytes.find('\n');
    header_.append(bytes.substr(0, end));
    if (end == std::string_view::npos) {
      bytes = {};
      return false;
    }
    bytes.remove_prefix(end + 1);
    in_body_ = parse_header();
    header_.clear();
    return true;
  }

  /// "<id> <type> <size>"; all other answers ("… missing", "… ambiguous", "… submodule") do not end
  /// in a number.
  bool parse_header() {
    const std::size_t space = header_.rfind(' ');
    if (space == std::string::npos) return false;
    const char* end = header_.data() + header_.size();
    const auto [stop, error] = std::from_chars(header_.data() + space + 1, end, size_);
    if (error != std::errc() || stop != end) return false;
    left_ = size_;
    content_.clear();
    if (size_ <= max_bytes_) content_.reserve(size_);
    return true;
  }

  bool take_body(std::string_view& bytes, std::size_t i) {
    const std::size_t part = std::min(left_, bytes.size());
    if (size_ <= max_bytes_) content_.append(bytes.substr(0, part));
    left_ -= part;
    bytes.remove_prefix(part);
    if (left_ > 0 || bytes.empty()) return false;
    bytes.remove_prefix(1);  // the newline after the content
    in_body_ = false;
    if (size_ <= max_bytes_) {
      sink_(i, BlobReader::Status::ok, std::move(content_));
    } else {
      sink_(i, BlobReader::Status::too_large, std::to_string(size_));
    }
    return true;
  }

  std::size_t max_bytes_;
  const BlobReader::Sink& sink_;
  std::string header_, content_;
  std::size_t size_ = 0, left_ = 0;
  bool in_body_ = false;
};

}  // namespace

void BlobReader::start() {
  os::Command git = command(repository_, {"cat-file", "--batch"});
  git.error = os::Command::Stderr::discard;
  child_.emplace(git);
  const int flags = fcntl(child_->in(), F_GETFL);
  fcntl(child_->in(), F_SETFL, flags | O_NONBLOCK);
  buffer_.clear();
}

void BlobReader::fail(const std::string& id) {
  child_.reset();
  // The child's stderr is not read; ask again for what git has to say.
  query(repository_, {"cat-file", "--batch"}, id + "\n");
  throw base::Error(base::ErrorCode::io, "git cat-file: ended too early");
}

/// In a partial clone cat-file ends at the first object that it may not fetch. Which of `ids` are
/// such, git tells in one question.
void BlobReader::learn_absent(const std::vector<std::string>& ids) {
  std::string input;
  for (const std::string& id : ids) {
    if (is_request(id)) input.append(id).push_back('\n');
  }
  const auto listing = query_if(repository_,
                                {"rev-list", "--objects", "--no-walk", "--no-object-names",
                                 "--ignore-missing", "--missing=print", "--stdin"},
                                std::move(input));
  if (!listing) return;
  std::set<std::string> present;
  for (std::string_view rest = *listing; !rest.empty();) {
    const auto line = take(rest, '\n', rest);
    if (!line.starts_with('?')) present.emplace(line);
  }
  for (const std::string& id : ids) {
    if (!present.contains(id)) absent_.insert(id);
  }
}

std::size_t BlobReader::exchange(const std::vector<std::string>& ids, std::size_t from,
                                 std::size_t max_bytes, const Sink& sink) {
  std::array<char, 64 * 1024> bytes;
  Answers answers(max_bytes, sink);
  std::size_t asked = from, answered = from, taken = 0;
  const auto is_asked = [&](const std::string& id) {
    return is_request(id) && (absent_.empty() || !absent_.contains(id));
  };
  const auto skip_unanswerable = [&] {
    while (answered < ids.size() && !is_asked(ids[answered])) {
      sink(answered++, Status::missing, {});
    }
  };
  for (skip_unanswerable(); answered < ids.size();) {
    if (taken == buffer_.size()) {
      buffer_.clear();
      taken = 0;
      for (; asked < ids.size() && asked < answered + window; ++asked) {
        if (is_asked(ids[asked])) buffer_.append(ids[asked]).push_back('\n');
      }
    }
    std::array<pollfd, 2> ends = {pollfd{child_->out(), POLLIN, 0},
                                  pollfd{child_->in(), POLLOUT, 0}};
    if (poll(ends.data(), taken < buffer_.size() ? 2 : 1, -1) < 0) {
      if (errno == EINTR) continue;
      throw base::io_error("wait for", "git cat-file", errno);
    }
    if (ends[1].revents != 0) {
      const ssize_t written = write(child_->in(), buffer_.data() + taken, buffer_.size() - taken);
      if (written > 0) taken += static_cast<std::size_t>(written);
      if (written < 0 && errno != EAGAIN && errno != EINTR) return answered;
    }
    if (ends[0].revents == 0) continue;
    const ssize_t got = ::read(child_->out(), bytes.data(), bytes.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return answered;
    std::string_view rest(bytes.data(), static_cast<std::size_t>(got));
    while (!rest.empty() && answered < ids.size() && answers.take(rest, answered)) {
      ++answered;
      skip_unanswerable();
    }
  }
  return answered;
}

void BlobReader::read(const std::vector<std::string>& ids, std::size_t max_bytes,
                      const Sink& sink) {
  if (ids.empty()) return;
  const os::PipeSignalBlocked blocked;
  if (!child_) start();
  try {
    const std::size_t done = exchange(ids, 0, max_bytes, sink);
    if (done == ids.size()) return;
    learn_absent({ids.begin() + static_cast<std::ptrdiff_t>(done), ids.end()});
    if (!absent_.contains(ids[done])) fail(ids[done]);
    start();
    const std::size_t all = exchange(ids, done, max_bytes, sink);
    if (all < ids.size()) fail(ids[all]);
  } catch (...) {
    // Answers may still be on their way.
    child_.reset();
    throw;
  }
}

std::optional<std::string> BlobReader::read_one(const std::string& name, std::size_t max_bytes) {
  std::string request = name;
  if (!is_request(name)) {
    const std::optional<std::string> id =
        is_revision_argument(name)
            ? query_if(repository_, {"rev-parse", "--verify", "--quiet", name})
            : std::nullopt;
    if (!id) return std::nullopt;
    request = id->substr(0, id->find('\n'));
  }
  Status status = Status::missing;
  std::string content;
  read({request}, max_bytes, [&](std::size_t, Status what, std::string bytes) {
    status = what;
    content = std::move(bytes);
  });
  if (status == Status::missing) return std::nullopt;
  if (status == Status::too_large) {
    throw base::Error(base::ErrorCode::invalid, "'" + name + "' is too large: " + content +
                                                    " bytes, the limit is " +
                                                    std::to_string(max_bytes));
  }
  return content;
}

}  // namespace git
