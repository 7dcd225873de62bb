#include "http/client.hpp"

#include <algorithm>
#include <deque>
#include <random>

#include "base/error.hpp"
#include "http/wire.hpp"
#include "os/environment.hpp"
#include "os/pipe_signal.hpp"

namespace http {
namespace {

using base::Error;
using base::ErrorCode;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
using Outcome = Exchange::Outcome;

constexpr int most_redirects = 5;
constexpr int most_silences = 2;
constexpr milliseconds longest_poll{1000};

/// A request on its way through tries and redirects.
struct Transfer {
  Exchange exchange;
  std::size_t index = 0;
  int redirects = 0, tries = 0;
  Clock::time_point not_before;

  const Request& request() const { return *exchange.request; }
  std::string host() const { return "'" + exchange.target.origin.host + "'"; }
  bool is_get() const { return request().method == "GET" || request().method == "HEAD"; }
};

bool is_redirect(long status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

[[noreturn]] void fail(const Transfer& transfer) {
  const std::string host = transfer.host();
  const std::string& words = transfer.exchange.words;
  switch (transfer.exchange.outcome) {
    case Outcome::large_headers:
      throw Error(ErrorCode::invalid, "the headers of an answer of " + host + " are too large");
    case Outcome::large_body:
      throw Error(ErrorCode::invalid, "an answer of " + host + " is larger than " +
                                          std::to_string(transfer.request().max_bytes) + " bytes");
    case Outcome::unreachable:
      throw Error(ErrorCode::network, "cannot reach " + host + ": " + words,
                  "check the network, and the proxy where there is one");
    case Outcome::unsafe:
      throw Error(ErrorCode::network, "cannot reach " + host + " safely: " + words,
                  "if its certificate is your organisation's own: git config --global "
                  "http.sslCAInfo <file of certificates>");
    case Outcome::silent:
    case Outcome::slow:
      throw Error(ErrorCode::network, host + " does not answer in time: " + words,
                  "try again later");
    default:
      throw Error(ErrorCode::network, "the connection to " + host + " broke: " + words,
                  "try again later");
  }
}

}  // namespace

struct Client::State {
  explicit State(Options given) : options(std::move(given)), wire(options) {}
  Options options;
  Wire wire;
  std::minstd_rand random{std::random_device{}()};
  std::int64_t requests = 0, bytes = 0;
  Clock::time_point paused_until;   ///< a limit holds back all requests
  Clock::time_point planned_until;  ///< the end of the last wait
  milliseconds waited{0};           ///< all waits together, those at the same time once

  /// True where the transfer is over; false where it goes on with another try.
  bool finish(Transfer& transfer);
  bool follow(Transfer& transfer);
  void plan_wait(Transfer& transfer, milliseconds wait);
  std::unique_ptr<Transfer> transfer_of(const Request& request, std::size_t index) const;
};

Client::Client(Options options) {
  options.parallel = std::max<std::size_t>(options.parallel, 1);
  state_ = std::make_unique<State>(std::move(options));
}

Client::~Client() = default;
Client::Client(Client&&) noexcept = default;

std::int64_t Client::requests() const {
  return state_->requests;
}

std::int64_t Client::bytes() const {
  return state_->bytes;
}

void Client::State::plan_wait(Transfer& transfer, milliseconds wait) {
  const auto now = Clock::now();
  const auto from = std::max(now, planned_until);
  const auto longer = std::max(std::chrono::ceil<milliseconds>(now + wait - from), milliseconds(0));
  const long status = transfer.exchange.response.status;
  if (waited + longer > options.patience.total) {
    if (transfer.exchange.outcome != Outcome::answered) fail(transfer);
    const std::int64_t again = os::now_ns() + std::chrono::nanoseconds(wait).count();
    throw Error(ErrorCode::network,
                transfer.host() + " takes no more requests before " + os::iso_time(again) +
                    " (HTTP " + std::to_string(status) + ")",
                options.limit_advice.empty() ? "try again then"
                                             : "try again then, or " + options.limit_advice);
  }
  waited += longer;
  planned_until = std::max(planned_until, now + wait);
  transfer.not_before = now + wait;
  if (status != 429 && status != 403) return;
  paused_until = std::max(paused_until, transfer.not_before);
  if (options.on_wait && longer > milliseconds(0)) {
    options.on_wait(transfer.exchange.target.origin.host, wait);
  }
}

bool Client::State::follow(Transfer& transfer) {
  Exchange& exchange = transfer.exchange;
  const Response& response = exchange.response;
  const auto location = response.header("location");
  if (!is_redirect(response.status) || !location) return false;
  if (!transfer.is_get() && response.status != 307 && response.status != 308) return false;
  Target target = target_of(*location, exchange.target.url, transfer.request());
  const bool same = target.origin == exchange.target.origin;
  if (!transfer.is_get() && !same) return false;
  if (++transfer.redirects > most_redirects) {
    throw Error(ErrorCode::network, transfer.host() + " redirects more than " +
                                        std::to_string(most_redirects) + " times");
  }
  exchange.with_bearer = exchange.with_bearer && same;
  exchange.target = std::move(target);
  return true;
}

bool Client::State::finish(Transfer& transfer) {
  const Outcome outcome = transfer.exchange.outcome;
  bytes += static_cast<std::int64_t>(transfer.exchange.response.body.size());
  const bool answered = outcome == Outcome::answered;
  if (answered && follow(transfer)) return false;
  ++transfer.tries;
  if (!answered && outcome != Outcome::broken && outcome != Outcome::silent) fail(transfer);
  if (outcome == Outcome::silent && transfer.tries >= most_silences) fail(transfer);
  Attempt attempt;
  attempt.response = answered ? &transfer.exchange.response : nullptr;
  attempt.repeatable = transfer.is_get();
  attempt.number = transfer.tries;
  attempt.now_s = os::now_ns() / 1'000'000'000;
  attempt.jitter = std::uniform_real_distribution<>(0, 1)(random);
  const auto wait = wait_before_retry(attempt, options.patience);
  if (!wait) {
    if (!answered) fail(transfer);
    return true;
  }
  plan_wait(transfer, *wait);
  return false;
}

std::unique_ptr<Transfer> Client::State::transfer_of(const Request& request,
                                                     std::size_t index) const {
  auto transfer = std::make_unique<Transfer>();
  transfer->index = index;
  Exchange& exchange = transfer->exchange;
  exchange.request = &request;
  exchange.target = target_of(request.url, {}, request);
  exchange.with_bearer = !request.bearer.empty();
  if (exchange.with_bearer && exchange.target.origin.scheme != "https" &&
      !exchange.target.loopback) {
    throw Error(ErrorCode::invalid,
                "a token is not sent to " + transfer->host() + ", which is not encrypted",
                "use https");
  }
  return transfer;
}

Response Client::send(const Request& request) {
  Response response;
  send_all({&request, 1}, [&](std::size_t, Response answer) { response = std::move(answer); });
  return response;
}

void Client::send_all(std::span<const Request> requests,
                      const std::function<void(std::size_t, Response)>& sink) {
  const os::PipeSignalBlocked blocked;
  State& state = *state_;
  std::deque<std::unique_ptr<Transfer>> waiting;  // for their time to come
  std::deque<std::unique_ptr<Transfer>> running;
  struct Drop {
    Wire& wire;
    ~Drop() { wire.drop_all(); }
  } const drop{state.wire};

  const auto start = [&](std::unique_ptr<Transfer> transfer) {
    state.wire.start(transfer->exchange);
    running.push_back(std::move(transfer));
    ++state.requests;
  };
  for (std::size_t next = 0; next < requests.size() || !waiting.empty() || !running.empty();) {
    const auto now = Clock::now();
    auto wake = now + longest_poll;
    for (std::size_t i = waiting.size(); i > 0 && running.size() < state.options.parallel; --i) {
      auto transfer = std::move(waiting.front());
      waiting.pop_front();
      const auto ready = std::max(transfer->not_before, state.paused_until);
      if (ready <= now) {
        start(std::move(transfer));
      } else {
        wake = std::min(wake, ready);
        waiting.push_back(std::move(transfer));
      }
    }
    if (state.paused_until > now) wake = std::min(wake, state.paused_until);
    while (state.paused_until <= now && next < requests.size() &&
           running.size() < state.options.parallel) {
      start(state.transfer_of(requests[next], next));
      ++next;
    }
    const auto pause = std::chrono::ceil<milliseconds>(wake - Clock::now());
    for (const Exchange* ended : state.wire.wait(std::max(pause, milliseconds(0)))) {
      const auto at = std::ranges::find_if(
          running, [&](const auto& transfer) { return &transfer->exchange == ended; });
      auto transfer = std::move(*at);
      running.erase(at);
      if (state.finish(*transfer)) {
        sink(transfer->index, std::move(transfer->exchange.response));
      } else {
        waiting.push_back(std::move(transfer));
      }
    }
  }
}

}  // namespace http
