#include "http/client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "base/error.hpp"
#include "support/loopback_server.hpp"
#include "support/temp_dir.hpp"

namespace http {
namespace {

using test::LoopbackServer;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;
using Asked = LoopbackServer::Asked;
using Reply = LoopbackServer::Reply;

Client::Options options() {
  Client::Options options;
  options.product = "tester/1.0";
  options.patience = {std::chrono::seconds(5), 3};
  return options;
}

Request get(const std::string& url) {
  Request request;
  request.url = url;
  return request;
}

std::string failure(const Request& request, Client::Options given = options()) {
  Client client(std::move(given));
  try {
    client.send(request);
  } catch (const base::Error& error) {
    return error.message();
  }
  return "no failure";
}

TEST(HttpClient, GivesStatusHeadersAndBody) {
  const LoopbackServer server([](const Asked&) {
    return Reply{404, std::string("a\0b", 3), {"ETag: W/\"1\"", "X-Two: a: b"}};
  });
  Client client(options());
  const Response response = client.send(get(server.url("/x?y=z")));
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.body, std::string("a\0b", 3));
  EXPECT_EQ(response.header("etag"), "W/\"1\"");
  EXPECT_EQ(response.header("x-two"), "a: b");
  EXPECT_EQ(client.requests(), 1);
  EXPECT_EQ(client.bytes(), 3);
  ASSERT_THAT(server.paths(), ElementsAre("/x?y=z"));
  EXPECT_EQ(server.asked()[0].headers.at("user-agent"), "tester/1.0");
  EXPECT_FALSE(server.asked()[0].headers.contains("authorization"));
}

TEST(HttpClient, SendsMethodHeadersBodyAndToken) {
  const LoopbackServer server([](const Asked&) { return Reply{201, "ok"}; });
  Request request = get(server.url("/pulls"));
  request.method = "POST";
  request.headers = {{"Accept", "application/json"}, {"Content-Type", "application/json"}};
  request.body = "{\"a\":1}";
  request.bearer = "s3cret";
  Client client(options());
  EXPECT_EQ(client.send(request).status, 201);
  const Asked asked = server.asked().at(0);
  EXPECT_EQ(asked.method, "POST");
  EXPECT_EQ(asked.body, "{\"a\":1}");
  EXPECT_EQ(asked.headers.at("accept"), "application/json");
  EXPECT_EQ(asked.headers.at("authorization"), "Bearer s3cret");
}

TEST(HttpClient, AsksSeveralAtATimeAndGivesEachAnswerItsNumber) {
  std::atomic<int> at_once = 0, most = 0;
  const LoopbackServer server([&](const Asked& asked) {
    const int now = ++at_once;
    for (int before = most; before < now && !most.compare_exchange_weak(before, now);) {
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    --at_once;
    return Reply{200, asked.path};
  });
  std::vector<Request> requests;
  for (int i = 0; i < 20; ++i) requests.push_back(get(server.url("/" + std::to_string(i))));
  Client::Options given = options();
  given.parallel = 4;
  Client client(given);
  std::vector<std::string> bodies(requests.size());
  client.send_all(requests,
                  [&](std::size_t i, Response response) { bodies[i] = std::move(response.body); });
  for (int i = 0; i < 20; ++i)
    EXPECT_EQ(bodies[static_cast<std::size_t>(i)], "/" + std::to_string(i));
  EXPECT_LE(most, 4);
  EXPECT_GT(most, 1);
  EXPECT_EQ(client.requests(), 20);
}

TEST(HttpClient, AnExceptionOfTheSinkStopsTheRestAndTheClientStaysUsable) {
  const LoopbackServer server([](const Asked& asked) {
    const bool first = asked.path == "/0";
    return Reply{200, "x", {}, {}, false, std::chrono::milliseconds(first ? 0 : 50)};
  });
  std::vector<Request> requests;
  for (int i = 0; i < 12; ++i) requests.push_back(get(server.url("/" + std::to_string(i))));
  Client client(options());
  EXPECT_THROW(client.send_all(requests,
                               [](std::size_t, const Response&) {
                                 throw base::Error(base::ErrorCode::invalid, "enough");
                               }),
               base::Error);
  EXPECT_LT(client.requests(), 12);
  EXPECT_EQ(client.send(get(server.url("/again"))).body, "x");
}

TEST(HttpClient, TriesAgainAfterWhatTheServerSays) {
  std::atomic<int> count = 0;
  const LoopbackServer server([&](const Asked&) {
    if (++count == 1) return Reply{429, "", {"Retry-After: 1"}};
    return Reply{200, "done"};
  });
  Client::Options given = options();
  std::vector<std::string> waits;
  given.on_wait = [&](const std::string& host, std::chrono::milliseconds wait) {
    waits.push_back(host + " " + std::to_string(wait.count()));
  };
  Client client(given);
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(client.send(get(server.url("/"))).body, "done");
  EXPECT_GE(std::chrono::steady_clock::now() - began, std::chrono::seconds(1));
  EXPECT_EQ(client.requests(), 2);
  EXPECT_THAT(waits, ElementsAre("127.0.0.1 1000"));
}

TEST(HttpClient, ALimitHoldsBackTheOthersAndCountsOnce) {
  std::atomic<int> count = 0;
  const LoopbackServer server([&](const Asked&) {
    if (++count <= 4) return Reply{429, "", {"Retry-After: 1"}};
    return Reply{200, "done"};
  });
  Client::Options given = options();
  given.parallel = 4;
  given.patience.total = std::chrono::seconds(2);
  Client client(given);
  std::vector<Request> requests(6, get(server.url("/")));
  int done = 0;
  client.send_all(requests, [&](std::size_t, const Response& response) {
    done += response.status == 200 ? 1 : 0;
  });
  EXPECT_EQ(done, 6);
  EXPECT_EQ(client.requests(), 10);
}

TEST(HttpClient, DoesNotWaitLongerThanItsPatience) {
  const LoopbackServer server([](const Asked&) {
    return Reply{403, "", {"X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 32503680000"},
                 {},  {}, {}};
  });
  const std::string message = failure(get(server.url("/")));
  EXPECT_THAT(message, StartsWith("'127.0.0.1' takes no more requests before 20"));
  EXPECT_THAT(message, HasSubstr("Z (HTTP 403)"));
  EXPECT_EQ(server.asked().size(), 1U);
}

TEST(HttpClient, TheLastAnswerStandsWhenTheTriesAreUsedUp) {
  const LoopbackServer server([](const Asked&) { return Reply{503, "no", {"Retry-After: 0"}}; });
  Client client(options());
  EXPECT_EQ(client.send(get(server.url("/"))).status, 503);
  EXPECT_EQ(client.requests(), 3);
}

TEST(HttpClient, ABrokenConnectionIsTriedAgainButNotForAPost) {
  std::atomic<int> count = 0;
  const LoopbackServer server([&](const Asked&) {
    Reply reply{200, "done"};
    reply.drop = ++count % 2 == 1;
    return reply;
  });
  Client client(options());
  EXPECT_EQ(client.send(get(server.url("/"))).body, "done");
  Request post = get(server.url("/"));
  post.method = "POST";
  EXPECT_THAT(failure(post), StartsWith("the connection to '127.0.0.1' broke: "));
  EXPECT_EQ(server.asked().size(), 3U);
}

TEST(HttpClient, ABodyThatIsCutIsNoAnswer) {
  const LoopbackServer server([](const Asked&) {
    Reply reply;
    reply.raw = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
    return reply;
  });
  Client::Options given = options();
  given.patience.tries = 2;
  EXPECT_THAT(failure(get(server.url("/")), given),
              StartsWith("the connection to '127.0.0.1' broke"));
  EXPECT_EQ(server.asked().size(), 2U);
}

TEST(HttpClient, AServerThatFallsSilentIsGivenUp) {
  const LoopbackServer server([](const Asked&) {
    return Reply{200, "late", {}, {}, false, std::chrono::milliseconds(2500)};
  });
  Client::Options given = options();
  given.stall_timeout = std::chrono::seconds(1);
  given.patience.tries = 1;
  EXPECT_THAT(failure(get(server.url("/")), given),
              StartsWith("'127.0.0.1' does not answer in time: "));
}

TEST(HttpClient, AServerThatDripsIsGivenUp) {
  const LoopbackServer server([](const Asked&) {
    return Reply{200, "late", {}, {}, false, std::chrono::milliseconds(2500)};
  });
  Client::Options given = options();
  given.whole_timeout = std::chrono::seconds(1);
  EXPECT_THAT(failure(get(server.url("/")), given),
              StartsWith("'127.0.0.1' does not answer in time: "));
  EXPECT_EQ(server.asked().size(), 1U);
}

TEST(HttpClient, NobodyListensIsSaidAtOnce) {
  std::string url;
  {
    const LoopbackServer server([](const Asked&) { return Reply{}; });
    url = server.url("/");
  }
  EXPECT_THAT(failure(get(url)), StartsWith("cannot reach '127.0.0.1': Failed to connect to"));
}

TEST(HttpClient, LargeBodiesAreRefused) {
  const LoopbackServer server([](const Asked&) { return Reply{200, std::string(1001, 'x')}; });
  Request request = get(server.url("/"));
  request.max_bytes = 1000;
  EXPECT_EQ(failure(request), "an answer of '127.0.0.1' is larger than 1000 bytes");
  request.max_bytes = 1001;
  EXPECT_EQ(failure(request), "no failure");
  EXPECT_EQ(server.asked().size(), 2U);
}

TEST(HttpClient, LargeHeadersAreRefused) {
  const LoopbackServer server([](const Asked&) {
    Reply reply{200, "x"};
    for (int i = 0; i < 70; ++i) reply.headers.push_back("X-Fill: " + std::string(1000, 'x'));
    return reply;
  });
  EXPECT_EQ(failure(get(server.url("/"))), "the headers of an answer of '127.0.0.1' are too large");
}

TEST(HttpClient, FollowsRedirects) {
  const LoopbackServer server([](const Asked& asked) {
    if (asked.path == "/a") return Reply{301, "", {"Location: /b c"}};
    if (asked.path == "/b%20c") return Reply{302, "", {"Location: d"}};
    return Reply{200, asked.path + asked.headers.at("authorization")};
  });
  Request request = get(server.url("/a"));
  request.bearer = "s3cret";
  Client client(options());
  EXPECT_EQ(client.send(request).body, "/dBearer s3cret");
  EXPECT_EQ(client.requests(), 3);
}

TEST(HttpClient, AnotherHostGetsNoTokenNorDoesTheFirstAfterwards) {
  std::string back;
  const LoopbackServer other([&](const Asked& asked) {
    EXPECT_FALSE(asked.headers.contains("authorization"));
    return Reply{307, "", {"Location: " + back}};
  });
  const LoopbackServer server([&](const Asked& asked) {
    if (asked.path == "/a") return Reply{307, "", {"Location: " + other.url("/x")}};
    return Reply{200, asked.headers.contains("authorization") ? "token" : "none"};
  });
  back = server.url("/c");
  Request request = get(server.url("/a"));
  request.bearer = "s3cret";
  Client client(options());
  EXPECT_EQ(client.send(request).body, "none");
  EXPECT_EQ(other.asked().size(), 1U);
}

TEST(HttpClient, ARedirectLeadsNowhereElse) {
  std::string location;
  const LoopbackServer server([&](const Asked&) {
    return Reply{302, "", {"Location: " + location}};
  });
  const auto refused = [&](std::string to) {
    location = std::move(to);
    return failure(get(server.url("/")));
  };
  EXPECT_EQ(refused("file:///etc/passwd"), "a redirect is neither https nor http");
  EXPECT_EQ(refused("ftp://127.0.0.1/x"), "a redirect is neither https nor http");
  EXPECT_EQ(refused("gopher://127.0.0.1/x"), "a redirect is neither https nor http");
  EXPECT_EQ(refused("http://user:s3cret@127.0.0.1/"), "a redirect holds a user name or a password");
  EXPECT_EQ(refused("http://example.com/"),
            "a redirect to 'example.com' is not encrypted: http is only for this machine itself");
  EXPECT_EQ(refused("/again"), "'127.0.0.1' redirects more than 5 times");
}

TEST(HttpClient, APostFollowsOnlyWhatKeepsItsMethodOnTheSameHost) {
  int status = 307;
  const LoopbackServer other([](const Asked&) { return Reply{}; });
  std::string location = "/b";
  const LoopbackServer server([&](const Asked& asked) {
    if (asked.path == "/a") return Reply{status, "", {"Location: " + location}};
    return Reply{200, asked.method + asked.body};
  });
  Request request = get(server.url("/a"));
  request.method = "POST";
  request.body = "x";
  Client client(options());
  EXPECT_EQ(client.send(request).body, "POSTx");
  status = 302;
  EXPECT_EQ(client.send(request).status, 302);
  status = 308;
  location = other.url("/b");
  EXPECT_EQ(client.send(request).status, 308);
  EXPECT_TRUE(other.asked().empty());
}

TEST(HttpClient, RefusesWhatIsNotSafe) {
  EXPECT_EQ(failure(get("http://example.com/")),
            "the URL to 'example.com' is not encrypted: http is only for this machine itself");
  EXPECT_EQ(failure(get("http://localhost.example.com/")),
            "the URL to 'localhost.example.com' is not encrypted: http is only for this machine "
            "itself");
  EXPECT_EQ(failure(get("https://user:s3cret@example.com/")),
            "the URL holds a user name or a password");
  EXPECT_EQ(failure(get("https://user@example.com/")), "the URL holds a user name or a password");
  EXPECT_EQ(failure(get("ftp://example.com/")), "the URL is neither https nor http");
  EXPECT_EQ(failure(get("file:///etc/passwd")), "the URL is neither https nor http");
  EXPECT_EQ(failure(get("https:///")), "the URL cannot be read");
  EXPECT_EQ(failure(get("")), "the URL cannot be read");
}

TEST(HttpClient, ATokenIsNotSentUnencryptedWhateverTheRequestAllows) {
  Request request = get("http://example.invalid/");
  request.plain = true;
  request.bearer = "s3cret";
  EXPECT_EQ(failure(request), "a token is not sent to 'example.invalid', which is not encrypted");
}

TEST(HttpClient, AHeaderCannotSmuggleAnother) {
  Request request = get("http://127.0.0.1:1/");
  request.bearer = "s3cret\r\nX-Evil: 1";
  EXPECT_EQ(failure(request), "the header 'Authorization' holds a control character");
  request.bearer.clear();
  request.headers = {{"If-None-Match", "\"1\"\nX-Evil: 1"}};
  EXPECT_EQ(failure(request), "the header 'If-None-Match' holds a control character");
}

TEST(HttpClient, GoesAroundProxiesForThisMachineAndThroughThemElse) {
  const LoopbackServer proxy([](const Asked& asked) {
    return Reply{200, "proxied " + asked.path};
  });
  const LoopbackServer server([](const Asked&) { return Reply{200, "direct"}; });
  const test::ScopedVariable http_proxy("http_proxy", proxy.url());
  const test::ScopedVariable all_proxy("ALL_PROXY", proxy.url());
  const test::ScopedVariable no_proxy("no_proxy", std::nullopt);
  const test::ScopedVariable no_proxy_upper("NO_PROXY", std::nullopt);
  Client client(options());
  EXPECT_EQ(client.send(get(server.url("/"))).body, "direct");
  Request request = get("http://example.invalid/x");
  request.plain = true;
  EXPECT_EQ(client.send(request).body, "proxied http://example.invalid/x");
}

TEST(HttpClient, AConfiguredProxyIsUsedInsteadOfTheEnvironments) {
  const LoopbackServer proxy([](const Asked& asked) {
    return Reply{200, "proxied " + asked.path};
  });
  const test::ScopedVariable http_proxy("http_proxy", "http://127.0.0.1:1");
  Client::Options given = options();
  given.proxy = proxy.url();
  Client client(given);
  Request request = get("http://example.invalid/x");
  request.plain = true;
  EXPECT_EQ(client.send(request).body, "proxied http://example.invalid/x");
}

TEST(HttpClient, ReadsNoNetrcAndKeepsNoCookies) {
  const test::TempDir home;
  home.write(".netrc", "default login me password s3cret\n");
  const test::ScopedVariable variable("HOME", home.path());
  const LoopbackServer server([](const Asked& asked) {
    const bool clean =
        !asked.headers.contains("authorization") && !asked.headers.contains("cookie");
    return Reply{200, clean ? "clean" : "not clean", {"Set-Cookie: a=b"}};
  });
  Client client(options());
  EXPECT_EQ(client.send(get(server.url("/"))).body, "clean");
  EXPECT_EQ(client.send(get(server.url("/"))).body, "clean");
}

TEST(HttpClient, WhatIsNotHttpIsNoAnswer) {
  const LoopbackServer server([](const Asked&) {
    Reply reply;
    reply.raw = "hello\r\n";
    return reply;
  });
  EXPECT_THAT(failure(get(server.url("/"))), StartsWith("the connection to '127.0.0.1' broke: "));
}

}  // namespace
}  // namespace http
