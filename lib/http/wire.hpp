#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "http/address.hpp"
#include "http/client.hpp"

namespace http {

/// Where a request goes.
struct Target {
  std::string url;
  Origin origin;
  bool loopback = false;
};

/// Reads `text`, a URL; where `base` is not empty, a redirect from there, which may be relative.
/// Error(invalid) where it holds a user or a password, or is neither https, nor http where
/// `request` may go over http. A redirect's text is in no message: a server may write anything.
Target target_of(const std::string& text, const std::string& base, const Request& request);

/// One try of a request, and what came of it.
struct Exchange {
  const Request* request = nullptr;
  Target target;
  bool with_bearer = false;
  Response response;

  enum class Outcome {
    answered,
    unreachable,    ///< there was no connection
    unsafe,         ///< the host's certificate is not trusted
    broken,         ///< the connection ended before its time
    silent,         ///< nothing came for longer than the stall timeout
    slow,           ///< the whole timeout is over
    large_headers,  ///< more than 64 KiB of them
    large_body,     ///< more than Request::max_bytes
    refused,        ///< anything else, such as an answer that is not HTTP
  } outcome = Outcome::answered;
  std::string words;  ///< why, where there is no answer
};

/// The one that talks to servers: any number of exchanges at a time, without a second try.
class Wire {
 public:
  explicit Wire(const Client::Options& options);
  ~Wire();

  /// `exchange` must stay where it is until wait() gives it back or `this` is dropped.
  void start(Exchange& exchange);
  /// Those that ended; waits for one, but not longer than that.
  std::vector<Exchange*> wait(std::chrono::milliseconds longest);
  std::size_t running() const;
  void drop_all();  ///< ends what runs, unfinished

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace http
