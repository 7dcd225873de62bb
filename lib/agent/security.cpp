#include "agent/security.hpp"

#include "agent/security/blobs.hpp"
#include "agent/security/credentials.hpp"
#include "agent/security/execution.hpp"
#include "agent/security/hidden_text.hpp"
#include "agent/security/secrets.hpp"
#include "agent/security/source.hpp"
#include "agent/security/triggers.hpp"
#include "agent/security/wording.hpp"

namespace agent {

void check_security(Format format, std::string_view bytes, const Split& parts, Findings& findings) {
  using security::Suspect;
  security::Source source(format, bytes, parts, findings);
  security::HiddenText hidden(source);
  std::size_t comment_end = 0;
  security::TriggerScan scan(bytes);
  while (const auto hit = scan.next()) {
    const std::size_t at = hit->at;
    switch (hit->suspect) {
      case Suspect::control:
        hidden.check_control(at);
        break;
      case Suspect::unseen:
        hidden.check_character(at);
        break;
      case Suspect::token:
        check_token(source, at);
        break;
      case Suspect::private_key:
        check_private_key(source, at);
        break;
      case Suspect::assignment:
        check_assignment(source, at);
        break;
      case Suspect::url:
        check_url(source, at);
        break;
      case Suspect::download:
        check_download(source, at);
        break;
      case Suspect::bypass:
        check_bypass(source, at);
        break;
      case Suspect::override:
        check_override(source, at);
        break;
      case Suspect::user:
        check_concealment(source, at);
        break;
      case Suspect::comment:
        if (at >= comment_end) comment_end = check_comment(source, at);
        break;
      case Suspect::command:
        check_command(source, at);
        break;
    }
  }
  check_hooks(source);
  check_blobs(source);
  hidden.finish();
  source.add_counts();
}

}  // namespace agent
