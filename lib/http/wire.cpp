#include "http/wire.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/handle.hpp"
#include "base/text.hpp"
#include "http/libcurl.hpp"

namespace http {
namespace {

using base::Error;
using base::ErrorCode;

constexpr std::size_t most_header_bytes = std::size_t{64} << 10;

void free_easy(CURL* handle) {
  libcurl().easy_cleanup(handle);
}
void free_multi(CURLM* handle) {
  libcurl().multi_cleanup(handle);
}
void free_lines(curl_slist* lines) {
  libcurl().slist_free_all(lines);
}
void free_url(CURLU* url) {
  libcurl().url_cleanup(url);
}
void free_text(char* text) {
  libcurl().free(text);
}

using Easy = base::Handle<CURL, free_easy>;
using Multi = base::Handle<CURLM, free_multi>;
using Lines = base::Handle<curl_slist, free_lines>;
using Url = base::Handle<CURLU, free_url>;
using Outcome = Exchange::Outcome;

std::string part_of(const Url& url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (libcurl().url_get(url.get(), part, &text, flags) != CURLUE_OK) return {};
  const base::Handle<char, free_text> owned(text);
  return text;
}

/// An exchange as libcurl sees it.
struct Transfer {
  Exchange* exchange = nullptr;
  std::size_t header_bytes = 0;
  std::array<char, CURL_ERROR_SIZE> words{};
  Lines lines;
  Easy handle;
};

std::size_t take_header(char* bytes, std::size_t, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  Exchange& exchange = *transfer.exchange;
  transfer.header_bytes += count;
  if (transfer.header_bytes > most_header_bytes) {
    exchange.outcome = Outcome::large_headers;
    return 0;
  }
  const std::string_view line(bytes, count);
  if (line.starts_with("HTTP/")) {
    exchange.response.headers.clear();  // what came before was an interim answer's
    return count;
  }
  const std::size_t colon = line.find(':');
  if (colon != line.npos) {
    exchange.response.headers.emplace_back(base::to_lower_ascii(line.substr(0, colon)),
                                           base::trim(line.substr(colon + 1)));
  }
  return count;
}

std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* user) {
  Exchange& exchange = *static_cast<Transfer*>(user)->exchange;
  if (exchange.response.body.size() + count > exchange.request->max_bytes) {
    exchange.outcome = Outcome::large_body;
    return 0;
  }
  exchange.response.body.append(bytes, count);
  return count;
}

void add_line(Lines& lines, const std::string& line) {
  if (!is_header_text(line)) {
    const std::string name = line.substr(0, line.find(':'));
    throw Error(ErrorCode::invalid,
                "the header '" + one_line(name) + "' holds a control character");
  }
  curl_slist* longer = libcurl().slist_append(lines.get(), line.c_str());
  if (longer == nullptr) throw Error(ErrorCode::internal, "no memory for a request");
  static_cast<void>(lines.release());
  lines.reset(longer);
}

template <class Value>
void set(const Easy& handle, CURLoption option, Value value) {
  const CURLcode code = libcurl().easy_setopt(handle.get(), option, value);
  if (code != CURLE_OK) {
    throw Error(ErrorCode::internal, std::string("libcurl: ") + libcurl().easy_strerror(code));
  }
}

void set_up(Transfer& transfer, const Client::Options& options) {
  const Request& request = *transfer.exchange->request;
  for (const auto& [name, value] : request.headers) add_line(transfer.lines, name + ": " + value);
  if (transfer.exchange->with_bearer) {
    add_line(transfer.lines, "Authorization: Bearer " + request.bearer);
  }
  add_line(transfer.lines, "Expect:");  // not to wait for a 100 before a body
  const Target& target = transfer.exchange->target;
  const Easy& handle = transfer.handle;
  set(handle, CURLOPT_URL, target.url.c_str());
  set(handle, CURLOPT_PROTOCOLS_STR, target.origin.scheme.c_str());
  set(handle, CURLOPT_FOLLOWLOCATION, 0L);
  set(handle, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(handle, CURLOPT_NOSIGNAL, 1L);
  set(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(handle, CURLOPT_USERAGENT, options.product.c_str());
  set(handle, CURLOPT_HTTPHEADER, transfer.lines.get());
  set(handle, CURLOPT_ACCEPT_ENCODING, "gzip");
  set(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  set(handle, CURLOPT_PIPEWAIT, 1L);
  set(handle, CURLOPT_CONNECTTIMEOUT, static_cast<long>(options.connect_timeout.count()));
  set(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
  set(handle, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.stall_timeout.count()));
  set(handle, CURLOPT_TIMEOUT, static_cast<long>(options.whole_timeout.count()));
  set(handle, CURLOPT_ERRORBUFFER, transfer.words.data());
  set(handle, CURLOPT_HEADERFUNCTION, take_header);
  set(handle, CURLOPT_HEADERDATA, &transfer);
  set(handle, CURLOPT_WRITEFUNCTION, take_body);
  set(handle, CURLOPT_WRITEDATA, &transfer);
  if (target.loopback) {
    set(handle, CURLOPT_PROXY, "");
  } else if (options.proxy) {
    set(handle, CURLOPT_PROXY, options.proxy->c_str());
  }
  if (!options.authorities.empty()) set(handle, CURLOPT_CAINFO, options.authorities.c_str());
  if (request.method == "HEAD") {
    set(handle, CURLOPT_NOBODY, 1L);
  } else if (request.method != "GET") {
    set(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    set(handle, CURLOPT_POSTFIELDS, request.body.data());
    set(handle, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
}

Outcome outcome_of(const Transfer& transfer, CURLcode code, const Client::Options& options) {
  curl_off_t connected = 0, took = 0;
  switch (code) {
    case CURLE_OK:
      return Outcome::answered;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
      return Outcome::unreachable;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
      return Outcome::unsafe;
    case CURLE_OPERATION_TIMEDOUT:
      libcurl().easy_getinfo(transfer.handle.get(), CURLINFO_PRETRANSFER_TIME_T, &connected);
      libcurl().easy_getinfo(transfer.handle.get(), CURLINFO_TOTAL_TIME_T, &took);
      if (connected == 0) return Outcome::unreachable;
      return took < std::chrono::microseconds(options.whole_timeout).count() ? Outcome::silent
                                                                             : Outcome::slow;
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_BAD_CONTENT_ENCODING:
      return Outcome::broken;
    default:
      return Outcome::refused;
  }
}

}  // namespace

Target target_of(const std::string& text, const std::string& base, const Request& request) {
  const Url url(libcurl().url());
  if (!base.empty()) libcurl().url_set(url.get(), CURLUPART_URL, base.c_str(), 0);
  const unsigned flags = CURLU_DISALLOW_USER | (base.empty() ? 0U : CURLU_URLENCODE);
  const CURLUcode code = libcurl().url_set(url.get(), CURLUPART_URL, text.c_str(), flags);
  const std::string what = base.empty() ? "the URL" : "a redirect";
  if (code == CURLUE_USER_NOT_ALLOWED) {
    throw Error(ErrorCode::invalid, what + " holds a user name or a password");
  }
  if (code == CURLUE_UNSUPPORTED_SCHEME) {
    throw Error(ErrorCode::invalid, what + " is neither https nor http");
  }
  if (code != CURLUE_OK || text.find('\0') != text.npos) {
    throw Error(ErrorCode::invalid, what + " cannot be read");
  }
  Target target{part_of(url, CURLUPART_URL),
                {part_of(url, CURLUPART_SCHEME), base::to_lower_ascii(part_of(url, CURLUPART_HOST)),
                 part_of(url, CURLUPART_PORT, CURLU_DEFAULT_PORT)}};
  target.loopback = is_loopback(target.origin.host);
  if (target.origin.scheme == "https") return target;
  if (target.origin.scheme != "http") {
    throw Error(ErrorCode::invalid, what + " is neither https nor http");
  }
  // From elsewhere nobody is sent to what listens on this machine.
  const bool from_here = base.empty() || base.starts_with("http://");
  const bool allowed = target.loopback ? from_here : request.plain && base.empty();
  if (!allowed) {
    throw Error(ErrorCode::invalid,
                what + " to '" + one_line(target.origin.host) +
                    "' is not encrypted: http is only for this machine itself",
                "use https");
  }
  return target;
}

struct Wire::State {
  Client::Options options;
  Multi multi;
  std::vector<std::unique_ptr<Transfer>> transfers;
};

Wire::Wire(const Client::Options& options) : state_(std::make_unique<State>()) {
  static const CURLcode ready = libcurl().global_init(CURL_GLOBAL_DEFAULT);
  if (ready == CURLE_OK) state_->multi.reset(libcurl().multi_init());
  if (!state_->multi) throw Error(ErrorCode::internal, "libcurl cannot be initialised");
  state_->options = options;
  const auto parallel = static_cast<long>(options.parallel);
  libcurl().multi_setopt(state_->multi.get(), CURLMOPT_MAX_HOST_CONNECTIONS, parallel);
  libcurl().multi_setopt(state_->multi.get(), CURLMOPT_MAXCONNECTS, parallel);
}

Wire::~Wire() {
  drop_all();
}

void Wire::start(Exchange& exchange) {
  exchange.response = {};
  exchange.outcome = Outcome::answered;
  exchange.words.clear();
  auto transfer = std::make_unique<Transfer>();
  transfer->exchange = &exchange;
  transfer->handle.reset(libcurl().easy_init());
  if (!transfer->handle) throw Error(ErrorCode::internal, "no memory for a request");
  set_up(*transfer, state_->options);
  if (libcurl().multi_add_handle(state_->multi.get(), transfer->handle.get()) != CURLM_OK) {
    throw Error(ErrorCode::internal, "libcurl cannot start a request");
  }
  state_->transfers.push_back(std::move(transfer));
}

std::vector<Exchange*> Wire::wait(std::chrono::milliseconds longest) {
  CURLM* multi = state_->multi.get();
  int active = 0, left = 0;
  CURLMcode code = libcurl().multi_perform(multi, &active);
  if (code == CURLM_OK && active == static_cast<int>(running())) {
    code = libcurl().multi_poll(multi, nullptr, 0, static_cast<int>(longest.count()), nullptr);
    if (code == CURLM_OK) code = libcurl().multi_perform(multi, &active);
  }
  if (code != CURLM_OK) throw Error(ErrorCode::internal, "libcurl cannot go on");
  std::vector<Exchange*> ended;
  while (const CURLMsg* message = libcurl().multi_info_read(multi, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode result = message->data.result;
    const auto at = std::ranges::find_if(state_->transfers, [&](const auto& transfer) {
      return transfer->handle.get() == message->easy_handle;
    });
    Transfer& transfer = **at;
    Exchange& exchange = *transfer.exchange;
    const bool stopped = exchange.outcome != Outcome::answered;  // by ourselves
    if (!stopped) exchange.outcome = outcome_of(transfer, result, state_->options);
    if (result != CURLE_OK) {
      exchange.words = one_line(transfer.words[0] != '\0' ? transfer.words.data()
                                                          : libcurl().easy_strerror(result));
    } else {
      libcurl().easy_getinfo(transfer.handle.get(), CURLINFO_RESPONSE_CODE,
                             &exchange.response.status);
    }
    libcurl().multi_remove_handle(multi, transfer.handle.get());
    state_->transfers.erase(at);
    ended.push_back(&exchange);
  }
  return ended;
}

std::size_t Wire::running() const {
  return state_->transfers.size();
}

void Wire::drop_all() {
  for (const auto& transfer : state_->transfers) {
    libcurl().multi_remove_handle(state_->multi.get(), transfer->handle.get());
  }
  state_->transfers.clear();
}

}  // namespace http
