#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace http {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method = "GET";
  std::string url;
  Headers headers;
  std::string body;
  std::string bearer;  ///< a secret: sent as Authorization, to the host of `url` alone
  std::size_t max_bytes = std::size_t{8} << 20;  ///< of the answer's body
  bool plain = false;  ///< http is allowed to hosts that are not loopback; never with a bearer
};

struct Response {
  long status = 0;
  Headers headers;  ///< names in lower case
  std::string body;
  std::optional<std::string> header(std::string_view lower_case_name) const;
};

/// How long a whole piece of work may wait for a server that says "later".
struct Patience {
  std::chrono::seconds total{60};  ///< all waits together
  int tries = 4;                   ///< of one request
};

/// Several requests at a time over kept connections. One client serves one thread.
///
/// https, and http where the host is loopback or the request allows it; never a URL with a user or
/// a password in it. Redirects are followed (at most 5; of a request that is no GET only those that
/// keep its method), the bearer only on the same scheme, host and port. Nothing is read from
/// ~/.netrc, no cookie is kept. Loopback is reached without a proxy. An
/// answer of 429, 5xx, 403 with Retry-After, x-ratelimit-remaining: 0 or a body that says
/// "secondary rate limit", and a connection that broke, are tried again: after Retry-After, at
/// x-ratelimit-reset (epoch seconds), else with doubling waits and jitter; a request that is no GET
/// only where the server said that it did nothing. A limit holds back all requests. Where the waits
/// would be longer than the patience: Error(network) that names the time to try again. A host that
/// cannot be reached at all is an Error(network) at once.
class Client {
 public:
  struct Options {
    std::string product;  ///< who asks: "name/1.0", sent with every request
    std::size_t parallel = 8;
    Patience patience;
    std::chrono::seconds connect_timeout{10};
    std::chrono::seconds stall_timeout{30};   ///< less than 1 byte a second for so long
    std::chrono::seconds whole_timeout{600};  ///< of one try
    std::string authorities;  ///< a file of certificates (PEM) instead of the system's; "" = none
    std::optional<std::string> proxy;  ///< instead of the environment's; "" = none
    std::string limit_advice;  ///< what else helps where a host limits requests: part of a hint
    /// Called before a wait that a server asked for, with its host.
    std::function<void(const std::string& host, std::chrono::milliseconds wait)> on_wait;
  };
  explicit Client(Options options);
  ~Client();
  Client(Client&&) noexcept;

  /// Error(network) where there is no answer, Error(invalid) where it is too large. Any status is
  /// an answer.
  Response send(const Request& request);
  /// Gives every answer to `sink` as it comes, with the index of its request. The first Error stops
  /// the rest; `sink` may throw, too, but must not send.
  void send_all(std::span<const Request> requests,
                const std::function<void(std::size_t, Response)>& sink);

  std::int64_t requests() const;  ///< sent so far, with those that were tried again
  std::int64_t bytes() const;     ///< of bodies that came so far

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// What to do after an answer or a broken connection. Pure.
struct Attempt {
  const Response* response = nullptr;  ///< null = the connection broke
  bool repeatable = true;
  int number = 1;          ///< of tries so far
  std::int64_t now_s = 0;  ///< epoch seconds
  double jitter = 0;       ///< 0 to 1
};
/// Nothing = the answer stands (or the break is final); else how long to wait before the next try.
std::optional<std::chrono::milliseconds> wait_before_retry(const Attempt& attempt,
                                                           const Patience& patience);

}  // namespace http
