#include "agent/security/secrets.hpp"

#include <algorithm>
#include <string>

#include "agent/security/ascii.hpp"
#include "agent/security/placeholder.hpp"

namespace agent::security {
namespace {

constexpr std::size_t longest_token = 8192;
constexpr const char* readable_by_all =
    "everyone who can read the repository or its history can use it";

enum class Alphabet {
  base32,     ///< A–Z, 2–7
  letters,    ///< A–Z, a–z
  alnum,      ///< A–Z, a–z, 0–9
  word,       ///< and '_'
  base64url,  ///< and '-'
};

/// Prefix and as many bytes of an alphabet.
struct TokenKind {
  std::string_view prefix;
  std::string_view service;
  Alphabet alphabet;
  std::size_t least, most;
};

// A longer prefix stands before its own beginning.
constexpr TokenKind kinds[] = {
    {"AKIA", "an AWS access key id", Alphabet::base32, 16, 16},
    {"ASIA", "a temporary AWS access key id", Alphabet::base32, 16, 16},
    {"ghp_", "a GitHub personal access token", Alphabet::alnum, 36, 255},
    {"gho_", "a GitHub OAuth token", Alphabet::alnum, 36, 255},
    {"ghu_", "a GitHub user token", Alphabet::alnum, 36, 255},
    {"ghs_", "a GitHub installation token", Alphabet::alnum, 36, 255},
    {"ghr_", "a GitHub refresh token", Alphabet::alnum, 36, 255},
    {"github_pat_", "a GitHub personal access token", Alphabet::word, 82, 255},
    {"sk-ant-", "an Anthropic API key", Alphabet::base64url, 80, 200},
    {"sk-proj-", "an OpenAI API key", Alphabet::base64url, 40, 200},
    {"sk-svcacct-", "an OpenAI API key", Alphabet::base64url, 40, 200},
    {"sk-or-v1-", "an OpenRouter API key", Alphabet::alnum, 64, 64},
    {"sk-", "an API key of OpenAI or alike", Alphabet::alnum, 32, 64},
    {"sk_live_", "a Stripe secret key", Alphabet::alnum, 24, 255},
    {"rk_live_", "a Stripe restricted key", Alphabet::alnum, 24, 255},
    {"AIza", "a Google API key", Alphabet::base64url, 35, 35},
    {"npm_", "an npm access token", Alphabet::alnum, 36, 36},
    {"hf_", "a Hugging Face token", Alphabet::letters, 34, 40},
    {"glpat-", "a GitLab personal access token", Alphabet::base64url, 20, 64},
};

bool is_in(Alphabet alphabet, unsigned char c) {
  switch (alphabet) {
    case Alphabet::base32:
      return is_upper(c) || (c >= '2' && c <= '7');
    case Alphabet::letters:
      return is_upper(c) || is_lower(c);
    case Alphabet::alnum:
      return is_alnum(c);
    case Alphabet::word:
      return is_alnum(c) || c == '_';
    case Alphabet::base64url:
      return is_word(c);
  }
  return false;
}

std::size_t run_of(Alphabet alphabet, std::string_view text) {
  const auto end = std::ranges::find_if(
      text, [&](char c) { return !is_in(alphabet, static_cast<unsigned char>(c)); });
  return static_cast<std::size_t>(end - text.begin());
}

/// Random text of so many bytes has more.
double least_entropy(std::size_t size) {
  return size < 24 ? 2.8 : size < 36 ? 3.2 : 3.5;
}

std::size_t plain_token(std::string_view text, const TokenKind& kind) {
  const std::string_view rest = text.substr(kind.prefix.size());
  const std::size_t size = run_of(kind.alphabet, rest);
  if (size < kind.least || size > kind.most) return 0;
  if (size < rest.size() && is_word(static_cast<unsigned char>(rest[size]))) return 0;
  if (rest.substr(size).starts_with("...") || rest.substr(size).starts_with("…")) return 0;
  return is_placeholder(rest.substr(0, size), least_entropy(size)) ? 0 : kind.prefix.size() + size;
}

/// "xoxb-", then numbers and a random part, joined by dashes.
std::size_t slack_token(std::string_view text) {
  if (text.size() < 5 || std::string_view("abeoprs").find(text[3]) == text.npos) return 0;
  const std::size_t size = run_of(Alphabet::base64url, text);
  const std::string_view token = text.substr(0, size);
  if (token[4] != '-' || size < 40 || token.find('_') != token.npos) return 0;
  const auto digits = std::ranges::count_if(token, [](unsigned char c) { return is_digit(c); });
  const std::string_view random = token.substr(token.rfind('-') + 1);
  if (digits < 10 || random.size() < 20) return 0;
  return is_placeholder(random, least_entropy(random.size())) ? 0 : size;
}

/// Header and payload are JSON in base64url, so both begin with "eyJ"; a signature follows.
std::size_t json_web_token(std::string_view text) {
  constexpr std::string_view documentation_subject = "eyJzdWIiOiIxMjM0NTY3ODkwI";
  const std::size_t header = run_of(Alphabet::base64url, text);
  const std::string_view payload = text.substr(std::min(header + 1, text.size()));
  if (header < 17 || header >= text.size() || text[header] != '.') return 0;
  if (!payload.starts_with("eyJ") || payload.starts_with(documentation_subject)) return 0;
  const std::size_t size = run_of(Alphabet::base64url, payload);
  if (size < 17 || size >= payload.size() || payload[size] != '.') return 0;
  const std::string_view rest = payload.substr(size + 1);
  const std::string_view signature = rest.substr(0, run_of(Alphabet::base64url, rest));
  if (signature.size() < 40 || is_placeholder(signature, 4.0)) return 0;
  return header + 1 + size + 1 + signature.size();
}

/// "/services/T…/B…/…"
std::size_t slack_webhook(std::string_view text) {
  constexpr std::string_view prefix = "hooks.slack.com/services/";
  const std::string_view path = text.substr(prefix.size());
  const std::size_t team = run_of(Alphabet::alnum, path);
  if (team < 8 || path[0] != 'T' || team >= path.size() || path[team] != '/') return 0;
  const std::string_view rest = path.substr(team + 1);
  const std::size_t app = run_of(Alphabet::alnum, rest);
  if (app < 8 || rest[0] != 'B' || app >= rest.size() || rest[app] != '/') return 0;
  const std::string_view last = rest.substr(app + 1);
  const std::size_t random = run_of(Alphabet::alnum, last);
  if (random < 20 || is_placeholder(last.substr(0, random), 3.2)) return 0;
  return prefix.size() + team + 1 + app + 1 + random;
}

/// "/api/webhooks/", a number, and a random part.
std::size_t discord_webhook(std::string_view text) {
  constexpr std::string_view prefix = "/api/webhooks/";
  const std::string_view path = text.substr(prefix.size());
  const std::size_t number = std::min(path.find_first_not_of("0123456789"), path.size());
  if (number < 17 || number > 20 || number >= path.size() || path[number] != '/') return 0;
  const std::string_view last = path.substr(number + 1);
  const std::size_t random = run_of(Alphabet::base64url, last);
  if (random < 60 || is_placeholder(last.substr(0, random), 4.0)) return 0;
  return prefix.size() + number + 1 + random;
}

}  // namespace

std::optional<Token> token_at(std::string_view bytes, std::size_t at) {
  const std::string_view text = bytes.substr(at, longest_token);
  const auto answer = [&](std::size_t size, std::string_view service) -> std::optional<Token> {
    if (size == 0) return std::nullopt;
    return Token{{at, at + size}, service};
  };
  if (text.starts_with("/api/webhooks/")) {
    const bool discord = bytes.substr(0, at).ends_with("discord.com") ||
                         bytes.substr(0, at).ends_with("discordapp.com");
    return answer(discord ? discord_webhook(text) : 0, "a Discord webhook");
  }
  if (text.starts_with("hooks.slack.com/services/")) {
    return answer(slack_webhook(text), "a Slack webhook");
  }
  if (at > 0 && is_word(static_cast<unsigned char>(bytes[at - 1]))) return std::nullopt;
  if (text.starts_with("xox")) return answer(slack_token(text), "a Slack token");
  if (text.starts_with("eyJ")) return answer(json_web_token(text), "a JSON web token");
  for (const TokenKind& kind : kinds) {
    if (text.starts_with(kind.prefix)) return answer(plain_token(text, kind), kind.service);
  }
  return std::nullopt;
}

void check_token(Source& source, std::size_t at) {
  const auto token = token_at(source.bytes(), at);
  if (!token) return;
  source.add({.rule = "secret-token",
              .begin = token->range.begin,
              .end = token->range.end,
              .message = std::string(token->service) + " is written in the text: '" +
                         std::string(source.bytes().substr(at, 4)) + "…'",
              .consequence = readable_by_all,
              .hint = "revoke it, and read it from the environment instead",
              .secret = true});
}

void check_private_key(Source& source, std::size_t at) {
  constexpr std::size_t longest_header = 60;
  constexpr std::size_t longest_key = 16 * 1024;
  constexpr std::size_t least_line = 40;
  const std::string_view text = source.bytes().substr(at, longest_key);
  const std::size_t name = text.substr(0, longest_header).find("PRIVATE KEY");
  if (name == text.npos) return;
  const std::size_t dashes = text.substr(0, longest_header + 20).find("-----", name);
  if (dashes == text.npos) return;
  std::size_t begin = dashes + 5;
  // A header such as "Proc-Type: 4,ENCRYPTED", quote marks and indentation may come first.
  for (int lines = 0; lines < 6; ++lines) {
    begin = text.find_first_not_of(" \t\r\n>\"'+,", begin);
    if (begin == text.npos) return;
    if (text.substr(begin).starts_with("\\n")) begin += 2;
    const std::string_view line = text.substr(begin, text.find('\n', begin) - begin);
    const std::size_t size =
        line.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");
    const std::string_view run = line.substr(0, size);
    if (run.size() >= least_line) {
      if (entropy(run) < 3.5) return;
      const std::size_t end = text.find("-----END", begin);
      return source.add({.rule = "private-key",
                         .begin = at,
                         .end = at + (end == text.npos ? begin + run.size() : end),
                         .message = "a private key is written in the text",
                         .consequence = readable_by_all,
                         .hint = "replace the key pair, and keep the new one out of the repository",
                         .secret = true});
    }
    if (line.find(": ") == line.npos) return;
    begin += line.size();
  }
}

}  // namespace agent::security
