#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.hpp"
#include "http/client.hpp"

namespace http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds longest{365 * 24 * 3600};  ///< so that no time can overflow
constexpr seconds after_secondary_limit{60};
constexpr milliseconds first_pause{1000};

std::optional<std::int64_t> whole_number(std::string_view text) {
  text = base::trim(text);
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || stop != end || number < 0) return std::nullopt;
  if (error == std::errc::result_out_of_range) return longest.count();
  return error == std::errc() ? std::optional(number) : std::nullopt;
}

/// "Wed, 21 Oct 2015 07:28:00 GMT" (RFC 9110, IMF-fixdate) as epoch seconds.
std::optional<std::int64_t> http_date(std::string_view text) {
  constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  text = base::trim(text);
  constexpr std::size_t length = 29;
  if (text.size() != length || !text.ends_with(" GMT") || text.substr(3, 2) != ", ") {
    return std::nullopt;
  }
  const auto month = std::ranges::find(months, text.substr(8, 3));
  const auto day = whole_number(text.substr(5, 2)), year = whole_number(text.substr(12, 4));
  const auto hour = whole_number(text.substr(17, 2)), minute = whole_number(text.substr(20, 2));
  const auto second = whole_number(text.substr(23, 2));
  if (month == months.end() || !day || !year || !hour || !minute || !second) return std::nullopt;
  const std::chrono::year_month_day date{
      std::chrono::year(static_cast<int>(*year)),
      std::chrono::month(static_cast<unsigned>(month - months.begin() + 1)),
      std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  const auto days = std::chrono::sys_days(date).time_since_epoch();
  return std::chrono::seconds(days).count() + *hour * 3600 + *minute * 60 + *second;
}

/// When the server says that it will listen again, from now; nothing where it does not say.
std::optional<seconds> retry_after(const Response& response, std::int64_t now_s) {
  const auto text = response.header("retry-after");
  if (!text) return std::nullopt;
  if (const auto number = whole_number(*text)) return seconds(*number);
  if (const auto date = http_date(*text)) return seconds(*date - now_s);
  return std::nullopt;
}

/// The end of the hour that is used up. One second later, since the two clocks differ.
std::optional<seconds> limit_reset(const Response& response, std::int64_t now_s) {
  const auto remaining = response.header("x-ratelimit-remaining");
  if (!remaining || whole_number(*remaining) != 0) return std::nullopt;
  const auto reset = response.header("x-ratelimit-reset");
  const auto time = reset ? whole_number(*reset) : std::nullopt;
  if (!time) return std::nullopt;
  return seconds(std::max<std::int64_t>(*time - now_s, 0) + 1);
}

bool is_used_up(const Response& response) {
  const auto remaining = response.header("x-ratelimit-remaining");
  return remaining && whole_number(*remaining) == 0;
}

bool says_secondary_limit(const Response& response) {
  const std::string body = base::to_lower_ascii(response.body);
  return body.find("secondary rate limit") != body.npos ||
         body.find("abuse detection mechanism") != body.npos;
}

milliseconds doubled(milliseconds first, int number) {
  constexpr int most = 20;
  return first * (1LL << std::clamp(number - 1, 0, most));
}

/// Half of it for certain, the other half by chance: those who failed together come back apart.
milliseconds with_jitter(milliseconds wait, double jitter) {
  const double part = 0.5 + 0.5 * std::clamp(jitter, 0.0, 1.0);
  return milliseconds(std::llround(static_cast<double>(wait.count()) * part));
}

/// What an answer asks for; nothing where it stands.
std::optional<milliseconds> wait_after(const Response& response, const Attempt& attempt) {
  const auto pause = with_jitter(doubled(first_pause, attempt.number), attempt.jitter);
  const auto bounded = [](seconds wait) { return std::clamp(wait, seconds(0), longest); };
  if (response.status == 429 || response.status == 403) {
    if (const auto wait = retry_after(response, attempt.now_s)) return bounded(*wait);
    if (const auto wait = limit_reset(response, attempt.now_s)) return bounded(*wait);
    if (says_secondary_limit(response)) return doubled(after_secondary_limit, attempt.number);
    if (response.status == 429 || is_used_up(response)) return pause;
    return std::nullopt;
  }
  if (response.status < 500 || response.status == 501 || !attempt.repeatable) return std::nullopt;
  if (const auto wait = retry_after(response, attempt.now_s)) return bounded(*wait);
  return pause;
}

}  // namespace

std::optional<std::string> Response::header(std::string_view lower_case_name) const {
  const auto found = std::ranges::find(headers, lower_case_name, &Headers::value_type::first);
  if (found == headers.end()) return std::nullopt;
  return found->second;
}

std::optional<milliseconds> wait_before_retry(const Attempt& attempt, const Patience& patience) {
  if (attempt.number >= patience.tries) return std::nullopt;
  if (attempt.response != nullptr) return wait_after(*attempt.response, attempt);
  if (!attempt.repeatable) return std::nullopt;
  return with_jitter(doubled(first_pause, attempt.number), attempt.jitter);
}

}  // namespace http
