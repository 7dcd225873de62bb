#include <gtest/gtest.h>

#include "http/client.hpp"

namespace http {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Wait = std::optional<milliseconds>;

constexpr std::int64_t now = 1'445'412'420;  ///< Wed, 21 Oct 2015 07:27:00 GMT

Response answer(long status, Headers headers = {}, std::string body = {}) {
  Response response;
  response.status = status;
  response.headers = std::move(headers);
  response.body = std::move(body);
  return response;
}

Wait wait(const Response& response, int number = 1, double jitter = 1, bool repeatable = true) {
  return wait_before_retry({&response, repeatable, number, now, jitter}, {});
}
Wait wait_after_break(int number, double jitter = 1, bool repeatable = true) {
  return wait_before_retry({nullptr, repeatable, number, now, jitter}, {});
}

TEST(Retry, NothingAfterAnAnswerThatStands) {
  for (const long status : {200, 201, 202, 204, 301, 304, 400, 401, 404, 408, 409, 410, 422, 501}) {
    EXPECT_EQ(wait(answer(status)), std::nullopt) << status;
    EXPECT_EQ(wait(answer(status, {{"retry-after", "5"}, {"x-ratelimit-remaining", "0"}})),
              std::nullopt)
        << status;
  }
}

TEST(Retry, ServerErrorsWaitTwiceAsLongEachTime) {
  for (const long status : {500, 502, 503, 504, 520}) {
    EXPECT_EQ(wait(answer(status), 1), milliseconds(1000)) << status;
    EXPECT_EQ(wait(answer(status), 2), milliseconds(2000)) << status;
    EXPECT_EQ(wait(answer(status), 3), milliseconds(4000)) << status;
    EXPECT_EQ(wait(answer(status), 4), std::nullopt) << status;
  }
}

TEST(Retry, HalfOfAPauseIsByChance) {
  EXPECT_EQ(wait(answer(503), 1, 0), milliseconds(500));
  EXPECT_EQ(wait(answer(503), 1, 0.5), milliseconds(750));
  EXPECT_EQ(wait(answer(503), 1, 7), milliseconds(1000));
  EXPECT_EQ(wait(answer(503), 1, -7), milliseconds(500));
}

TEST(Retry, ABrokenConnectionIsTriedAgain) {
  EXPECT_EQ(wait_after_break(1), milliseconds(1000));
  EXPECT_EQ(wait_after_break(2, 0), milliseconds(1000));
  EXPECT_EQ(wait_after_break(3), milliseconds(4000));
  EXPECT_EQ(wait_after_break(4), std::nullopt);
}

TEST(Retry, TheServersOwnWordComesFirst) {
  for (const long status : {429, 403, 503, 500}) {
    EXPECT_EQ(wait(answer(status, {{"retry-after", "7"}})), seconds(7)) << status;
    EXPECT_EQ(wait(answer(status, {{"retry-after", " 0 "}})), seconds(0)) << status;
  }
  EXPECT_EQ(wait(answer(429, {{"x-ratelimit-remaining", "0"},
                              {"x-ratelimit-reset", std::to_string(now + 100)},
                              {"retry-after", "7"}})),
            seconds(7));
}

TEST(Retry, ADateIsUnderstood) {
  EXPECT_EQ(wait(answer(429, {{"retry-after", "Wed, 21 Oct 2015 07:28:00 GMT"}})), seconds(60));
  EXPECT_EQ(wait(answer(429, {{"retry-after", "Thu, 22 Oct 2015 07:27:00 GMT"}})), seconds(86400));
  EXPECT_EQ(wait(answer(429, {{"retry-after", "Wed, 21 Oct 2015 07:00:00 GMT"}})), seconds(0));
}

TEST(Retry, ATimeThatCannotBeReadIsNone) {
  for (const char* text : {"", "soon", "-5", "5s", "1.5", "Wed, 32 Oct 2015 07:28:00 GMT",
                           "Wed, 21 Okt 2015 07:28:00 GMT", "Wed, 21 Oct 2015 07:61:00 GMT",
                           "Wed, 21 Oct 2015 25:28:00 GMT", "Wed, 21 Oct 2015 07:28:00 CET",
                           "Wed, 21 Oct 2015 07:28:00", "Wednesday, 21-Oct-15 07:28:00 GMT"}) {
    EXPECT_EQ(wait(answer(429, {{"retry-after", text}})), milliseconds(1000)) << text;
    EXPECT_EQ(wait(answer(403, {{"retry-after", text}})), std::nullopt) << text;
  }
}

TEST(Retry, AnEndlessWaitIsAYear) {
  EXPECT_EQ(wait(answer(429, {{"retry-after", "99999999999999999999999"}})), seconds(31'536'000));
  EXPECT_EQ(wait(answer(429, {{"retry-after", "9223372036854775807"}})), seconds(31'536'000));
  EXPECT_EQ(wait(answer(403, {{"x-ratelimit-remaining", "0"},
                              {"x-ratelimit-reset", "9223372036854775807"}})),
            seconds(31'536'000));
}

TEST(Retry, AUsedUpHourEndsOneSecondAfterItsReset) {
  for (const long status : {403, 429}) {
    EXPECT_EQ(wait(answer(status, {{"x-ratelimit-remaining", "0"},
                                   {"x-ratelimit-reset", std::to_string(now + 100)}})),
              seconds(101));
    EXPECT_EQ(wait(answer(status, {{"x-ratelimit-remaining", "0"},
                                   {"x-ratelimit-reset", std::to_string(now - 100)}})),
              seconds(1));
  }
}

TEST(Retry, AUsedUpHourWithoutAResetIsAPause) {
  EXPECT_EQ(wait(answer(403, {{"x-ratelimit-remaining", "0"}}), 2), milliseconds(2000));
  EXPECT_EQ(wait(answer(429, {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "x"}})),
            milliseconds(1000));
}

TEST(Retry, ASecondaryLimitIsAMinuteAndDoubles) {
  const std::string body = R"({"message":"You have exceeded a Secondary Rate Limit. Please wait"})";
  EXPECT_EQ(wait(answer(403, {}, body), 1), seconds(60));
  EXPECT_EQ(wait(answer(403, {}, body), 2), seconds(120));
  EXPECT_EQ(wait(answer(429, {}, body), 3), seconds(240));
  EXPECT_EQ(wait(answer(403, {}, body), 4), std::nullopt);
  EXPECT_EQ(wait(answer(403, {{"x-ratelimit-remaining", "55"}}, body)), seconds(60));
  EXPECT_EQ(wait(answer(403, {}, "You have triggered an abuse detection mechanism.")), seconds(60));
}

TEST(Retry, APermissionErrorIsFinal) {
  EXPECT_EQ(wait(answer(403)), std::nullopt);
  EXPECT_EQ(
      wait(answer(403,
                  {{"x-ratelimit-remaining", "12"}, {"x-ratelimit-reset", std::to_string(now + 5)}},
                  "Resource not accessible by integration")),
      std::nullopt);
}

TEST(Retry, ATooManyRequestsWithoutAWordIsAPause) {
  EXPECT_EQ(wait(answer(429), 1), milliseconds(1000));
  EXPECT_EQ(wait(answer(429), 3), milliseconds(4000));
}

TEST(Retry, WhatMayHaveBeenDoneIsNotDoneTwice) {
  EXPECT_EQ(wait_after_break(1, 1, false), std::nullopt);
  for (const long status : {500, 502, 503, 504}) {
    EXPECT_EQ(wait(answer(status, {{"retry-after", "1"}}), 1, 1, false), std::nullopt) << status;
  }
  EXPECT_EQ(wait(answer(429, {{"retry-after", "1"}}), 1, 1, false), seconds(1));
  EXPECT_EQ(wait(answer(403, {{"retry-after", "1"}}), 1, 1, false), seconds(1));
}

TEST(Retry, TriesAreCounted) {
  const Response response = answer(429, {{"retry-after", "1"}});
  const Patience patience{seconds(60), 2};
  EXPECT_EQ(wait_before_retry({&response, true, 1, now, 0}, patience), seconds(1));
  EXPECT_EQ(wait_before_retry({&response, true, 2, now, 0}, patience), std::nullopt);
  EXPECT_EQ(wait_before_retry({&response, true, 1, now, 0}, {seconds(60), 1}), std::nullopt);
}

TEST(Headers, AreFoundByLowerCaseName) {
  const Response response = answer(200, {{"etag", "\"1\""}, {"etag", "\"2\""}});
  EXPECT_EQ(response.header("etag"), "\"1\"");
  EXPECT_EQ(response.header("link"), std::nullopt);
}

}  // namespace
}  // namespace http
